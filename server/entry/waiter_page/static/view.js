// Draws the whole page from what the app holds. Nothing here decides: it reads and lays out.

import { callCard, collectCard, onWayCard, roomCard, button } from "./cards.js";
import { h, icon, show } from "./dom.js";
import { APP_VERSION } from "./rules.js";
import { pairingPage } from "./pairing.js";
import { clock, lasting, place, spokenLanguage, t, why } from "./words.js";

const TEN_MINUTES = 600_000;

export class View {
  #page;
  #app;

  constructor(page, app) {
    this.#page = page;
    this.#app = app;
  }

  show(sight, now) {
    const { core } = this.#app;
    const trust = core.trust();
    const isOut = core.revoked || trust.phase === "needs_pairing";
    const needsPairing = core.identity === null || isOut || this.#app.wantsPairing;
    document.body.className = needsPairing ? "pairing" : trust.freshness;
    document.body.dataset.phase = trust.phase;
    show(this.#page, needsPairing ? pairingPage(this.#app, isOut) : this.#floor(sight, trust, now));
  }

  #floor(sight, trust, now) {
    const zone = sight.shop?.zone;
    return [
      this.#top(sight, trust, now),
      h("div", { key: "told", class: "told", "aria-live": "polite" },
        this.#linkBanner(trust, zone), this.#refusals(), this.#calling(sight, now), this.#messages(sight), this.#newPage()),
      this.#lists(sight, trust, now),
      this.#undoBar(now),
      this.#tabs(sight),
      this.#app.sheet === "settings" ? this.#settings(sight, now) : null,
    ];
  }

  // ── top ────────────────────────────────────────────────────────────────────────────────────
  #top(sight, trust, now) {
    const { core } = this.#app;
    return h("header", { key: "top", class: "top" },
      h("button", { class: "who", id: "settings", type: "button", "aria-label": t("设置"), onclick: () => this.#app.open("settings") },
        icon("sliders"),
        h("span", {}, h("b", {}, sight.shop?.name ?? t("服务员")), h("small", {}, core.identity.name))),
      this.#soundChip(now),
      this.#linkChip(trust));
  }

  #linkChip(trust) {
    const age = t("{0} 秒前", Math.floor(trust.age));
    const [shape, words] = {
      fresh: ["wifi", t("已连接")],
      slow: ["hourglass", t("变慢")],
      blind: ["wifi-off", t("已断开")],
      connecting: ["hourglass", t("正在连接")],
    }[trust.freshness];
    const caught = trust.freshness === "fresh" && trust.phase !== "live" ? t("正在更新") : words;
    return h("span", { key: "link", class: `chip ${trust.freshness}`, id: "link", role: "status" },
      icon(shape), h("span", {}, h("b", {}, caught), h("small", {}, age)));
  }

  #soundChip(now) {
    const { voice } = this.#app.core;
    const muted = Math.max(0, voice.mutedUntil - now);
    const seconds = Math.ceil(muted / 1000);
    const clockText = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const [shape, look, words] = !voice.isAwake
      ? ["muted", "warn", t("点一下开声音")]
      : muted > 0
        ? ["muted", "warn", t("静音 {0}", clockText)]
        : voice.failure
          ? ["muted", "bad", t("没播出来")]
          : voice.canSpeak ? ["speaker", "ok", t("播报")] : ["bell", "ok", t("只响铃")];
    return h("button", { key: "sound", class: `chip ${look}`, id: "sound", type: "button", "aria-label": words, onclick: () => this.#app.open("settings") },
      icon(shape), h("span", {}, words));
  }

  // ── what is told ───────────────────────────────────────────────────────────────────────────
  #linkBanner(trust, zone) {
    const { core } = this.#app;
    const asOf = clock(Date.parse(core.asOf ?? ""), zone);
    const waits = core.outbox.unsent;
    if (trust.phase === "replaced") {
      return banner("replaced", "bad", "phone", t("已在别的窗口打开，这里不再更新"), "",
        button("use-here", "second", "refresh", t("在这里用"), () => core.hurry()));
    }
    if (trust.freshness === "blind") {
      const kept = waits > 0 ? t("{0} 条未发送，恢复后自动发送。", waits) : t("照常点按即可，恢复后自动发送。");
      return banner("blind", "offline", "wifi-off", t("已断开服务器 · {0} 起", clock(trust.since, zone)),
        `${t("内容截至 {0}，新的呼叫和菜不会显示。", asOf)}${kept}`,
        button("reconnect", "solid", "refresh", t("立即重连"), () => core.hurry()));
    }
    if (trust.phase !== "live" && core.asOf !== null) {
      return banner("as-of", "warn", "hourglass", t("内容截至 {0}，正在更新", asOf), "");
    }
    if (core.updateNeeded) {
      return banner("update", "warn", "refresh", t("页面旧了，请刷新"), "",
        button("update-page", "second", "refresh", t("刷新"), () => this.#app.reload()));
    }
    if (waits > 0 && core.outbox.problem !== "") {
      return banner("held", "warn", "arrow-up", t("{0} 条未发送", waits), why(core.outbox.problem));
    }
    return null;
  }

  #refusals() {
    return this.#app.core.outbox.refused.map((row) =>
      banner(`refused-${row.key}`, "bad", "cross", t("没有生效：{0}", this.#did(row.command)),
        why(row.problem.code, this.#facts(row)),
        button(`settle-${row.key}`, "second", "check", t("知道了"), () => this.#app.settle(row.key))));
  }

  #did(command) {
    switch (command.kind) {
      case "lines":
        return command.dishes;
      case "recall":
        return t("撤回");
      case "call":
        return command.action === "accept" ? t("{0} 我去", command.name) : t("{0} 完成", command.name);
      default:
        return t("{0} 已清洁", command.name);
    }
  }

  /** Of two who go, the second reads who the first is; the event may be here before the answer. */
  #facts(row) {
    const { core } = this.#app;
    const call = core.tables.service_calls?.get(row.command.callId);
    return { ...row.problem.facts, name: call?.accepted_name ?? "" };
  }

  /** Whoever looks at dishes on a narrow page must not miss a guest. */
  #calling(sight, now) {
    const [call] = sight.calls.filter((each) => !each.isAccepted);
    if (call === undefined || this.#app.tab === "calls") return null;
    return banner("calling", call.isLong ? "bad" : "called", call.isLong ? "triangle-solid" : "bell",
      `${place(call)} ${call.text}`, t("已等 {0}", lasting(now - call.since)),
      button(`go-${call.id}`, "primary", "person", t("我去"), () => this.#app.accept(call)));
  }

  #messages(sight) {
    return sight.messages
      .filter((message) => !this.#app.dismissed.has(message.id))
      .slice(0, 3)
      .map((message) => banner(`message-${message.id}`, "calm", "horn", message.shown, "",
        button(`seen-${message.id}`, "second", "check", t("知道了"), () => this.#app.dismiss(message))));
  }

  #newPage() {
    if (!this.#app.hasNewPage) return null;
    return banner("new-page", "calm", "refresh", t("页面有新版本"), "",
      button("new-page", "second", "refresh", t("刷新"), () => this.#app.reload()));
  }

  // ── lists ──────────────────────────────────────────────────────────────────────────────────
  #lists(sight, trust, now) {
    const { core, left, tab } = this.#app;
    const with_ = { act: this.#app, left, now, me: core.identity.deviceId };
    const isWaiting = core.asOf === null && trust.phase !== "live";
    return h("main", { key: "lists", id: "lists", "data-tab": tab },
      column("collect", t("取餐"), sight.collect.length, isWaiting, [
        list(sight.collect.map((card) => collectCard(card, with_)), "cloche", t("现在没有要取的菜")),
        sight.onWay.length > 0 ? h("h2", { class: "second" }, icon("arrow-right"), t("送餐中"), h("span", { class: "count" }, sight.onWay.length)) : null,
        sight.onWay.length > 0 ? list(sight.onWay.map((card) => onWayCard(card, with_))) : null,
      ]),
      column("calls", t("呼叫"), sight.calls.length, isWaiting, [
        list(sight.calls.map((call) => callCard(call, with_)), "bell", t("没有呼叫")),
      ]),
      column("rooms", t("清洁"), sight.rooms.length, isWaiting, [
        list(sight.rooms.map((room) => roomCard(room, with_)), "broom", t("没有待清洁的房间")),
      ]));
  }

  #undoBar(now) {
    const { undo } = this.#app;
    if (undo === null) return h("div", { key: "undo", class: "undo empty" });
    return h("div", { key: `undo-${undo.key}`, class: "undo", role: "status", "data-left": Math.ceil((undo.until - now) / 1000) },
      h("span", { class: "did" }, undo.words),
      button("take-back", "second", "undo", t("撤回"), () => this.#app.takeBack()),
      h("i", { class: "strip" }));
  }

  #tabs(sight) {
    const open = sight.calls.filter((call) => !call.isAccepted).length;
    const tab = (name, shape, words, count, isUrgent) =>
      h("button", { key: name, id: `tab-${name}`, type: "button", class: isUrgent ? "urgent" : "", "aria-pressed": String(this.#app.tab === name), onclick: () => this.#app.choose(name) },
        icon(shape), h("span", {}, words), count > 0 ? h("span", { class: "count" }, count) : null);
    return h("nav", { key: "tabs" },
      tab("collect", "cloche", t("取餐"), sight.collect.length, sight.collect.some((card) => card.isLong)),
      tab("calls", "bell", t("呼叫"), sight.calls.length, open > 0),
      tab("rooms", "broom", t("清洁"), sight.rooms.length, false));
  }

  // ── settings ───────────────────────────────────────────────────────────────────────────────
  #settings(sight, now) {
    const { core, install } = this.#app;
    const { voice } = core;
    const isMuted = voice.mutedUntil > now;
    const language = spokenLanguage();
    const heard = !voice.isAwake
      ? t("浏览器要先点一下才肯出声")
      : voice.canSpeak ? t("铃声和中文播报") : t("这台手机没有中文语音，只响铃和震动");
    return h("div", { key: "settings", class: "sheet", role: "dialog", "aria-label": t("设置") },
      h("section", {},
        h("h2", {}, sight.shop?.name ?? "", h("small", {}, core.identity.name)),
        h("p", { class: "hint" }, icon(voice.canSpeak ? "speaker" : "bell"), heard),
        voice.failure ? h("p", { class: "hint bad" }, icon("muted"), t("上一句没播出来：{0}", voice.failure)) : null,
        button("try-voice", "second", "speaker", t("试听"), () => voice.test()),
        button("mute", "second", "muted", isMuted ? t("取消静音") : t("静音 10 分钟"), () => voice.mute(isMuted ? 0 : TEN_MINUTES)),
        button("language", "second", "chat", language === "en" ? "中文" : "English", () => this.#app.speakLanguage(language === "en" ? "zh" : "en")),
        install !== null ? button("install", "second", "phone", t("装到桌面"), () => this.#app.installPage()) : null,
        button("pair-again", "second", "refresh", t("重新配对"), () => { this.#app.wantsPairing = true; this.#app.open(""); }),
        h("p", { class: "hint" }, t("版本 {0}", APP_VERSION)),
        button("close-settings", "primary", "check", t("好"), () => this.#app.open(""))));
  }
}

function column(name, title, count, isWaiting, children) {
  return h("section", { key: name, class: "column", id: name },
    h("h2", {}, title, h("span", { class: "count" }, count)),
    isWaiting ? h("div", { class: "skeleton" }, h("i", {}), h("i", {}), h("p", {}, t("正在取门店的数据"))) : children);
}

function list(cards, shape, words) {
  if (cards.length === 0) return h("p", { class: "empty" }, icon(shape), words);
  return h("ul", { class: "cards" }, cards);
}

function banner(key, look, shape, words, detail, ...buttons) {
  return h("div", { key, class: `banner ${look}`, id: `banner-${key}` },
    icon(shape), h("div", { class: "words" }, h("b", {}, words), detail ? h("small", {}, detail) : null), buttons);
}
