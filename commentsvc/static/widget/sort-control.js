/** The control for the order of comments. The word on what "Best" means comes with dress.js. */

import { button, h } from "./dom.js";

export const SORTS = ["best", "oldest", "newest"];

/** Draws the control; a press calls `thread.setSort`. */
export function drawSorts(thread) {
  const { t, element } = thread;
  const item = (name) => {
    const props = {
      class: "sort",
      part: "sort-button",
      "data-sort": name,
      "aria-pressed": String(element.sort === name),
      onclick: () => thread.setSort(name),
    };
    return h("span", { class: "sort-item" }, button(props, t(`sort_${name}`)));
  };
  return h("div", { class: "sorts", part: "sorts", role: "group", "aria-label": t("sort_label") }, SORTS.map(item));
}
