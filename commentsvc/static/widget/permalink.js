/** Opens the thread at one comment, wherever in it that stands, without paging through the thread. */

import { call } from "./api.js";
import { dress } from "./dress.js";

/** The comment id in the page's fragment (`#comment-…`), or null. */
export function idInAddress() {
  return /^#comment-([\w-]+)$/.exec(location.hash)?.[1] ?? null;
}

/** Shows the comment of the address with what it answers, lights it up and moves focus to it. */
export async function openPermalink(thread) {
  const id = idInAddress();
  if (!id) return;
  await thread.whole();
  if (!thread.views.has(id) && thread.filter) await thread.reading.filters.set(null);
  if (!thread.views.has(id)) await fetchChain(thread, id);
  const view = thread.views.get(id);
  if (!view) return;
  spotlight(thread, view);
  bringIntoSight(view);
}

/** Scrolls to a comment, with all heights on the way to it true, and looks once more when the page has been drawn. */
export function bringIntoSight({ article, thread }) {
  for (const node of thread.list.querySelectorAll(".far")) node.classList.remove("far");
  article.scrollIntoView({ block: "center" });
  const again = () => article.scrollIntoView({ block: "nearest" });
  requestAnimationFrame(() => requestAnimationFrame(again));
}

/** Goes to a comment of this thread, and loads it where it is not on the page. */
export function goTo(thread, id) {
  history.replaceState(history.state, "", `#comment-${id}`);
  return openPermalink(thread);
}

/** Puts the address of a comment that is in sight into the address bar. */
export function stay(thread, view) {
  history.replaceState(history.state, "", `#${view.article.id}`);
  spotlight(thread, view);
}

/** Moves focus to the comment and lights it up for a moment. */
export function spotlight(thread, view) {
  dress(thread).catch(() => {});
  for (let above = view.parent; above; above = above.parent) if (above.folded) above.fold(false);
  view.article.classList.remove("lit");
  requestAnimationFrame(() => view.article.classList.add("lit"));
  view.article.focus({ preventScroll: true });
  view.article.scrollIntoView({ block: "nearest" });
}

async function fetchChain(thread, id) {
  let answer;
  try {
    answer = await call("GET", `/comments/${encodeURIComponent(id)}`, { signal: thread.element.signal });
  } catch (error) {
    if (error.kind === "problem") return;
    throw error;
  }
  if (answer.thread && answer.thread.id !== thread.thread.id) return;
  await thread.whole();
  let parent = null;
  for (const comment of [...(answer.ancestors ?? []), answer.comment]) {
    // Below the depth limit a reply is listed beside the one it answers.
    const under = parent && comment.depth <= parent.comment.depth ? parent.parent : parent;
    parent = thread.show(comment, under, !under);
  }
}
