/** The keys that work inside a thread, and the switch for the single ones (WCAG 2.1.4). */

import { prepareWriting } from "./composer.js";
import { button, h, uid } from "./dom.js";
import { keep, recall } from "./storage.js";

/** Opens the help. */
export async function openKeys(thread) {
  const { t, element, site } = thread;
  await prepareWriting(thread);
  const title = uid("keys");
  const send = /Mac|iPhone|iPad/.test(navigator.platform) ? ["⌘", "Enter"] : ["Ctrl", "Enter"];
  const row = (keys, words) => [h("dt", {}, keys.map((key) => h("kbd", {}, key))), h("dd", {}, words)];
  const box = h("input", {
    type: "checkbox",
    checked: recall(site, "keys") !== "off",
    onchange: () => keep(site, "keys", box.checked ? null : "off"),
  });
  const dialog = h(
    "dialog",
    { class: "dialog", part: "dialog", "aria-labelledby": title },
    h("h2", { id: title }, t("keys_title")),
    h("dl", { class: "keys-list" }, [
      row(["]"], t("unread_next")),
      row(["["], t("unread_previous")),
      row(send, t("keys_send")),
      row(["Esc"], t("keys_escape")),
    ]),
    h("label", { class: "check" }, box, t("keys_single")),
    h("p", { class: "hint" }, t("keys_hint")),
    h("div", { class: "actions" }, button({ class: "btn primary", onclick: () => dialog.close() }, t("close"))),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    // The browser gives the focus back to the button that opened the dialog, where that is still there.
    if (!element.shadowRoot.activeElement) thread.heading.focus();
  });
  element.root.append(dialog);
  dialog.showModal();
}
