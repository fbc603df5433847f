/** Why a comment of the reader was refused: the rule, and what the newsroom wrote to its author. */

import { h } from "./dom.js";

/** Draws both, as far as there are any. */
export function drawWhy(t, { rule, message }) {
  return h(
    "div",
    { class: "why" },
    rule && h("p", { class: "hint" }, h("b", {}, t("refused_rule")), " ", h("span", { dir: "auto" }, rule)),
    message && h("p", { class: "hint" }, h("b", {}, t("refused_message"))),
    message && h("blockquote", { dir: "auto" }, message),
  );
}
