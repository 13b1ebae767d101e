// Sound, shaking and speech: common/client/announcer.py for a phone.
//
// Every phone chimes and shakes when a sentence for the waiters comes. One of them says it: whoever
// can speak asks the server (claim), and only who is granted speaks and reports. A phone without a
// Chinese voice, or whose browser still waits for the first tap, asks for nothing: the server finds
// it unheard and tells the desk.

import { CHIMES, MERGED_FROM, NORMAL_RATE } from "./rules.js";

const KEPT_MS = 24 * 3600 * 1000;
const GRANT_WITHIN_MS = 500;
const ASK_AGAIN_MS = 3000;
const MUTED_AT_MOST_MS = 600_000;
const SHAKES = { call: [200, 100, 200], rush: [300, 100, 300], new: [200] };
const TEST = "八零幺房间的水饺两份做好了,请取餐";
const DIGITS = "零一二三四五六七八九";

export class Voice {
  failure = ""; // why the last sentence was not heard
  speaking = "";
  mutedUntil = 0; // ms, corrected clock
  #store;
  #owner;
  #voices; // "announcement repeat" → {row, state: queued|started|ended, result, reason, at, told}
  #audio = null;
  #tongue = null;
  #answers = new Map();
  #askAgain = new Map();
  #busy = false;

  /** owner: {now(), iso(), claim(id, repeat), report(spoken), changed()}. */
  constructor(store, owner, kept) {
    this.#store = store;
    this.#owner = owner;
    this.#voices = new Map([...kept].map(([key, voice]) => [key, interrupted(voice, owner.iso())]));
    this.#chooseTongue();
    globalThis.speechSynthesis?.addEventListener?.("voiceschanged", () => this.#chooseTongue());
  }

  // ── what the screen reads ──────────────────────────────────────────────────────────────────
  /** Whether the browser lets this page be heard: not before somebody touched it. */
  get isAwake() {
    return this.#audio?.state === "running";
  }

  /** Whether there is a voice that reads Chinese. */
  get canSpeak() {
    return this.#tongue !== null && this.isAwake;
  }

  get isMuted() {
    return this.mutedUntil > this.#owner.now();
  }

  // ── what a person does ─────────────────────────────────────────────────────────────────────
  /** From within a tap: browsers are silent until one. */
  async wake() {
    const Audio = globalThis.AudioContext ?? globalThis.webkitAudioContext;
    if (Audio === undefined || this.isAwake) return;
    this.#audio ??= new Audio();
    await this.#audio.resume().catch(() => undefined);
    if (this.isAwake) {
      this.look();
      this.#owner.changed();
    }
  }

  mute(ms) {
    this.mutedUntil = ms > 0 ? this.#owner.now() + Math.min(ms, MUTED_AT_MOST_MS) : 0;
    this.#owner.changed();
  }

  /** 试听: the chime, and the voice if there is one. */
  async test() {
    this.#chime("call");
    if (this.canSpeak) this.#note(await this.#say(TEST, NORMAL_RATE));
    this.#owner.changed();
  }

  /** Something of this phone's was refused. */
  alarm() {
    this.#chime("late");
    this.#shake("rush");
  }

  // ── what the journal brings ────────────────────────────────────────────────────────────────
  /** What `announcements` (Map) changes in the queue: operations for the same transaction. */
  taking(announcements) {
    const rows = [...(announcements?.values() ?? [])];
    const now = this.#owner.iso();
    const here = new Set(rows.map(keyOf));
    const fresh = rows
      .filter((row) => !this.#voices.has(keyOf(row)))
      .map((row) => ({ row, state: row.spoken ? "queued" : "ended", at: now, result: "", told: true }));
    const gone = [...this.#voices.values()]
      .filter((voice) => voice.state === "queued" && !here.has(keyOf(voice.row)))
      .map((voice) => ({ ...voice, state: "ended", at: now, told: true }));
    const old = [...this.#voices].filter(
      ([, voice]) => voice.state === "ended" && voice.told && this.#owner.now() - Date.parse(voice.at) > KEPT_MS,
    );
    return {
      operations: [...kept([...fresh, ...gone]), ...old.map(([key]) => ["voices", key, undefined])],
      adopt: () => {
        for (const [key] of old) this.#voices.delete(key);
        for (const voice of [...fresh, ...gone]) this.#voices.set(keyOf(voice.row), voice);
        this.#ring(fresh.map((voice) => voice.row));
        this.look();
      },
    };
  }

  /** The server said who speaks. */
  answered({ id, repeat, until }) {
    this.#answers.get(`${id} ${repeat}`)?.(until);
  }

  /** Say what waits, if nothing is being said. */
  look() {
    if (this.#busy) return;
    this.#busy = true;
    this.#drain()
      .catch((error) => console.error("voice", error))
      .finally(() => (this.#busy = false));
  }

  // ── the loop ───────────────────────────────────────────────────────────────────────────────
  async #drain() {
    for (;;) {
      await this.#expire();
      await this.#tell();
      if (!this.canSpeak || this.isMuted) return;
      const waiting = this.#waiting();
      if (waiting.length === 0) return;
      const mine = [];
      const merged = waiting.length >= MERGED_FROM ? waiting : waiting.slice(0, 1);
      for (const row of merged) if (await this.#isMine(row)) mine.push(row);
      if (mine.length > 0) await this.#speak(mine);
    }
  }

  #waiting() {
    const now = this.#owner.now();
    return [...this.#voices.values()]
      .filter(({ row, state }) => state === "queued" && (this.#askAgain.get(keyOf(row)) ?? 0) <= now)
      .map((voice) => voice.row)
      .sort((a, b) => a.priority - b.priority || a.due_at.localeCompare(b.due_at) || a.id.localeCompare(b.id));
  }

  /** Claim it; silent when nobody answers, as a desk is, and asked again a little later. */
  async #isMine(row) {
    const key = keyOf(row);
    const answer = new Promise((resolve) => this.#answers.set(key, resolve));
    const isAsked = this.#owner.claim(row.announcement_id, row.repeat);
    const until = isAsked ? await Promise.race([answer, pause(GRANT_WITHIN_MS)]) : undefined;
    this.#answers.delete(key);
    if (until === undefined) {
      this.#askAgain.set(key, this.#owner.now() + ASK_AGAIN_MS);
      setTimeout(() => this.look(), ASK_AGAIN_MS);
      return false;
    }
    if (until === null) await this.#end([row], ""); // another phone says it
    return until !== null;
  }

  async #speak(rows) {
    await this.#save(rows.map((row) => ({ row, state: "started", at: this.#owner.iso(), told: false })));
    const [head, ...others] = rows;
    const text = others.length === 0 ? head.spoken : `${head.spoken},另有${han(others.length)}条提醒`;
    this.speaking = head.shown;
    this.#owner.changed();
    const reason = await this.#say(text, head.voice_rate);
    this.speaking = "";
    this.#note(reason);
    await this.#end(rows, reason === "" ? "played" : "failed", reason);
  }

  /** Say it; "" once it was heard to its end, else why not. */
  #say(text, rate) {
    return new Promise((resolve) => {
      const said = new SpeechSynthesisUtterance(text);
      said.voice = this.#tongue;
      said.lang = this.#tongue.lang;
      said.rate = Math.min(2, Math.max(0.5, rate / NORMAL_RATE));
      const patience = setTimeout(() => {
        speechSynthesis.cancel();
        resolve("timeout");
      }, text.length * 600 + 5000);
      const over = (reason) => {
        clearTimeout(patience);
        resolve(reason);
      };
      said.onend = () => over("");
      said.onerror = (event) => over(event.error || "failed");
      speechSynthesis.speak(said);
    });
  }

  async #expire() {
    const now = this.#owner.now();
    const late = [...this.#voices.values()].filter(
      ({ row, state }) => state === "queued" && Date.parse(row.expires_at) <= now,
    );
    // Whoever never could speak does not end the sentence for those who can.
    await this.#end(late.map((voice) => voice.row), this.canSpeak ? "expired" : "");
  }

  /** Report what was said and not told yet, until the link takes no more. */
  async #tell() {
    for (const voice of this.#voices.values()) {
      if (voice.state !== "ended" || voice.told) continue;
      const { announcement_id: id, repeat } = voice.row;
      const { result, at, reason = "" } = voice;
      if (!this.#owner.report({ id, repeat, result, at, reason })) return;
      await this.#save([{ ...voice, told: true }]);
    }
  }

  async #end(rows, result, reason = "") {
    const at = this.#owner.iso();
    await this.#save(rows.map((row) => ({ row, state: "ended", at, result, reason, told: result === "" })));
  }

  async #save(voices) {
    await this.#store.commit(kept(voices));
    for (const voice of voices) this.#voices.set(keyOf(voice.row), voice);
  }

  // ── sounds ─────────────────────────────────────────────────────────────────────────────────
  /** One sound for all that came at once: the most urgent one's. */
  #ring(rows) {
    const now = this.#owner.now();
    const loud = rows.filter((row) => row.chime && row.spoken && Date.parse(row.expires_at) > now);
    if (loud.length === 0 || this.isMuted) return;
    const first = loud.reduce((a, b) => (b.priority < a.priority ? b : a));
    this.#chime(first.chime);
    this.#shake(first.chime);
  }

  #shake(chime) {
    globalThis.navigator.vibrate?.(SHAKES[chime] ?? SHAKES.new);
  }

  #chime(name) {
    if (!this.isAwake) return;
    let at = this.#audio.currentTime + 0.02;
    for (const { hz, ms, rest_ms: rest, loudness, fades } of CHIMES[name] ?? []) {
      const [sounding, level] = [ms / 1000, this.#audio.createGain()];
      const tone = this.#audio.createOscillator();
      tone.frequency.value = hz;
      level.gain.setValueAtTime(0, at);
      level.gain.linearRampToValueAtTime(loudness, at + 0.008);
      if (fades) level.gain.exponentialRampToValueAtTime(0.01, at + sounding);
      else level.gain.setValueAtTime(loudness, at + sounding - 0.008);
      level.gain.linearRampToValueAtTime(0, at + sounding);
      tone.connect(level).connect(this.#audio.destination);
      tone.start(at);
      tone.stop(at + sounding);
      at += sounding + rest / 1000;
    }
  }

  #chooseTongue() {
    const found = globalThis.speechSynthesis?.getVoices?.() ?? [];
    const chinese = found.filter((voice) => /^(zh|cmn)\b/i.test(voice.lang.replace("_", "-")));
    // A voice on the phone speaks without the internet; one of the mainland reads as the house does.
    const rank = (voice) => (voice.localService ? 0 : 2) + (/CN|cmn|Hans/i.test(voice.lang) ? 0 : 1);
    this.#tongue = chinese.sort((a, b) => rank(a) - rank(b))[0] ?? null;
    this.#owner.changed();
  }

  #note(reason) {
    this.failure = reason;
    this.#owner.changed();
  }
}

const keyOf = (row) => `${row.announcement_id} ${row.repeat}`;
const kept = (voices) => voices.map((voice) => ["voices", keyOf(voice.row), voice]);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms, undefined));

/** What was being said when the page ended was not heard to its end, and is not said again. */
function interrupted(voice, at) {
  if (voice.state !== "started") return voice;
  return { ...voice, state: "ended", at, result: "failed", reason: "interrupted", told: false };
}

/** 1–99 as people count things: 两条, 十二条. */
export function han(count) {
  if (count === 2) return "两";
  if (count < 10) return DIGITS[count];
  const [tens, ones] = [Math.floor(count / 10), count % 10];
  return `${tens === 1 ? "" : DIGITS[tens]}十${ones === 0 ? "" : DIGITS[ones]}`;
}
