/** Editors' picks on top of the discussion, each with the way to its place in it. */

import { drawAvatar } from "./avatar.js";
import { h, put, uid } from "./dom.js";

/** Draws up to three picked comments into `place`, or empties it. */
export function drawPicks(thread, comments, place) {
  if (!comments.length) return put(place);
  const { t } = thread;
  const id = uid("picks");
  return put(
    place,
    h(
      "section",
      { class: "picks", part: "picks", "aria-labelledby": id },
      h("h3", { id, class: "picks-title" }, t("picks")),
      h(
        "ul",
        { class: "picks-list" },
        comments.map((comment) => drawPick(thread, comment)),
      ),
    ),
  );
}

function drawPick(thread, { id, author, body, created_at: created, permalink }) {
  const { t } = thread;
  const go = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    thread.goTo(id);
  };
  return h(
    "li",
    { class: "pick", part: "pick" },
    h(
      "p",
      { class: "pick-head" },
      drawAvatar(author.avatar, author.name),
      h("bdi", { class: "name", dir: "auto" }, author.name),
      h("span", { class: "date" }, h("time", { datetime: created }, t.ago(created))),
    ),
    h("p", { class: "pick-text", dir: "auto" }, plainText(body)),
    h(
      "a",
      { class: "pick-link", part: "pick-link", href: permalink ?? `#comment-${id}`, onclick: go },
      t("pick_show"),
      h("span", { class: "sr" }, `: ${author.name}`),
    ),
  );
}

/** The words of a body without its marks: an excerpt has no links that could be focused while out of sight. */
export function plainText(nodes) {
  const parts = [nodes ?? []].flat().map((node) => {
    if (typeof node === "string") return node;
    if (node?.t === "br") return " ";
    const inner = plainText(node?.c);
    return BLOCKS.has(node?.t) ? ` ${inner} ` : inner;
  });
  return parts.join("").replace(/\s+/g, " ").trim();
}

const BLOCKS = new Set(["p", "quote", "ul", "ol", "li", "pre"]);
