/** A thread that takes no more comments: what a reader wrote stays, and what changes while reading is said at once. */

import { prepareWriting } from "./composer.js";
import { readDraft } from "./drafts.js";
import { h, put, uid } from "./dom.js";
import { dress } from "./dress.js";

/** Puts the kept words into `place`, when there are any, so that they can be copied. */
export async function showKeptText(thread, place) {
  const { source } = readDraft(thread, null);
  if (!source) return;
  await prepareWriting(thread);
  const id = uid("kept");
  const label = h("label", { class: "label", for: id }, thread.t("kept_text"));
  const box = h("textarea", { class: "field box", id, readonly: true, dir: "auto" }, source);
  place.append(h("div", { class: "form-grid" }, h("div", {}, label, box)));
}

/** The thread was locked, unlocked or switched off (`state`) while it is on the page. */
export async function followLock(thread, state) {
  await dress(thread);
  const locked = state !== "open";
  thread.thread.state = state;
  thread.locked = locked;
  const { element } = thread;
  const focused = element.shadowRoot.activeElement;
  for (const view of thread.views.values()) {
    if (!view.replyButton) continue;
    const lost = focused === view.replyButton || view.votes.contains(focused);
    if (locked && lost) view.article.focus({ preventScroll: true });
    view.replyButton.hidden = locked;
    view.drawVotes();
  }
  element.announce(locked ? lock(thread, focused) : unlock(thread));
  element.notify("comments:locked", { site: thread.site, key: thread.thread.key, locked });
}

/** Leaves what is being written alone; gives the sentence for the reader. */
function lock(thread, focused) {
  const { composer, replyBox, t } = thread;
  const open = [composer, replyBox.shell].filter((shell) => shell?.box.value.trim() || shell?.form.contains(focused));
  const calm = t(thread.thread.state === "closed" ? "closed" : "locked");
  const sentence = open.some(({ box }) => box.value.trim()) ? t("locked_now") : calm;
  // Below the box, so that what is being typed does not move.
  for (const { box } of open) box.after(h("p", { class: "note lock-note", part: "locked" }, sentence));
  if (!open.includes(composer)) {
    thread.composer = null;
    put(thread.place, h("p", { class: "note", part: "locked" }, calm));
  }
  return sentence;
}

function unlock(thread) {
  for (const note of thread.element.root.querySelectorAll(".lock-note")) note.remove();
  if (!thread.composer) thread.drawComposer();
  return thread.t("unlocked");
}
