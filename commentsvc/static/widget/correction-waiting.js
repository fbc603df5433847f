/** The lines under the article about reports that are still on this device, or that arrived in the background. */

import { button, h } from "./dom.js";

const SHOWN = 60;

function shortQuote(t, { quote }) {
  if (!quote) return h("span", {}, t("waiting_whole"));
  return h("q", {}, quote.length > SHOWN ? `${quote.slice(0, SHOWN).replace(/\s+\S*$/u, "")} …` : quote);
}

/** One kept report, with what can be done about it. */
export function waitingLine(t, item, { ontry, onedit, ondrop }) {
  const words = shortQuote(t, item);
  const again = item.refused
    ? button({ class: "btn small", onclick: () => onedit(item) }, t("edit_report"))
    : button({ class: "btn small", onclick: () => ontry(item) }, t("try_now"));
  return h(
    "div",
    { class: `note ${item.refused ? "bad" : ""}`, part: "waiting" },
    h(
      "p",
      {},
      h("strong", {}, t(item.refused ? "refused" : "not_sent_yet")),
      " ",
      words,
      item.refused ? [" ", item.refused] : null,
    ),
    item.refused ? null : h("p", { class: "hint" }, t("waiting_line")),
    h(
      "div",
      { class: "row" },
      again,
      button({ class: "btn small quiet", onclick: () => ondrop(item) }, t("drop_report")),
    ),
  );
}

/** A kept report that has arrived meanwhile. */
export function arrivedLine(t, item, report) {
  const link = report.status_url
    ? h(
        "a",
        { href: report.status_url, target: "_blank", rel: "noopener noreferrer", referrerpolicy: "no-referrer" },
        t("status_link"),
      )
    : null;
  return h("p", { class: "note good", part: "sent" }, t("sent_later"), " ", shortQuote(t, item), " ", link);
}
