/** What the reader sees once, and only once, the service has said that the report is there. */

import { button, h, icon } from "./dom.js";

const TICK = "M4 10.5l4 4 8-9";

async function copy(t, address, said) {
  try {
    await navigator.clipboard.writeText(address);
    said.textContent = t("link_copied");
  } catch {
    said.textContent = t("link_not_copied");
  }
}

function statusLink(t, address) {
  const said = h("span", { class: "hint", role: "status" });
  const link = h(
    "a",
    {
      class: "btn",
      href: address,
      target: "_blank",
      rel: "noopener noreferrer",
      referrerpolicy: "no-referrer",
      part: "status-link",
    },
    t("status_link"),
  );
  return [
    h("p", {}, t("arrived_follow")),
    h(
      "div",
      { class: "row" },
      link,
      button({ class: "btn", onclick: () => copy(t, address, said) }, t("copy_link")),
      said,
    ),
    h("p", { class: "hint" }, t("arrived_private")),
  ];
}

/** The thank-you with the private status page; `contact` is what the reader left for an answer. */
export function arrivedView(t, { status, status_url, already_reported }, contact = "") {
  // The same report sent again is answered with the first one, and that may have been decided.
  const text = t(status === "received" ? "arrived_text" : "arrived_again");
  return h("div", { class: "arrived", part: "arrived" }, [
    h("p", { class: "thanks" }, h("span", { class: "tick" }, icon(TICK)), h("span", {}, text)),
    already_reported > 0 ? h("p", { class: "note" }, t("arrived_already", { n: already_reported })) : null,
    contact.includes("@") ? h("p", { class: "note" }, t("arrived_confirm")) : null,
    status_url ? statusLink(t, status_url) : null,
  ]);
}
