/** The dialog by which a reader asks for a moderator's attention. */

import { base } from "./address.js";
import { button, h, put, uid } from "./dom.js";
import { callAs, sentenceOf } from "./session.js";

const REASONS = [
  "offensive",
  "abusive",
  "spam",
  "off_topic",
  "misinformation",
  "illegal",
  "personal_data",
  "disagree",
  "other",
];
const REMARK_LIMIT = 500; // characters

/** Opens the dialog for one comment. */
export function openFlag(thread, view) {
  const { t, element } = thread;
  const title = uid("flag");
  const remarkId = uid("remark");
  const group = uid("reason");
  const state = h("div", { class: "state", role: "status" });
  const remark = h("textarea", { class: "field", id: remarkId, rows: 3, maxlength: REMARK_LIMIT, dir: "auto" });
  const choice = (reason) =>
    h("label", {}, h("input", { type: "radio", name: group, value: reason }), t(`flag_${reason}`));
  const submit = h("button", { type: "submit", class: "btn primary" }, t("flag_send"));
  const legal = legalWay(thread, view);
  const form = h(
    "form",
    { novalidate: true },
    h(
      "fieldset",
      {},
      h("legend", { class: "sr" }, t("flag_reasons")),
      h("div", { class: "choices" }, REASONS.map(choice)),
    ),
    legal,
    h("label", { class: "label", for: remarkId }, t("flag_remark")),
    remark,
    state,
    h("div", { class: "actions" }, submit, button({ class: "btn quiet", onclick: () => dialog.close() }, t("cancel"))),
  );
  const dialog = h(
    "dialog",
    { class: "dialog", part: "dialog", "aria-labelledby": title },
    h("h2", { id: title }, t("flag_title")),
    form,
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    view.menuButton?.focus();
  });
  form.addEventListener("change", () => {
    if (legal) legal.hidden = form.querySelector("input:checked")?.value !== "illegal";
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const reason = form.querySelector("input:checked")?.value;
    if (!reason) {
      put(state, h("p", { class: "error" }, t("flag_reason_missing")));
      form.querySelector("input").focus();
      return;
    }
    submit.disabled = true;
    try {
      await send(thread, view, reason, remark.value.trim());
      showThanks(thread, dialog, form);
      element.notify("comments:flagged", { site: thread.site, id: view.comment.id, reason });
    } catch (error) {
      submit.disabled = false;
      put(state, h("p", { class: "error" }, sentenceOf(error) || t("not_done")));
    }
  });
  element.root.append(dialog);
  dialog.showModal();
}

/** Where the site takes notices of illegal content: the way to that form, for whoever means the law. */
function legalWay({ t, site, thread }, { comment }) {
  if (!thread.content_notices) return null;
  const href = new URL(`embed/${encodeURIComponent(site)}/notice?comment=${comment.id}&lang=${t.lang}`, base).href;
  const link = h("a", { href, target: "_blank", rel: "noopener" }, t("flag_notice_link"));
  return h("p", { class: "note", role: "status", hidden: true }, `${t("flag_notice")} `, link);
}

async function send(thread, view, reason, remark) {
  const body = remark ? { reason, remark } : { reason };
  await callAs(thread.site, "PUT", `/comments/${encodeURIComponent(view.comment.id)}/flag`, {
    body,
    lang: thread.t.lang,
    element: thread.element,
  });
  thread.mine.flags.add(view.comment.id);
}

function showThanks({ t }, dialog, form) {
  const close = button({ class: "btn primary", onclick: () => dialog.close() }, t("close"));
  form.replaceWith(
    h("p", { class: "note good", role: "status" }, t("flag_thanks")),
    h("div", { class: "actions" }, close),
  );
  close.focus();
}
