// Taps that the phone accepted, in their order, until the journal shows them: common/client/outbox.py
// and sender.py. One in flight, `attempts` on the disk before the first byte leaves, the same
// idempotency key as often as it takes. Only a problem that says `final` ends a command.

import { refusedIn, routeOf } from "./commands.js";

const RESEND_S = [0.5, 1, 2, 4, 8, 15, 30];
const TOO_OLD_MS = 7 * 24 * 3600 * 1000; // half of what the server keeps keys for

const PROBLEM = "application/problem+json";
const ANSWER_WITHIN_MS = 15_000;

export class Outbox {
  rows; // Map seq → row, oldest first
  problem = ""; // code of what holds the queue
  needsPairing = false;
  #store;
  #owner;
  #busy = false;
  #tries = 0;
  #timer = null;
  #next;

  /** owner: {token(), deviceId(), cursors(), now(), iso(), changed(), refused()}. */
  constructor(store, owner, rows) {
    this.#store = store;
    this.#owner = owner;
    this.rows = new Map([...rows].sort(([a], [b]) => a - b));
    this.#next = Math.max(0, ...this.rows.keys()) + 1;
  }

  get unsent() {
    return this.#in("waiting").length;
  }

  /** What the screen lays over its tables. */
  get pending() {
    return [...this.rows.values()].filter((row) => row.state !== "refused");
  }

  get refused() {
    return this.#in("refused");
  }

  /** Keep `command` for sending; accepted once this resolves with its key. */
  async accept(command) {
    const at = this.#owner.iso();
    const row = {
      seq: this.#next++,
      key: newKey(),
      command,
      at,
      ...routeOf(command, at),
      deviceId: this.#owner.deviceId(),
      attempts: 0,
      state: "waiting",
      positions: {},
      problem: null,
    };
    await this.#save([row]);
    this.look();
    return row.key;
  }

  /** Take back what no byte of has left the phone; whether that was so. */
  async withdraw(key) {
    const row = [...this.rows.values()].find((each) => each.key === key);
    if (row === undefined || row.state !== "waiting" || row.attempts > 0) return false;
    await this.#remove([row]);
    return true;
  }

  async settle(key) {
    await this.#remove(this.refused.filter((row) => row.key === key));
  }

  /** This phone speaks for another device now: what the old one was asked for is shown, not sent. */
  async closeOthers(deviceId) {
    const others = this.#in("waiting").filter((row) => row.deviceId !== deviceId);
    await this.#save(others.map((row) => refusal(row, { code: "device.changed" })));
  }

  /**
   * Rows that the tables show once their cursors are at `cursors`: what to write in the same
   * transaction, and what to do after it.
   */
  arrived(cursors, isNewEpoch = false) {
    const here = this.#in("confirmed").filter((row) => isNewEpoch || hasArrived(row, cursors));
    const told = here.filter((row) => row.problem !== null).map((row) => ({ ...row, state: "refused" }));
    const gone = here.filter((row) => row.problem === null);
    return {
      operations: [
        ...told.map((row) => ["outbox", row.seq, row]),
        ...gone.map((row) => ["outbox", row.seq, undefined]),
      ],
      adopt: () => this.#adopt(told, gone),
    };
  }

  // ── sending ────────────────────────────────────────────────────────────────────────────────
  /** Send what waits, if nothing is on its way. */
  look() {
    if (this.#busy) return;
    clearTimeout(this.#timer);
    this.#busy = true;
    this.#drain().finally(() => (this.#busy = false));
  }

  /** The line is back, or the phone was paired again. */
  hurry() {
    this.#tries = 0;
    this.needsPairing = false;
    this.look();
  }

  async #drain() {
    for (;;) {
      await this.#closeOld();
      const row = this.#in("waiting")[0];
      if (row === undefined || this.needsPairing || !this.#owner.token()) return;
      const counted = { ...row, attempts: row.attempts + 1 };
      await this.#save([counted]);
      const verdict = await this.#send(counted);
      if (verdict.hold !== undefined) {
        this.#note(verdict.hold);
        this.needsPairing = verdict.needsPairing ?? false;
        if (!this.needsPairing) this.#later(verdict.afterS);
        return;
      }
      this.#tries = 0;
      this.#note("");
      await this.#conclude(counted, verdict);
    }
  }

  async #conclude(row, verdict) {
    if (verdict.problem !== undefined) {
      await this.#save([refusal(row, verdict.problem)]);
      this.#owner.refused();
      return;
    }
    const done = { ...row, state: "confirmed", positions: verdict.positions, problem: verdict.partly };
    await this.#save([done]);
    // Its events may have come while that was written: nothing else would take it away.
    const { operations, adopt } = this.arrived(this.#owner.cursors());
    await this.#store.commit(operations);
    adopt();
  }

  async #send(row) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), ANSWER_WITHIN_MS);
    try {
      const answer = await fetch(row.path, {
        method: "POST",
        cache: "no-store",
        credentials: "omit",
        signal: patience.signal,
        headers: {
          Authorization: `Bearer ${this.#owner.token()}`,
          "Content-Type": "application/json",
          "Idempotency-Key": row.key,
        },
        body: JSON.stringify(row.body),
      });
      return await judged(answer, row.command);
    } catch {
      return { hold: "server.unreachable" };
    } finally {
      clearTimeout(timer);
    }
  }

  #later(afterS) {
    const wait = afterS ?? RESEND_S[Math.min(this.#tries, RESEND_S.length - 1)];
    this.#tries += 1;
    this.#timer = setTimeout(() => this.look(), wait * 1000);
  }

  async #closeOld() {
    const now = this.#owner.now();
    const old = this.#in("waiting").filter((row) => now - Date.parse(row.at) > TOO_OLD_MS);
    await this.#save(old.map((row) => refusal(row, { code: "outbox.too_old" })));
  }

  // ── inside ─────────────────────────────────────────────────────────────────────────────────
  #in(state) {
    return [...this.rows.values()].filter((row) => row.state === state);
  }

  #note(problem) {
    if (problem === this.problem) return;
    this.problem = problem;
    this.#owner.changed();
  }

  async #save(rows) {
    await this.#store.commit(rows.map((row) => ["outbox", row.seq, row]));
    this.#adopt(rows, []);
  }

  async #remove(rows) {
    await this.#store.commit(rows.map((row) => ["outbox", row.seq, undefined]));
    this.#adopt([], rows);
  }

  #adopt(put, gone) {
    for (const row of gone) this.rows.delete(row.seq);
    for (const row of put) this.rows.set(row.seq, row);
    if (put.length + gone.length > 0) this.#owner.changed();
  }
}

/** What an answer means: {positions, partly} | {problem} | {hold, afterS?, needsPairing?}. */
export async function judged(answer, command) {
  const body = await answer.json().catch(() => null);
  const type = (answer.headers.get("Content-Type") ?? "").split(";")[0].trim();
  if (answer.ok) {
    // Positions are in every answer to a write: the login page of a hotel's network has none.
    if (type !== "application/json" || typeof body?.positions !== "object") {
      return { hold: "answer.not_ours" };
    }
    const loud = refusedIn(command, body.results ?? []);
    const partly = loud.length === 0 ? null : { code: loud[0].code || "line.refused", facts: {
      lines: loud.map((each) => ({ line_id: each.line_id, state: each.state })),
    } };
    return { positions: body.positions, partly };
  }
  const isOurs = type === PROBLEM && typeof body?.code === "string";
  const afterS = Math.min(Number(answer.headers.get("Retry-After")) || 0, 60) || undefined;
  if (!isOurs) return { hold: "answer.not_ours", afterS };
  if (answer.status === 401) return { hold: body.code, needsPairing: true };
  if (body.final) return { problem: body };
  return { hold: body.code, afterS };
}

/** Whether every stream of its positions that this phone follows has come that far. */
function hasArrived(row, cursors) {
  return Object.entries(row.positions).every(([s, seq]) => !(s in cursors) || cursors[s].seq >= seq);
}

const refusal = (row, problem) => ({ ...row, state: "refused", problem });

/** 128 random bits in hex; `crypto.randomUUID` is only there on encrypted pages. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
