// The phone without its screen: what the server said, what waits to be sent, what is to be said.

import { Clock } from "./clock.js";
import { overlay } from "./commands.js";
import { judge } from "./freshness.js";
import { Link } from "./link.js";
import { newKey, Outbox } from "./outbox.js";
import { applied, tablesOf } from "./projection.js";
import { APP_VERSION, CLOSE } from "./rules.js";
import { PushSession } from "./session.js";
import { Store } from "./store.js";
import { Voice } from "./voice.js";

const APP = "waiter";

export class Core {
  identity = null; // {deviceId, token, name, shopId}
  tables = {};
  cursors = {};
  asOf = null; // ISO: all that the server had then is in the tables
  revoked = false;
  updateNeeded = false;
  #store;
  #listeners = new Set();

  static async open() {
    const core = new Core();
    core.clock = new Clock();
    core.#store = await Store.open();
    const kept = await core.#store.load();
    core.meta = kept.meta;
    core.identity = kept.meta.get("identity") ?? null;
    core.asOf = kept.meta.get("as_of") ?? null;
    core.revoked = kept.meta.get("revoked") ?? false;
    core.clock.remember(kept.meta.get("offset") ?? 0);
    core.cursors = Object.fromEntries(kept.cursors);
    for (const [[table, id], row] of kept.rows) {
      core.tables[table] ??= new Map();
      core.tables[table].set(id, row);
    }
    core.outbox = new Outbox(core.#store, core.#sending(), kept.outbox);
    core.voice = new Voice(core.#store, core.#speaking(), kept.voices);
    if (core.identity !== null && !core.revoked) core.#connect();
    return core;
  }

  subscribe(listener) {
    this.#listeners.add(listener);
  }

  // ── what the screen reads ──────────────────────────────────────────────────────────────────
  /** {tables, unsent}: the server's word with this phone's own taps laid over it. */
  shown() {
    const me = { id: this.identity?.deviceId ?? "", name: this.identity?.name ?? "" };
    return overlay(this.tables, this.outbox.pending, me);
  }

  /** {freshness, age, since (ms of the corrected clock or null), phase}. */
  trust() {
    if (this.link === undefined) return { freshness: "connecting", age: 0, since: null, phase: "none" };
    const now = this.clock.seconds();
    const found = judge(this.link.times, now);
    const since = found.since === null ? null : this.clock.now() - (now - found.since) * 1000;
    return { ...found, since, phase: this.link.phase };
  }

  // ── what a person does ─────────────────────────────────────────────────────────────────────
  do(command) {
    return this.outbox.accept(command);
  }

  /** Undo a tap by its key: unsaid if it never left the phone, else recalled. */
  async undo(key, command) {
    if (await this.outbox.withdraw(key)) return;
    const { orderId, lineIds, stayId } = command;
    await this.do({ kind: "recall", orderId, lineIds, stayId, undoes: key });
  }

  /** Redeem a pairing code; a code of the problem, or "" when it is done. */
  async pair(code, name) {
    const nonce = this.meta.get("nonce") ?? newKey();
    await this.#keep("nonce", nonce); // the answer may be lost: asked again it is the same phone
    const answer = await ask("/v1/devices/pair", null, { code, name, client_nonce: nonce, kind: APP });
    if (answer.status !== 201) return answer.body?.code ?? "server.unreachable";
    const { device_id: deviceId, token, shop_id: shopId } = answer.body;
    const isOther = this.identity !== null && this.identity.deviceId !== deviceId;
    this.identity = { deviceId, token, shopId, name };
    this.revoked = false;
    await this.#store.commit([
      ["meta", "identity", this.identity],
      ["meta", "nonce", undefined],
      ["meta", "revoked", undefined],
      ...(isOther ? this.#forgotten() : []),
    ]);
    this.meta.delete("nonce");
    if (isOther) await this.outbox.closeOthers(deviceId);
    this.#connect();
    this.outbox.hurry();
    this.#changed();
    return "";
  }

  remember(key, value) {
    return this.#keep(key, value);
  }

  hurry() {
    this.link?.hurry();
    this.outbox.hurry();
  }

  // ── the link's owner ───────────────────────────────────────────────────────────────────────
  #connect() {
    this.link?.stop();
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.link = new Link(`${scheme}//${location.host}/v1/push`, this.#owning());
    this.link.run();
  }

  #owning() {
    return {
      newSession: (startOver) => {
        const cursors = startOver ? {} : this.cursors;
        return new PushSession(this.identity.token, APP, APP_VERSION, cursors, this.outbox.unsent);
      },
      unsent: () => this.outbox.unsent,
      nowIso: () => this.clock.iso(),
      seconds: () => this.clock.seconds(),
      apply: (action) => this.#apply(action),
      fetchSnapshot: () => this.#fetchSnapshot(),
      clock: (now) => this.clock.sample(now),
      inStep: (now) => this.#inStep(now),
      updateNeeded: () => {
        this.updateNeeded = true;
        this.#changed();
      },
      answered: (answer) => this.voice.answered(answer),
      phaseChanged: (phase, code) => this.#phaseChanged(phase, code),
    };
  }

  async #apply({ stream, epoch, events }) {
    let tables = this.tables;
    const written = new Map();
    for (const event of events) {
      const step = applied(tables, event.d ?? {});
      tables = step.tables;
      for (const [table, id, row] of step.touched) written.set(`${table} ${id}`, [table, id, row]);
    }
    const cursors = { ...this.cursors, [stream]: { epoch, seq: events.at(-1).seq } };
    const arrived = this.outbox.arrived(cursors);
    const voices = this.voice.taking(tables.announcements);
    await this.#store.commit([
      ...[...written.values()].map(([table, id, row]) => ["rows", [table, id], row]),
      ["cursors", stream, cursors[stream]],
      ...arrived.operations,
      ...voices.operations,
    ]);
    this.tables = tables;
    this.cursors = cursors;
    this.#adopt(arrived, voices);
  }

  async #fetchSnapshot() {
    const answer = await ask("/v1/sync/snapshot", this.identity.token);
    if (answer.status !== 200 || answer.body?.streams === undefined) return null;
    const { streams, server_time: at, tables: lists } = answer.body;
    const tables = tablesOf(lists);
    const isNewEpoch = Object.entries(streams).some(
      ([name, { epoch }]) => (this.cursors[name]?.epoch ?? epoch) !== epoch,
    );
    const arrived = this.outbox.arrived(streams, isNewEpoch);
    const voices = this.voice.taking(tables.announcements);
    await this.#store.commit([
      ["rows"],
      ["cursors"],
      ...Object.entries(tables).flatMap(([table, rows]) =>
        [...rows].map(([id, row]) => ["rows", [table, id], row]),
      ),
      ...Object.entries(streams).map(([name, cursor]) => ["cursors", name, cursor]),
      ["meta", "as_of", at],
      ...arrived.operations,
      ...voices.operations,
    ]);
    this.tables = tables;
    this.cursors = streams;
    this.asOf = at;
    this.#adopt(arrived, voices);
    return streams;
  }

  #adopt(arrived, voices) {
    arrived.adopt();
    voices.adopt();
    this.#changed();
  }

  /** Everything that the server had at `now` is here; kept, for the next start. */
  async #inStep(now) {
    this.asOf = now;
    await this.#store.commit([
      ["meta", "as_of", now],
      ["meta", "offset", this.clock.offset],
    ]);
    this.outbox.look();
    this.voice.look();
    this.#changed();
  }

  async #phaseChanged(phase, code) {
    if (phase === "live") this.outbox.hurry();
    if (phase === "needs_pairing") {
      this.outbox.needsPairing = true;
      if (code === CLOSE.revoked) await this.#wipe();
    }
    this.#changed();
  }

  /** The house took this phone's token back: what it knew of guests goes, its taps stay. */
  async #wipe() {
    await this.#store.commit([...this.#forgotten(), ["meta", "revoked", true]]);
    this.revoked = true;
  }

  #forgotten() {
    this.tables = {};
    this.cursors = {};
    this.asOf = null;
    return [["rows"], ["cursors"], ["voices"], ["meta", "as_of", undefined]];
  }

  #sending() {
    return {
      token: () => (this.revoked ? "" : (this.identity?.token ?? "")),
      deviceId: () => this.identity?.deviceId ?? "",
      cursors: () => this.cursors,
      now: () => this.clock.now(),
      iso: () => this.clock.iso(),
      changed: () => this.#changed(),
      refused: () => this.voice.alarm(),
    };
  }

  #speaking() {
    return {
      now: () => this.clock.now(),
      iso: () => this.clock.iso(),
      claim: (id, repeat) => this.link?.claim(id, repeat) ?? false,
      report: (spoken) => this.link?.report(spoken) ?? false,
      changed: () => this.#changed(),
    };
  }

  async #keep(key, value) {
    await this.#store.commit([["meta", key, value]]);
    if (value === undefined) this.meta.delete(key);
    else this.meta.set(key, value);
    this.#changed();
  }

  #changed() {
    for (const listener of this.#listeners) listener();
  }
}

/** {status, body}: status 0 when nobody answered, body null when it was no JSON. */
async function ask(path, token, body) {
  try {
    const answer = await fetch(path, {
      method: body === undefined ? "GET" : "POST",
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout(15_000),
      headers: {
        "Content-Type": "application/json",
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  } catch {
    return { status: 0, body: null };
  }
}
