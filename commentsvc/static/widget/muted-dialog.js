/** The list of the people a reader muted on this device, each with the way back. */

import { prepareWriting } from "./composer.js";
import { button, h, uid } from "./dom.js";

/** Opens the list. */
export async function openMuted(thread) {
  const { t, element } = thread;
  await prepareWriting(thread);
  const title = uid("muted");
  const close = button({ class: "btn primary", onclick: () => dialog.close() }, t("close"));
  const list = h(
    "ul",
    { class: "muted-people" },
    Object.entries(thread.reading.muted.people).map(([seed, name]) => person(thread, seed, name, close)),
  );
  const dialog = h(
    "dialog",
    { class: "dialog", part: "dialog", "aria-labelledby": title },
    h("h2", { id: title }, t("muted_title")),
    h("p", { class: "hint" }, t("muted_hint")),
    list,
    h("div", { class: "actions" }, close),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    // The browser gives the focus back to the button that opened the dialog, where that is still there.
    if (!element.shadowRoot.activeElement) thread.heading.focus();
  });
  element.root.append(dialog);
  dialog.showModal();
}

function person(thread, seed, name, close) {
  const { t } = thread;
  const unmute = () => {
    thread.reading.muted.unmute(seed);
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    (next?.querySelector("button") ?? close).focus();
  };
  const item = h(
    "li",
    {},
    h("bdi", { class: "name", dir: "auto" }, name),
    button({ class: "btn", onclick: unmute, "aria-label": t("unmute_name", { name }) }, t("unmute")),
  );
  return item;
}
