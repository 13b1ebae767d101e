// The first page of a new phone, and of one that the house has taken back.

import { h, icon } from "./dom.js";
import { t, why } from "./words.js";

export function pairingPage(app, isOut) {
  const { core, pairing } = app;
  const waits = core.outbox.unsent;
  const submit = (event) => {
    event.preventDefault();
    const form = event.target;
    app.pair(form.elements.code.value, form.elements.name.value);
  };
  const keep = (field) => (event) => (pairing[field] = event.target.value);
  return [
    h("form", { key: "pairing", class: "pair", autocomplete: "off", onsubmit: submit },
      h("p", { class: "mark" }, icon("leaf")),
      h("h1", {}, t("服务员")),
      isOut ? outBanner(core, waits) : h("p", { class: "lead" }, t("扫收银台店长页上的二维码，或输入那里的服务员配对码，15 分钟内有效。")),
      field("code", t("配对码"), pairing.code, { inputmode: "numeric", maxlength: "12", required: true, oninput: keep("code") }),
      field("name", t("你的名字（同事会看到）"), pairing.name, { maxlength: "60", required: true, oninput: keep("name") }),
      pairing.problem ? h("p", { class: "problem", role: "alert", id: "problem" }, icon("cross"), why(pairing.problem)) : null,
      h("button", { class: "push primary", id: "pair", type: "submit", disabled: pairing.busy }, icon("check"), h("span", {}, pairing.busy ? t("正在配对") : t("配对"))),
      app.wantsPairing && !isOut && core.identity !== null
        ? h("button", { class: "push second", id: "back", type: "button", onclick: () => { app.wantsPairing = false; app.show(); } }, h("span", {}, t("返回")))
        : null),
  ];
}

function outBanner(core, waits) {
  const words = core.revoked ? t("这台手机已被停用") : t("需要重新配对");
  const detail = waits > 0
    ? t("{0} 条操作还没发送；重新配对同一台手机后会接着发。", waits)
    : t("不再显示也不再接收任何内容。要继续用，请向经理要配对码。");
  return h("div", { class: "banner bad", id: "banner-out", role: "alert" }, icon("forbid"), h("div", { class: "words" }, h("b", {}, words), h("small", {}, detail)));
}

function field(name, words, value, attributes) {
  return h("label", { key: name }, h("span", {}, words), h("input", { id: name, name, value, ...attributes }));
}
