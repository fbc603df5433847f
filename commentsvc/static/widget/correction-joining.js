/** What stands above the form where the place has been reported already: by this reader, or by others to be joined. */

import { button, h } from "./dom.js";
import { sentenceOf } from "./session.js";

function note(...content) {
  return h("p", { class: "note" }, ...content);
}

function own(t, address) {
  const link = address && h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, t("status_link"));
  return note(t("matches_mine"), link ? [" ", link] : null);
}

/** Others have reported it: how many, and a button that adds this reader with one press. */
function others(t, open, join, joined) {
  const said = h("span", { role: "alert" });
  const press = async () => {
    if (add.getAttribute("aria-disabled") === "true") return;
    add.setAttribute("aria-disabled", "true");
    said.textContent = "";
    try {
      joined(await join());
    } catch (error) {
      if (error?.name !== "ApiError") throw error;
      said.textContent = error.kind === "problem" ? sentenceOf(error) : t("join_failed");
    } finally {
      add.removeAttribute("aria-disabled");
    }
  };
  const add = button({ class: "btn small join", part: "join", onclick: press }, t("join"));
  return h("div", { class: "note" }, h("p", {}, t("matches", { n: open })), h("div", { class: "row" }, add, said));
}

/**
 * The lines for what is known of the place, or null. `join()` adds this reader and gives `{open}`; `joined` is told
 * of it.
 */
export function placeView(t, { open, mine, supported, status_url }, join, joined) {
  if (mine) return own(t, status_url);
  if (supported) return note(t("joined_before"));
  return open > 0 ? others(t, open, join, joined) : null;
}

/** What is said once the reader is counted; `open` with them. */
export function joinedView(t, open) {
  return h("p", { class: "note good", tabindex: "-1" }, t("joined", { n: open }));
}
