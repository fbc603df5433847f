/** Which comments are the reader's own, and the word that says so beside the name. */

import { h } from "./dom.js";
import { recall } from "./storage.js";

/** Whether the reader of this device wrote the comment; known at once, before the service was asked. */
export function isOwn({ mine, site }, { id, author }) {
  return mine.own.has(id) || Boolean(author && author.avatar === recall(site, "avatar"));
}

/** Marks the reader's own comment with "You". */
export function markOwn(thread, view) {
  const mark = view.article.querySelector(".badge.you");
  const on = Boolean(view.comment.author) && isOwn(thread, view.comment);
  if (on === Boolean(mark)) return;
  if (mark) mark.remove();
  else view.article.querySelector(".name").after(h("span", { class: "badge you", part: "badge" }, thread.t("you")));
}
