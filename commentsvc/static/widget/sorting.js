/** Another order of comments: remembered, and drawn from a fresh first page. */

import { addOwn } from "./mine.js";

const latest = new WeakMap();

/** Shows the thread in the order `name`; what the reader wrote stays on the page. */
export async function setSort(thread, name) {
  const { element, sorts, t } = thread;
  element.sort = name;
  for (const node of sorts.querySelectorAll(".sort")) {
    node.setAttribute("aria-pressed", String(node.dataset.sort === name));
  }
  const order = t(`sort_${name}`);
  await redraw(thread, `${t("sort_label")}: ${order}`);
}

/**
 * Draws a fresh first page in the order and with the filter in force, and says `words` to screen readers. Gives false
 * where it could not be had; then the list stays as it was.
 */
export async function redraw(thread, words) {
  const { element, filter, list, t } = thread;
  const { sort } = element;
  const turn = {};
  latest.set(thread, turn);
  list.setAttribute("aria-busy", "true");
  try {
    const page = await element.firstPage({ filter, v: thread.version });
    // Meanwhile the reader may have asked for something else.
    if (element.sort !== sort || thread.filter !== filter) return true;
    // While the list grows anew, what the reader looks at does not slide away.
    list.style.minBlockSize = `${list.offsetHeight}px`;
    const focused = element.shadowRoot.activeElement?.closest(".comment")?.id.replace("comment-", "");
    await thread.draw(page);
    if (thread.page !== page) return true;
    if (!filter) showOwn(thread);
    if (!element.shadowRoot.activeElement) thread.views.get(focused)?.article.focus({ preventScroll: true });
    element.announce(words);
    return true;
  } catch (error) {
    if (error.kind !== "aborted") element.announce(t("failed"));
    return false;
  } finally {
    if (latest.get(thread) === turn) {
      list.removeAttribute("aria-busy");
      list.style.minBlockSize = "";
    }
  }
}

function showOwn(thread) {
  for (const comment of thread.mine.own.values()) if (!thread.views.has(comment.id)) addOwn(thread, comment);
}
