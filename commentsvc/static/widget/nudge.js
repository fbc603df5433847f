/** Before it is posted: what the service would have the writer read once more, with the words marked. */

import { button, h, put, uid } from "./dom.js";

/**
 * Draws it into `state`, for a box with the text as it was sent. `post` sends it as it is; `change` makes the box ready
 * to be written in. Gives what was drawn.
 */
export function showNudge(t, state, box, { title, errors }, { post, change }) {
  const places = errors.flatMap((error) => error.places ?? []).sort((one, other) => one.start - other.start);
  const chars = [...box.value.replace(/\r\n?/g, "\n").normalize("NFC")];
  const heading = uid("nudge");
  const changing = button({ class: "btn primary", onclick: () => leave() }, t("nudge_change"));
  const note = h(
    "div",
    { class: "note nudge", part: "nudge", role: "group", "aria-labelledby": heading },
    h("p", { id: heading }, h("b", {}, title)),
    errors.length === 1
      ? h("p", {}, errors[0].message)
      : h("ul", {}, errors.map(({ message }) => h("li", {}, message))),
    places.length > 0 && h("blockquote", { dir: "auto" }, marked(chars, places)),
    h("div", { class: "actions" }, changing, button({ class: "btn", onclick: post }, t("nudge_post"))),
  );
  function leave() {
    change();
    box.focus();
    // Counted in whole characters by the service, in halves of some by browsers.
    const [first] = places;
    const unchanged = box.value === chars.join("");
    if (first && unchanged) {
      const halves = (end) => chars.slice(0, end).join("").length;
      box.setSelectionRange(halves(first.start), halves(first.end));
    }
  }
  put(state, note);
  changing.focus();
  return note;
}

function marked(chars, places) {
  const pieces = [];
  let past = 0;
  for (const { start, end } of places) {
    if (end <= past) continue;
    const from = Math.max(past, start);
    pieces.push(chars.slice(past, from).join(""), h("mark", {}, chars.slice(from, end).join("")));
    past = end;
  }
  return [...pieces, chars.slice(past).join("")];
}
