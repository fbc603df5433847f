/** Why a comment of the reader was refused: the rule, and what the newsroom wrote to its author. */

import { h } from "./dom.js";
import { drawRulesLink } from "./privacy-link.js";
import { drawStatement } from "./statement.js";

/** Draws both, as far as there are any. */
export function drawWhy(thread, { rule, rules_version: version, message, statement }) {
  const { t } = thread;
  return h(
    "div",
    { class: "why" },
    rule && h("p", { class: "hint" }, h("b", {}, t("refused_rule")), " ", h("span", { dir: "auto" }, rule)),
    version && h("p", { class: "hint" }, drawRulesLink(thread, version)),
    message && h("p", { class: "hint" }, h("b", {}, t("refused_message"))),
    message && h("blockquote", { dir: "auto" }, message),
    statement && drawStatement(thread, statement),
  );
}
