/** The statement of reasons for one decision about the reader, with the appeal against it: loaded when it is asked for. */

import { prepareWriting } from "./composer.js";
import { button, h, put, uid } from "./dom.js";
import { catalogue } from "./language.js";
import { send, token } from "./session.js";

/** A button that opens the statement in its place; where it cannot be had, a link leads to its private page. */
export function drawStatement(thread, { id, url }) {
  const { t } = thread;
  const place = h("div", { class: "statement", part: "statement" });
  const open = async () => {
    if (way.getAttribute("aria-expanded") === "true") return close();
    way.setAttribute("aria-expanded", "true");
    try {
      const wanted = [ask(thread, "GET", id), catalogue(t.lang, "state-"), prepareWriting(thread)];
      const [stated, words] = await Promise.all(wanted);
      t.add(words);
      show(thread, place, stated);
    } catch {
      put(place, h("p", {}, h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, t("refused_all"))));
    }
    place.firstElementChild.focus();
  };
  const close = () => {
    way.setAttribute("aria-expanded", "false");
    put(place);
  };
  const way = button({ class: "btn quiet", part: "statement-button", "aria-expanded": "false", onclick: open }, t("refused_all"));
  return h("div", {}, way, place);
}

function ask({ t, site }, method, id, body) {
  const path = `/sites/${encodeURIComponent(site)}/me/statements/${encodeURIComponent(id)}${body ? "/appeal" : ""}`;
  return send(method, path, { token: token(site), lang: t.lang, body });
}

function show(thread, place, stated) {
  const { t } = thread;
  const { decision, ground, rule, law, facts, automation, redress } = stated;
  const id = uid("stated");
  put(
    place,
    h("p", { tabindex: -1, id }, decision),
    row(t("state_ground"), [ground, rule, law].filter(Boolean)),
    row(t("state_facts"), [...facts, automation]),
    row(t("state_redress"), [stated.may_appeal && t("state_until", { day: stated.appeal_until }), redress].filter(Boolean)),
    stated.appeal ? drawAppeal(t, stated.appeal) : stated.may_appeal && drawForm(thread, place, stated),
  );
}

function row(title, sentences) {
  return h("div", {}, h("p", {}, h("b", {}, title)), sentences.map((one) => h("p", { dir: "auto" }, one)));
}

function drawAppeal(t, { state, state_text: outcome, words, answer }) {
  const good = state === "reversed" || state === "settled";
  return h(
    "div",
    { role: "status" },
    h("p", { class: good ? "note good" : "note" }, outcome),
    answer && h("blockquote", { dir: "auto" }, answer),
    h("p", {}, h("b", {}, t("state_wrote"))),
    h("blockquote", { dir: "auto" }, words),
  );
}

function drawForm(thread, place, { id }) {
  const { t, element } = thread;
  const field = uid("appeal");
  const box = h("textarea", { class: "field box", id: field, rows: 4, maxlength: 2000, required: true, dir: "auto" });
  const said = h("p", { class: "error", role: "alert" });
  const sending = async (event) => {
    event.preventDefault();
    if (yes.getAttribute("aria-disabled") === "true") return;
    yes.setAttribute("aria-disabled", "true");
    try {
      show(thread, place, await ask(thread, "POST", id, { words: box.value }));
      place.firstElementChild.focus();
      element.announce(t("state_sent"));
    } catch (error) {
      yes.removeAttribute("aria-disabled");
      put(said, error.errors?.[0]?.message || error.message || t("not_done"));
      box.focus();
    }
  };
  const yes = h("button", { class: "btn primary", type: "submit", part: "appeal-button" }, t("state_send"));
  const label = h("label", { class: "label", for: field }, t("state_why"));
  return h("form", { class: "form-grid", novalidate: true, onsubmit: sending }, label, box, said, h("p", {}, yes));
}
