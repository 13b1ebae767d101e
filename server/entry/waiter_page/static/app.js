// Puts the page together: core, view, the taps. `start` runs once.

import { Core } from "./core.js";
import { sightOf } from "./sight.js";
import { UNDO_MS } from "./rules.js";
import { dishes, place, speak, t } from "./words.js";
import { View } from "./view.js";

const REPEAT_GUARD_MS = 250;
const SLIP_MS = 400; // a card slid under the finger: no tap meant for the one before it
const SLIP_PX = 64;

class App {
  constructor(core) {
    this.core = core;
    this.left = new Set(); // dishes that stay for the next walk
    this.dismissed = new Set();
    this.tab = "collect";
    this.sheet = ""; // "" or "settings"
    this.pairing = { code: codeInAddress(), name: core.identity?.name ?? "", problem: "", busy: false };
    this.wantsPairing = false;
    this.undo = null; // {key, command, words, until}
    this.hasNewPage = false;
    this.install = null;
    this.view = new View(document.getElementById("page"), this);
    this.#tap = { at: 0, control: "", x: 0, y: 0 };
    speak(core.meta.get("language") ?? "zh");
    core.subscribe(() => this.#later());
    setInterval(() => this.show(), 1000);
    this.#listen();
    this.show();
  }

  #tap;
  #isLater = false;

  /** Many changes of one moment are shown once. */
  #later() {
    if (this.#isLater) return;
    this.#isLater = true;
    queueMicrotask(() => {
      this.#isLater = false;
      this.show();
    });
  }

  show() {
    const now = this.core.clock.now();
    if (this.undo !== null && this.undo.until <= now) this.undo = null;
    this.view.show(sightOf(this.core.shown(), now), now);
  }

  // ── taps ───────────────────────────────────────────────────────────────────────────────────
  take(card, lines) {
    const lineIds = lines.map((line) => line.id);
    this.#act(card, { kind: "lines", action: "pick_up", lineIds }, t("{0} 已取走 {1}", place(card), dishes(lines)));
    for (const line of card.lines) this.left.delete(line.id);
  }

  deliver(card) {
    const lineIds = card.lines.map((line) => line.id);
    this.#act(card, { kind: "lines", action: "deliver", lineIds }, t("{0} 已送达 {1}", place(card), dishes(card.lines)));
  }

  tick(line) {
    if (!this.left.delete(line.id)) this.left.add(line.id);
    this.show();
  }

  accept(call) {
    this.core.do({ kind: "call", action: "accept", callId: call.id, name: place(call) });
  }

  finish(call) {
    this.core.do({ kind: "call", action: "done", callId: call.id, name: place(call) });
  }

  clean(room) {
    this.core.do({ kind: "clean", roomId: room.id, stayId: room.stayId, name: room.place });
  }

  async takeBack() {
    const { key, command } = this.undo;
    this.undo = null;
    this.show();
    await this.core.undo(key, command);
  }

  settle(key) {
    return this.core.outbox.settle(key);
  }

  dismiss(message) {
    this.dismissed.add(message.id);
    this.show();
  }

  choose(tab) {
    this.tab = tab;
    this.show();
    document.getElementById("lists").scrollTop = 0;
  }

  open(sheet) {
    this.sheet = sheet;
    this.show();
  }

  async pair(code, name) {
    this.pairing = { ...this.pairing, code, name, busy: true, problem: "" };
    this.show();
    const problem = await this.core.pair(code.replace(/\D/g, ""), name.trim());
    this.pairing = { code: problem === "" ? "" : code, name, busy: false, problem };
    this.wantsPairing = problem !== "";
    this.sheet = problem === "" ? "" : this.sheet;
    this.show();
    if (problem === "") this.#stayAwake();
  }

  speakLanguage(code) {
    speak(code);
    this.core.remember("language", code);
  }

  reload() {
    location.reload();
  }

  async installPage() {
    await this.install?.prompt();
    this.install = null;
    this.show();
  }

  // ── inside ─────────────────────────────────────────────────────────────────────────────────
  async #act(card, action, words) {
    const command = { orderId: card.orderId, stayId: card.stayId, name: place(card), dishes: words, ...action };
    const key = await this.core.do(command);
    this.undo = { key, command, words, until: this.core.clock.now() + UNDO_MS };
    this.show();
  }

  #listen() {
    // Before any button hears of it: a second tap of a wet finger is no second wish.
    document.addEventListener("click", (event) => this.#guard(event), { capture: true });
    document.addEventListener("pointerdown", () => this.core.voice.wake());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible") return;
      this.core.hurry();
      this.#stayAwake();
    });
    addEventListener("online", () => this.core.hurry());
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      this.install = event;
      this.show();
    });
    addEventListener("hashchange", () => {
      this.pairing.code = codeInAddress() || this.pairing.code;
      this.show();
    });
    this.#stayAwake();
    this.#keepShell();
  }

  #guard(event) {
    const control = event.target.closest("button");
    if (control === null) return;
    const now = performance.now();
    const since = now - this.#tap.at;
    const isSame = control.id !== "" && control.id === this.#tap.control;
    const isNear = Math.hypot(event.clientX - this.#tap.x, event.clientY - this.#tap.y) < SLIP_PX;
    if (since < (isSame ? REPEAT_GUARD_MS : SLIP_MS) && (isSame || isNear)) {
      event.stopPropagation();
      event.preventDefault();
      return;
    }
    this.#tap = { at: now, control: control.id, x: event.clientX, y: event.clientY };
  }

  /** The screen stays on while the page is looked at; only encrypted pages may ask for it. */
  async #stayAwake() {
    if (this.core.identity === null || document.visibilityState !== "visible") return;
    await navigator.wakeLock?.request("screen").catch(() => undefined);
  }

  /** The page itself opens without a network; what it shows never lies in that cache. */
  async #keepShell() {
    const worker = navigator.serviceWorker;
    if (worker === undefined) return;
    const isFirst = worker.controller === null;
    worker.addEventListener("controllerchange", () => {
      this.hasNewPage = !isFirst;
      this.show();
    });
    await worker.register("/waiter/sw.js", { scope: "/waiter" }).catch(() => undefined);
  }
}

/** `/waiter#12345678`: the pairing code of a QR code, taken out of the address at once. */
function codeInAddress() {
  const code = location.hash.slice(1).replace(/\D/g, "").slice(0, 8);
  if (location.hash !== "") history.replaceState(null, "", location.pathname);
  return code;
}

async function start() {
  globalThis.app = new App(await Core.open());
}

start().catch((error) => {
  console.error(error);
  document.getElementById("page").textContent = `打不开本机的存储，请退出无痕模式后再试（${error?.name ?? error}）`;
});
