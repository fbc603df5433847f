/** The control for the order of comments, with a word on what "Best" means. */

import { button, h, uid } from "./dom.js";

export const SORTS = ["best", "oldest", "newest"];

/** Draws the control; a press calls `thread.setSort`. The tip shows on hover and focus, and Escape hides it. */
export function drawSorts(thread) {
  const { t, element } = thread;
  const tip = h("span", { class: "tip", role: "tooltip", id: uid("tip") }, t("sort_best_hint"));
  const hush = (event, on) => event.currentTarget.parentNode.classList.toggle("hush", on);
  const item = (name) => {
    const props = {
      class: "sort",
      part: "sort-button",
      "data-sort": name,
      "aria-pressed": String(element.sort === name),
      "aria-describedby": name === "best" && tip.id,
      onclick: () => thread.setSort(name),
      onkeydown: (event) => event.key === "Escape" && hush(event, true),
      onpointerenter: (event) => hush(event, false),
    };
    return h("span", { class: "sort-item" }, button(props, t(`sort_${name}`)), name === "best" && tip);
  };
  return h("div", { class: "sorts", part: "sorts", role: "group", "aria-label": t("sort_label") }, SORTS.map(item));
}
