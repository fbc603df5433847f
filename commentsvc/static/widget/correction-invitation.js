/** The sentence under the article, and the keys it names. */

import { button, h } from "./dom.js";

/** True on Apple's systems, where the command key takes the place of Ctrl. */
export function isApple(navigator = globalThis.navigator) {
  const platform = navigator.userAgentData?.platform || navigator.platform || "";
  return /mac|iphone|ipad|ipod/i.test(platform);
}

/** True where there is no mouse and, as far as a page can know, no keyboard: a phone or a tablet. */
export function isTouchOnly() {
  return matchMedia("(pointer: coarse)").matches && !matchMedia("(any-hover: hover)").matches;
}

/** A translated sentence with nodes in the place of its `{names}`. */
export function rich(t, key, nodes) {
  return t(key)
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 ? nodes[part] : part));
}

function keys() {
  const modifier = isApple() ? h("kbd", { class: "apple" }, "Cmd") : h("kbd", {}, "Ctrl");
  return h("span", { class: "keys" }, modifier, " + ", h("kbd", {}, "Enter"));
}

/** The invitation; `onwrite` is called when the reader presses "here". */
export function invitation(t, onwrite) {
  const here = button({ class: "link", part: "here", "aria-haspopup": "dialog", onclick: onwrite }, t("here"));
  const sentence = isTouchOnly()
    ? rich(t, "invitation_touch", { here })
    : rich(t, "invitation", { here, keys: keys() });
  return h("p", { class: "invitation", part: "invitation" }, sentence);
}

/** True for the shortcut: Ctrl + Enter or Cmd + Enter, and nothing else held. */
export function isShortcut(event) {
  const modified = event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey;
  return event.key === "Enter" && modified && !event.isComposing && !event.repeat;
}
