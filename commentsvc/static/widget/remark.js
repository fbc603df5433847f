/** Words beside a comment's buttons about what was just done; the next ones replace them. */

import { h } from "./dom.js";

/** A sentence about something that did not work. */
export function complain(view, sentence) {
  remark(view, h("p", { class: "error", part: "error" }, sentence));
}

/** A short word about something that did. */
export function confirm(view, sentence) {
  remark(view, h("span", { class: "toast" }, sentence));
}

function remark({ foot }, node) {
  foot.querySelector(".error, .toast")?.remove();
  foot.append(node);
}
