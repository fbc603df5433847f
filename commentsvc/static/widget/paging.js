/** "Show more comments" and "Show n more replies": the next page, with the focus on the first that is new. */

import { call } from "./api.js";
import { h, put } from "./dom.js";

/** Loads the next roots below those shown. */
export async function moreRoots(thread, cursor) {
  const last = thread.list.lastElementChild;
  await loading(thread, thread.foot, async () => {
    thread.addPage(await thread.element.firstPage({ filter: thread.filter, cursor, v: thread.version }));
    last?.nextElementSibling?.querySelector(".comment")?.focus({ preventScroll: true });
  });
}

/** Loads the next replies of one comment. */
export async function moreReplies(thread, view, cursor) {
  const last = view.list.lastElementChild;
  await loading(thread, view.moreSlot, async () => {
    const query = { sort: thread.element.sort, cursor, v: thread.version };
    const path = `/comments/${encodeURIComponent(view.comment.id)}/replies`;
    thread.addReplies(view, await call("GET", path, { query, signal: thread.element.signal }));
    const first = last?.nextElementSibling ?? view.list.firstElementChild;
    first?.querySelector(".comment")?.focus({ preventScroll: true });
  });
}

async function loading(thread, place, work) {
  const pressed = place.querySelector("button");
  try {
    await work();
  } catch (error) {
    if (error.kind !== "aborted") put(place, pressed, h("span", { class: "error" }, ` ${thread.t("failed")}`));
  }
}
