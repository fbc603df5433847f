/** "Show more comments" and "Show n more replies": the next page, with the focus on the first that is new. */

import { call } from "./api.js";
import { h, put } from "./dom.js";

/** Loads the next roots below those shown. */
export async function moreRoots(thread, cursor) {
  const { page, list, filter } = thread;
  const last = list.lastElementChild;
  await loading(thread, thread.foot, async () => {
    const more = await thread.element.firstPage({ filter, cursor, v: thread.version });
    if (thread.page !== page) return; // a page of another order
    const drawn = thread.addPage(more);
    last?.nextElementSibling?.querySelector(".comment")?.focus({ preventScroll: true });
    await drawn;
  });
}

/** Loads the next replies of one comment. */
export async function moreReplies(thread, view, cursor) {
  const { page } = thread;
  const last = view.list.lastElementChild;
  await loading(thread, view.moreSlot, async () => {
    const query = { sort: thread.element.sort, cursor, v: thread.version };
    const path = `/comments/${encodeURIComponent(view.comment.id)}/replies`;
    const more = await call("GET", path, { query, signal: thread.element.signal });
    if (thread.page !== page) return;
    const drawn = thread.addReplies(view, more);
    const first = last?.nextElementSibling ?? view.list.firstElementChild;
    first?.querySelector(".comment")?.focus({ preventScroll: true });
    await drawn;
  });
}

async function beginAnew(thread) {
  const { redraw } = await import("./sorting.js");
  if (await redraw(thread, thread.t("comments_n", { n: thread.count }))) {
    thread.list.querySelector(".comment")?.focus({ preventScroll: true });
  }
}

async function loading(thread, place, work) {
  const pressed = place.querySelector("button");
  try {
    await work();
  } catch (error) {
    // The list has become another one, as when its thread was merged: it begins anew.
    if (error.status === 422) await beginAnew(thread);
    else if (error.kind !== "aborted" && place.contains(pressed)) {
      put(place, pressed, h("span", { class: "error" }, ` ${thread.t("failed")}`));
    }
  }
}
