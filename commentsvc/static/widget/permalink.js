/** Opens the thread at one comment, wherever in it that stands, without paging through the thread. */

import { call } from "./api.js";

/** The comment id in the page's fragment (`#comment-…`), or null. */
export function idInAddress() {
  return /^#comment-([\w-]+)$/.exec(location.hash)?.[1] ?? null;
}

/** Shows the comment of the address with what it answers, lights it up and moves focus to it. */
export async function openPermalink(thread) {
  const id = idInAddress();
  if (!id) return;
  if (!thread.views.has(id) && thread.filter) await thread.reading.filters.set(null);
  if (!thread.views.has(id)) await fetchChain(thread, id);
  const view = thread.views.get(id);
  if (!view) return;
  view.spotlight();
  view.article.scrollIntoView({ block: "center" });
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
  let parent = null;
  for (const comment of [...(answer.ancestors ?? []), answer.comment]) {
    // Below the depth limit a reply is listed beside the one it answers.
    const under = parent && comment.depth <= parent.comment.depth ? parent.parent : parent;
    parent = thread.show(comment, under, !under);
  }
}
