// What the page says. Chinese stands in the code, as on the other screens; `EN` holds its English.

import { EN } from "./words_en.js";

let language = "zh";

export function speak(code) {
  language = code === "en" ? "en" : "zh";
  document.documentElement.lang = language === "en" ? "en" : "zh-CN";
}

export const spokenLanguage = () => language;

/** `t("{0} 秒前", 3)`: the words in the chosen language, its numbers filled in. */
export function t(words, ...values) {
  const found = language === "en" ? (EN[words] ?? words) : words;
  return found.replace(/\{(\d)\}/g, (_, index) => String(values[index]));
}

/** `22 秒`, `4 分`, `1 小时 5 分`: never torn from its unit at the end of a line. */
export function lasting(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const words = seconds < 60
    ? t("{0} 秒", seconds)
    : minutes < 60 ? t("{0} 分", minutes) : t("{0} 小时 {1} 分", Math.floor(minutes / 60), minutes % 60);
  return words.replaceAll(" ", "\u00a0");
}

/** `19:42` at the shop; `zone` is its IANA name. */
export function clock(ms, zone) {
  if (ms === null || Number.isNaN(ms)) return "--:--";
  const as = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  try {
    return new Intl.DateTimeFormat("en-GB", { ...as, timeZone: zone }).format(ms);
  } catch {
    return new Intl.DateTimeFormat("en-GB", as).format(ms);
  }
}

export const place = (card) => (card.isTag ? t("手牌 {0}", card.place) : card.place);
export const number = (value) => `#${String(value ?? "--").padStart(2, "0")}`;
export const dish = (line) => (line.quantity === 1 ? line.name : `${line.name}×${line.quantity}`);
export const dishes = (lines) => lines.map(dish).join("、");

/** Why something did not take effect, by the problem's stable code. */
export function why(code, facts = {}) {
  const known = {
    "answer.not_ours": () => t("回答的不是我们的服务器（Wi-Fi 可能要登录）"),
    "auth.invalid": () => t("这台手机没有配对"),
    "auth.revoked": () => t("这台手机已被停用"),
    "auth.too_many": () => t("试了太多次，请稍后再试"),
    "call.refused": () => callRefused(facts),
    "call.unknown": () => t("这个呼叫已经结束"),
    "device.changed": () => t("手机换过门店，之前的操作没有发送"),
    "line.refused": () => t("这道菜的状态已经变了"),
    "line.unknown": () => t("这道菜已经不在了"),
    "order.unknown": () => t("这张单已经不在了"),
    "outbox.too_old": () => t("存了超过 7 天，没有发送"),
    "pairing.code_expired": () => t("配对码过期了，请让经理再给一个"),
    "pairing.code_unknown": () => t("没有这个配对码"),
    "pairing.code_used": () => t("这个配对码已经用过了"),
    "pairing.other_kind": () => t("这个配对码不是给服务员手机的"),
    "body.invalid": () => t("配对码是 8 位数字，名字不超过 60 个字"),
    "role.forbidden": () => t("没有这个权限"),
    "room.next_stay": () => t("房间已经有新客人"),
    "room.occupied": () => t("房间还有客人"),
    "room.unfinished": () => unfinished(facts),
    "server.unreachable": () => t("没有连上服务器"),
    "stay.changed": () => t("客人已经换了"),
    "stay.ended": () => t("客人已经离店"),
  };
  return known[code]?.() ?? code;
}

function callRefused(facts) {
  if (facts.state === "withdrawn") return t("客人已经不需要了");
  if (facts.state === "done") return t("已经有人处理了");
  const name = facts.name || facts.accepted_name;
  return name ? t("{0} 已经去了", name) : t("已经有人去了");
}

function unfinished(facts) {
  const lines = facts.lines ?? [];
  const parts = [];
  if (lines.length > 0) {
    const named = lines.map((line) => line.name).join("、");
    parts.push(t("还有 {0} 道菜没送到：{1}", lines.length, named));
  }
  if ((facts.balances ?? []).length > 0) parts.push(t("账单未结清，请找收银台"));
  return parts.join("；") || t("还有没做完的事，请找收银台");
}
