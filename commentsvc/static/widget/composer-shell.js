/** The composer as first drawn: avatar and box. What it does loads when the reader first turns to it. */

import { drawAvatar, drawDefaultAvatar } from "./avatar.js";
import { h, uid } from "./dom.js";
import { recall } from "./storage.js";

/**
 * The form with its box; `wake(shell)` is called once, at the first focus or touch.
 * Gives `{form, box, label, wake}`.
 */
export function drawShell(site, { label, placeholder, wake }) {
  const id = uid("box");
  const box = h("textarea", { class: "field box", part: "textbox", id, rows: 1, dir: "auto", placeholder });
  const name = h("label", { class: "sr", for: id }, label);
  const inner = h("div", { class: "composer-inner" }, name, box);
  const seed = recall(site, "avatar");
  const avatar = seed ? drawAvatar(seed, recall(site, "name") ?? "") : drawDefaultAvatar();
  const form = h("form", { class: "composer", part: "composer", novalidate: true }, avatar, inner);
  const shell = { form, box, label: name, inner };
  const once = () => {
    if (shell.awake) return;
    shell.awake = true;
    wake(shell);
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("focus", once);
  box.addEventListener("pointerdown", once);
  shell.wake = once;
  return shell;
}

/** The name under which the draft for a place is kept: for a reply to `parent`, or for a new comment (null). */
export function draftSlot(thread, parent) {
  const { key, url } = thread.element.article;
  return `draft:${key ?? url}:${parent?.comment.id ?? ""}`;
}

/** Changes the invitation: "Write the first comment" once, "Join the discussion" later. */
export function invite(shell, label) {
  shell.label.textContent = label;
  shell.box.placeholder = label;
}
