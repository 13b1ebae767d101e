// One push session without a socket: common/client/session.py. Frames and commits go in, what to do
// comes out; the owner of the socket carries it out in order.
//
//   {do: "send", frame}                     {do: "apply", stream, epoch, events}
//   {do: "fetch", reason}                   {do: "close", code, reason}
//   {do: "clock", now}                      {do: "in_step", now}
//   {do: "update", what}                    {do: "answered", id, repeat, until}

import { CLOSE, EVENT_KINDS, PROTO, RESYNC } from "./rules.js";

const MAX_HELD_EVENTS = 5000; // while a snapshot is on its way; beyond it that is fetched anew
const BEHIND_BEATS = 2; // heartbeats in a row that name a position beyond ours before we believe it

export class PushSession {
  /** cursors: {stream: {epoch, seq}} as they are on the disk. */
  constructor(token, app, version, cursors, unsent = 0) {
    this.stage = "hello"; // hello → auth → live ⇄ fetching
    this.auth = { t: "auth", token, app, version, since: cursors, unsent };
    this.epochs = mapped(cursors, (at) => at.epoch);
    this.seen = mapped(cursors, (at) => at.seq);
    this.done = { ...this.seen };
    this.followed = new Set();
    this.held = [];
    this.heldCount = 0;
    this.holeWhileFetching = false;
    this.goal = {};
    this.behind = {};
  }

  // ── what comes in ──────────────────────────────────────────────────────────────────────────
  received(text) {
    let frame;
    try {
      frame = JSON.parse(text);
    } catch {
      return [close(CLOSE.badFrame, "bad frame")];
    }
    if (frame === null || typeof frame !== "object" || Array.isArray(frame)) {
      return [close(CLOSE.badFrame, "bad frame")];
    }
    if (frame.t === "hello") return this.#hello(frame);
    if (frame.t === "welcome") return this.#welcome(frame);
    const told = TOLD[frame.t];
    if (told === undefined) return [{ do: "update", what: "frame" }];
    if (!this.isWelcomed) return [close(CLOSE.badFrame, "out of order")];
    return told(this, frame);
  }

  /** The events of `stream` up to `seq` and the cursor are on the disk. */
  committed(stream, seq) {
    this.done[stream] = Math.max(seq, this.done[stream] ?? 0);
    return this.followed.has(stream) ? [send({ t: "ack", s: stream, seq: this.done[stream] })] : [];
  }

  /** The tables and cursors of a snapshot are on the disk, in place of what was held before. */
  snapshotLoaded(positions) {
    this.epochs = mapped(positions, (at) => at.epoch);
    this.seen = mapped(positions, (at) => at.seq);
    this.done = { ...this.seen };
    this.behind = {};
    this.stage = "live";
    const held = this.held;
    this.held = [];
    this.heldCount = 0;
    // A move came in between: the next welcome names the streams anew.
    if ([...this.followed].some((s) => !(s in positions))) return [close(CLOSE.resync, "other streams")];
    const actions = Object.entries(this.seen)
      .filter(([stream]) => this.followed.has(stream))
      .map(([s, seq]) => send({ t: "ack", s, seq }));
    const hole = this.holeWhileFetching;
    this.holeWhileFetching = false;
    if (hole) return [...actions, ...this.fetch("asked again meanwhile")];
    for (const events of held) actions.push(...this.events(events));
    return actions;
  }

  /** It could not be had: still wanted, the owner waits and tries again. */
  snapshotFailed() {
    this.holeWhileFetching = false;
    this.held = [];
    this.heldCount = 0;
    return this.stage === "fetching" ? [{ do: "fetch", reason: "again" }] : [];
  }

  // ── what goes out by our own will ──────────────────────────────────────────────────────────
  get isWelcomed() {
    return this.stage === "fetching" || this.stage === "live";
  }

  /** Whether all that the server had at the welcome is on the disk. */
  get isCaughtUp() {
    return (
      this.stage === "live" &&
      Object.entries(this.goal).every(([stream, top]) => (this.done[stream] ?? -1) >= top)
    );
  }

  beat(now, unsent) {
    if (!this.isWelcomed) return [];
    const tops = Object.fromEntries(Object.entries(this.done).filter(([s]) => this.followed.has(s)));
    return [send({ t: "hb", now, tops, unsent })];
  }

  claim(id, repeat) {
    return this.isWelcomed ? [send({ t: "claim", id, repeat })] : [];
  }

  report(spoken) {
    return this.isWelcomed ? [send({ t: "spoken", ...spoken })] : [];
  }

  // ── inside ─────────────────────────────────────────────────────────────────────────────────
  #hello(hello) {
    if (this.stage !== "hello") return [close(CLOSE.badFrame, "second hello")];
    this.stage = "auth";
    const actions = [{ do: "clock", now: hello.server_time }];
    if (hello.proto !== PROTO) actions.push({ do: "update", what: `proto ${hello.proto}` });
    return [...actions, send(this.auth)];
  }

  #welcome(welcome) {
    if (this.stage !== "auth") return [close(CLOSE.badFrame, "welcome out of order")];
    this.stage = "live";
    this.followed = new Set(Object.keys(welcome.streams));
    this.goal = mapped(welcome.streams, (told) => told.top);
    const stale = Object.entries(welcome.streams).some(
      ([stream, told]) => told.mode === "snapshot" || this.epochs[stream] !== told.epoch,
    );
    // A stream that is followed no more leaves rows behind that nobody would ever take away.
    const gone = Object.keys(this.seen).some((stream) => !this.followed.has(stream));
    const actions = [{ do: "clock", now: welcome.server_time }];
    return stale || gone ? [...actions, ...this.fetch("welcome")] : actions;
  }

  events({ s: stream, items }) {
    if (this.stage === "fetching") return this.#hold({ s: stream, items });
    if (!this.followed.has(stream)) return [];
    const before = this.seen[stream];
    if (before === undefined) return this.fetch("no cursor");
    const fresh = following(items, before);
    const actions = [];
    if (fresh.length > 0) {
      this.seen[stream] = fresh.at(-1).seq;
      actions.push({ do: "apply", stream, epoch: this.epochs[stream], events: fresh });
      for (const event of fresh) {
        if (!EVENT_KINDS.has(event.kind)) actions.push({ do: "update", what: event.kind });
      }
    }
    if (items.length > 0 && items.at(-1).seq > this.seen[stream]) {
      return [...actions, ...this.fetch("hole")];
    }
    if (fresh.length === 0) return this.committed(stream, this.done[stream]); // our ack was lost?
    if (fresh.some((event) => event.kind === RESYNC)) return [...actions, ...this.fetch("resync")];
    return actions;
  }

  #hold(events) {
    this.heldCount += events.items.length;
    if (this.heldCount > MAX_HELD_EVENTS) {
      this.held = [];
      this.heldCount = 0;
      this.holeWhileFetching = true;
    } else if (!this.holeWhileFetching) {
      this.held.push(events);
    }
    return [];
  }

  heartbeat(beat) {
    const actions = [{ do: "clock", now: beat.now }];
    if (this.stage === "fetching") return actions;
    const tops = beat.tops ?? {};
    const ours = [...this.followed].map((stream) => [stream, this.seen[stream] ?? -1]);
    if (ours.some(([s, seq]) => (tops[s] ?? seq) < seq)) {
      return [...actions, ...this.fetch("the server went back")];
    }
    const behind = ours.filter(([s, seq]) => (tops[s] ?? seq) > seq);
    const counted = {};
    for (const [stream, seq] of behind) {
      const [at, beats] = this.behind[stream] ?? [-1, 0];
      counted[stream] = [seq, at === seq ? beats + 1 : 1];
    }
    this.behind = counted;
    if (behind.length === 0) return [...actions, { do: "in_step", now: beat.now }];
    const isLost = Object.values(counted).some(([, beats]) => beats >= BEHIND_BEATS);
    return isLost ? [...actions, ...this.fetch("behind")] : actions;
  }

  fetch(reason) {
    if (this.stage === "fetching") {
      // Asked for again while one is on its way: that one may be from before.
      this.holeWhileFetching = true;
      return [];
    }
    this.stage = "fetching";
    this.behind = {};
    return [{ do: "fetch", reason }];
  }
}

const TOLD = {
  ev: (session, { s, t, ...event }) => session.events({ s, items: [event] }),
  evs: (session, frame) => session.events(frame),
  hb: (session, frame) => session.heartbeat(frame),
  resync: (session, frame) => session.fetch(`resync: ${frame.reason}`),
  granted: (_, frame) => [answered(frame, frame.until)],
  denied: (_, frame) => [answered(frame, null)],
};

/** Those of `items` that follow `seen` one after the other; told twice is left out. */
function following(items, seen) {
  const fresh = [];
  for (const event of items) {
    if (event.seq <= seen) continue;
    if (event.prev !== seen) break;
    fresh.push(event);
    seen = event.seq;
  }
  return fresh;
}

const send = (frame) => ({ do: "send", frame });
const close = (code, reason) => ({ do: "close", code, reason });
const answered = ({ id, repeat }, until) => ({ do: "answered", id, repeat, until });

function mapped(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
