/** A reader's unsent words when their thread takes no more comments: shown, so that they can be copied. */

import { readDraft } from "./drafts.js";
import { h, uid } from "./dom.js";

/** Puts the kept words into `place`, when there are any. */
export function showKeptText(thread, place) {
  const { source } = readDraft(thread, null);
  if (!source) return;
  const id = uid("kept");
  const label = h("label", { class: "label", for: id }, thread.t("kept_text"));
  const box = h("textarea", { class: "field box", id, readonly: true, dir: "auto" }, source);
  place.append(h("div", { class: "form-grid" }, h("div", {}, label, box)));
}
