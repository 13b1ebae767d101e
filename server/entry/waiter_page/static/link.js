// Keeps a push session open: common/client/link.py. The socket is a poke, never the truth: whatever
// happens to it, the next session resumes from the cursors that are on the disk.

import { CLOSE, FRESHNESS, HEARTBEAT_S } from "./rules.js";

const RECONNECT_S = [0.2, 0.5, 1, 2, 4, 8];

const BROKEN = 1006;
const OPEN_WITHIN_S = 5;

/**
 * owner: {newSession(startOver), unsent(), nowIso(), seconds(), apply(action), fetchSnapshot(),
 * clock(now), inStep(now), updateNeeded(what), answered(answer), phaseChanged(phase, code)}.
 * What it awaits is on the disk when it resolves.
 */
export class Link {
  phase = "connecting"; // fetching, live, needs_pairing, replaced
  #owner;
  #url;
  #socket = null;
  #session = null;
  #turn = Promise.resolve();
  #tries = 0;
  #wake = null;
  #stopped = false;

  constructor(url, owner) {
    this.#url = url;
    this.#owner = owner;
    this.times = { began: owner.seconds(), lastFrame: null, closedAt: null };
  }

  /** Try now instead of waiting out the back-off. */
  hurry() {
    this.#tries = 0;
    this.#wake?.();
  }

  stop() {
    this.#stopped = true;
    this.#socket?.close(1000, "stopped");
    this.#wake?.();
  }

  claim(id, repeat) {
    return this.#send(this.#session?.claim(id, repeat) ?? []);
  }

  report(spoken) {
    return this.#send(this.#session?.report(spoken) ?? []);
  }

  async run() {
    let startOver = false;
    while (!this.#stopped) {
      const code = await this.#connection(startOver);
      startOver = code === CLOSE.resync;
      this.#noteGap();
      if (code === CLOSE.auth || code === CLOSE.revoked) {
        this.#setPhase("needs_pairing", code);
        return;
      }
      this.#setPhase(code === CLOSE.replaced ? "replaced" : "connecting", code);
      await this.#rest(code);
    }
  }

  // ── one connection ─────────────────────────────────────────────────────────────────────────
  /** Live through one connection; its close code, 1006 when it broke or never was. */
  #connection(startOver) {
    return new Promise((resolve) => {
      let socket;
      try {
        socket = new WebSocket(this.#url);
      } catch {
        resolve(BROKEN);
        return;
      }
      const session = this.#owner.newSession(startOver);
      const began = this.#owner.seconds();
      const ended = { code: null };
      this.#socket = socket;
      this.#session = session;
      // Only what came from this socket counts for this socket.
      const beats = setInterval(() => this.#beat(session), HEARTBEAT_S * 1000);
      const watch = setInterval(() => {
        const heard = Math.max(began, this.times.lastFrame ?? 0);
        const patience = session.stage === "hello" ? OPEN_WITHIN_S : FRESHNESS.slowUpTo;
        if (this.#owner.seconds() - heard > patience) over(BROKEN);
      }, 1000);
      const over = (code) => {
        if (ended.code !== null) return;
        ended.code = code;
        clearInterval(beats);
        clearInterval(watch);
        if (this.#socket === socket) this.#socket = this.#session = null;
        socket.onmessage = socket.onclose = socket.onerror = null;
        socket.close();
        resolve(code);
      };
      socket.onmessage = (message) => {
        this.times.lastFrame = this.#owner.seconds();
        this.#turn = this.#turn.then(async () => {
          if (ended.code === null) await this.#carryOut(session, session.received(message.data), over);
        }).catch((error) => {
          console.error("link", error);
          over(CLOSE.badFrame);
        });
      };
      socket.onclose = (event) => over(event.code);
      socket.onerror = () => over(BROKEN);
    });
  }

  async #carryOut(session, actions, over) {
    for (const action of actions) {
      switch (action.do) {
        case "send":
          this.#send([action]);
          break;
        case "apply":
          await this.#owner.apply(action);
          await this.#carryOut(session, session.committed(action.stream, action.events.at(-1).seq), over);
          break;
        case "fetch":
          this.#fetch(session, over);
          break;
        case "close":
          over(action.code);
          return;
        case "clock":
          this.#owner.clock(action.now);
          break;
        case "in_step":
          // Not at the welcome: a line that breaks right after it would be tried without a pause.
          this.#tries = 0;
          await this.#owner.inStep(action.now);
          break;
        case "update":
          this.#owner.updateNeeded(action.what);
          break;
        case "answered":
          this.#owner.answered(action);
          break;
      }
    }
    if (session !== this.#session) return;
    if (session.isCaughtUp) {
      this.times.closedAt = null;
      this.#setPhase("live");
    } else if (session.isWelcomed) {
      this.#noteGap();
      this.#setPhase("fetching");
    }
  }

  /** Fetch until it is there; the connection's end ends it. */
  async #fetch(session, over) {
    for (let tries = 0; session === this.#session; tries += 1) {
      const positions = await this.#owner.fetchSnapshot();
      if (positions !== null) {
        this.#turn = this.#turn.then(() => {
          if (session !== this.#session) return undefined;
          return this.#carryOut(session, session.snapshotLoaded(positions), over);
        });
        return;
      }
      session.snapshotFailed();
      await pause(waitMs(tries));
    }
  }

  #beat(session) {
    this.#send(session.beat(this.#owner.nowIso(), this.#owner.unsent()));
  }

  #send(actions) {
    if (this.#socket?.readyState !== WebSocket.OPEN || actions.length === 0) return false;
    for (const action of actions) this.#socket.send(JSON.stringify(action.frame));
    return true;
  }

  /** From now on the tables may lack something; fetching that takes long makes the page blind. */
  #noteGap() {
    this.times.closedAt ??= this.#owner.seconds();
  }

  async #rest(code) {
    const woken = new Promise((wake) => (this.#wake = wake));
    // Another window of this phone took over: the one that is looked at or tapped takes it back.
    if (code === CLOSE.replaced) return woken;
    const isSlow = SLOWLY.has(code);
    if (code === CLOSE.restart) this.#tries = 0;
    const ms = waitMs(isSlow ? RECONNECT_S.length : this.#tries);
    this.#tries += 1;
    return Promise.race([pause(ms), woken]);
  }

  #setPhase(phase, code = 0) {
    if (phase === this.phase) return;
    this.phase = phase;
    this.#owner.phaseChanged(phase, code);
  }
}

const SLOWLY = new Set([CLOSE.badFrame, CLOSE.tooBig]);

/** Cut by up to a quarter, so that a house full of phones does not come back as one. */
function waitMs(tries) {
  const longest = RECONNECT_S[Math.min(tries, RECONNECT_S.length - 1)];
  return longest * 1000 * (1 - 0.25 * Math.random());
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
