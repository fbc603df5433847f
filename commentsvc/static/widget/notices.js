/** What the newsroom says above the box: its announcement, the house rules, and what becomes of a comment. */

import { drawBody } from "./body.js";
import { h, put } from "./dom.js";
import { drawRulesLink } from "./privacy-link.js";

/** Draws the notices of `thread.thread` into `place`; rules and hints only where somebody can write. */
export function drawNotices(thread, place) {
  const { t, composer } = thread;
  const { announcement, house_rules: rules, pre_moderated: checked, state } = thread.thread;
  // A folded block that the reader opened stays open when the list is drawn anew.
  const open = place.querySelector("details")?.open ?? false;
  put(
    place,
    announcement?.length
      ? h("div", { class: "announcement body", part: "announcement", dir: "auto" }, drawBody(announcement))
      : null,
    rules?.length && composer
      ? h(
          "details",
          { class: "rules", part: "house-rules", open },
          h("summary", {}, t("house_rules")),
          h("div", { class: "body", dir: "auto" }, drawBody(rules)),
          h("p", {}, drawRulesLink(thread)),
        )
      : null,
    checked && composer ? h("p", { class: "checked", part: "pre-moderated" }, t("pre_moderated")) : null,
  );
  place.className = place.childElementCount ? "notices" : "";
  const locked = thread.place.querySelector('[part="locked"]');
  if (state !== "closed" || !locked) return;
  locked.textContent = t("closed");
  thread.heading.textContent = t("closed_title"); // a count of what nobody may see says nothing
}
