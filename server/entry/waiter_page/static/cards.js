// The cards of the three lists. Each says by shape, word and colour what it is, and has one large
// button for the next step.

import { h, icon } from "./dom.js";
import { dish, lasting, number, place, t } from "./words.js";

/** act: {take(card), deliver(card), accept(call), finish(call), clean(room), tick(line)}. */
export function collectCard(card, { act, left, now }) {
  const taken = card.lines.filter((line) => !left.has(line.id));
  const waited = lasting(now - card.since);
  const state = card.isCalled
    ? t("已叫 {0} 次 · 等了 {1}", card.calls, waited)
    : t("已做好 {0} · 厨房还没叫", waited);
  return frame("collect", card, card.isLong ? "late" : card.isCalled ? "called" : "calm", [
    head(card, card.isLong ? "triangle-solid" : card.isCalled ? "horn" : "cloche", card.isLong ? t("久等 · {0}", state) : state),
    h("ul", { class: "dishes" }, card.lines.map((line) => dishRow(line, !left.has(line.id), card.lines.length > 1, act))),
    card.note ? note(card.note) : null,
    button(`take-${card.orderId}`, "primary", "basket", takeWord(card, taken), () => act.take(card, taken), taken.length === 0),
  ]);
}

export function onWayCard(card, { act, now }) {
  return frame("on-way", card, "way", [
    head(card, "arrow-right", t("送餐中 · {0}", lasting(now - card.since))),
    h("ul", { class: "dishes" }, card.lines.map((line) => dishRow(line, true, false, act))),
    button(`deliver-${card.orderId}`, "primary", "check", t("送达"), () => act.deliver(card)),
  ]);
}

export function callCard(call, { act, now, me }) {
  const isMine = call.isAccepted && call.by === me;
  const waited = lasting(now - call.since);
  const state = !call.isAccepted
    ? call.isLong ? t("久未处理 · {0}", waited) : t("已等 {0}", waited)
    : isMine ? t("我去了 · 客人等了 {0}", waited) : t("{0} 去了 · 客人等了 {1}", call.byName || t("有人"), waited);
  const look = call.isAccepted ? (isMine ? "way" : "calm") : call.isLong ? "late" : "called";
  return frame("call", { ...call, orderId: call.id }, look, [
    head(call, call.isAccepted ? "person" : call.isLong ? "triangle-solid" : "bell", state),
    h("p", { class: "wish" }, call.text),
    call.isAccepted
      ? button(`finish-${call.id}`, isMine ? "primary" : "second", "check", t("完成"), () => act.finish(call))
      : button(`accept-${call.id}`, "primary", "person", t("我去"), () => act.accept(call)),
  ]);
}

export function roomCard(room, { act, now }) {
  const waited = lasting(now - room.since);
  return frame("room", { ...room, orderId: room.id }, "clean", [
    head(room, "broom", room.unsent ? t("已清洁，待确认") : t("待清洁 · {0}", waited)),
    room.dishes.length > 0
      ? h("p", { class: "hint" }, icon("bowl"), t("还有 {0} 道菜没送到", room.dishes.length))
      : null,
    room.unsent ? null : button(`clean-${room.id}`, "primary", "check", t("已清洁"), () => act.clean(room)),
  ]);
}

// ── parts ────────────────────────────────────────────────────────────────────────────────────────

function frame(kind, card, look, children) {
  const label = `${place(card)} ${kind}`;
  return h("li", { key: card.orderId, class: `card ${look} ${card.unsent ? "unsent" : ""}`, id: `${kind}-${card.orderId}`, "aria-label": label },
    card.unsent ? h("span", { class: "corner" }, icon("arrow-up"), t("未发送")) : null,
    children);
}

function head(card, shape, state) {
  return h("header", {},
    h("h3", { class: card.isTag ? "tag" : "" }, card.isTag ? h("small", {}, t("手牌")) : null, card.place),
    h("div", { class: "facts" },
      card.number === undefined ? (card.floor ? h("span", { class: "number" }, card.floor) : null) : h("span", { class: "number" }, number(card.number)),
      h("span", { class: "state" }, icon(shape), h("span", {}, state))));
}

/** A dish; where there are several, a tap leaves it for the next walk. */
function dishRow(line, isTaken, canLeave, act) {
  const asked = [...line.options, line.note].filter(Boolean).join(" · ");
  const words = h("span", { class: "words" },
    h("b", {}, line.name), asked ? h("small", {}, asked) : null,
    line.allergies.length > 0 ? h("em", { class: "allergy" }, icon("triangle-solid"), t("过敏 {0}", line.allergies.join("、"))) : null);
  const quantity = h("span", { class: line.quantity > 1 ? "qty many" : "qty" }, line.quantity);
  const flag = line.state === "ready" ? h("span", { class: "flag" }, t("没叫")) : null;
  if (!canLeave) return h("li", { key: line.id }, h("div", { class: "dish" }, quantity, words, flag));
  return h("li", { key: line.id },
    h("button", { class: `dish ${isTaken ? "" : "left"}`, type: "button", id: `line-${line.id}`, role: "checkbox", "aria-checked": String(isTaken), "aria-label": dish(line), onclick: () => act.tick(line) },
      quantity, words, flag, h("span", { class: "box" }, icon(isTaken ? "tick-disc" : "ring"))));
}

function note(words) {
  return h("p", { class: "note" }, icon("bubble-dots"), words);
}

function takeWord(card, taken) {
  if (taken.length === card.lines.length) return t("取走");
  return t("取走 {0} / {1} 道", taken.length, card.lines.length);
}

export function button(id, look, shape, words, onclick, disabled = false) {
  return h("button", { key: id, class: `push ${look}`, id, type: "button", disabled, onclick }, shape ? icon(shape) : null, h("span", {}, words));
}
