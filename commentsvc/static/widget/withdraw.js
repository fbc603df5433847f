/** Taking one's own comment back, after a question. */

import { button, h, put, uid } from "./dom.js";
import { drop } from "./mine.js";
import { callAs, sentenceOf } from "./session.js";

/** Asks, then withdraws. */
export function openWithdraw(thread, view) {
  const { t, element } = thread;
  const title = uid("take");
  const text = uid("take");
  const state = h("div", { class: "state", role: "status" });
  const yes = button({ class: "btn danger", onclick: () => withdraw() }, t("withdraw"));
  const no = button({ class: "btn", autofocus: true, onclick: () => dialog.close() }, t("withdraw_no"));
  const dialog = h(
    "dialog",
    { class: "dialog", part: "dialog", role: "alertdialog", "aria-labelledby": title, "aria-describedby": text },
    h("h2", { id: title }, t("withdraw_title")),
    h("p", { id: text }, t("withdraw_text")),
    state,
    h("div", { class: "actions" }, yes, no),
  );
  let done = false;
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (done) leave(thread, view);
    else view.menuButton?.focus();
  });

  async function withdraw() {
    yes.disabled = true;
    try {
      const path = `/comments/${encodeURIComponent(view.comment.id)}`;
      const answer = await callAs(thread.site, "DELETE", path, { lang: t.lang });
      if (answer?.thread_version) thread.version = answer.thread_version;
      done = true;
      dialog.close();
    } catch (error) {
      yes.disabled = false;
      put(state, h("p", { class: "error" }, sentenceOf(error) || t("not_done")));
    }
  }
  element.root.append(dialog);
  dialog.showModal();
}

/** The comment goes; the focus goes to what stands in its place. */
function leave(thread, view) {
  const { t, element } = thread;
  const next = view.node.nextElementSibling ?? view.node.previousElementSibling;
  const counted = view.comment.status === "approved";
  drop(thread, view);
  if (counted) thread.setCount(thread.count - 1);
  const target = view.node.isConnected
    ? view.article
    : (next?.querySelector(".comment") ?? view.parent?.article ?? thread.heading);
  target.focus();
  element.announce(t("withdrawn_done"));
  element.notify("comments:withdrawn", { site: thread.site, id: view.comment.id });
}
