/** Handing on the address of one comment: through the device's own sheet where there is one, else by the clipboard. */

import { complain, confirm } from "./remark.js";

function address(view) {
  return new URL(view.comment.permalink, location.href).href;
}

/** Copies the address and says so beside the comment. */
export async function copyLink(thread, view) {
  const { t, element } = thread;
  try {
    await navigator.clipboard.writeText(address(view));
    confirm(view, t("copied"));
    element.announce(t("copied"));
  } catch {
    complain(view, t("copy_failed"));
  }
}

/** Opens the device's own sheet for sharing; copies where that does not work. */
export async function shareLink(thread, view) {
  try {
    await navigator.share({ title: thread.element.article.title, url: address(view) });
  } catch (error) {
    // The reader closed the sheet: nothing to say about it.
    if (error.name !== "AbortError") await copyLink(thread, view);
  }
}
