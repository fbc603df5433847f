/** The reader's words in their sentence, and in them, live, what the proposal takes away and adds. */

import { h, put } from "./dom.js";
import { difference } from "./correction-difference.js";

const TAGS = { gone: "del", new: "ins" };

/** Gives `{element, compare(proposal)}`; a proposal of null, or the words themselves, shows the words only marked. */
export function quoteView(t, { before, words, after, shortened }) {
  const mark = h("mark", {}, words);
  const element = h(
    "figure",
    { class: "quote", part: "quote" },
    h("figcaption", { class: "sr" }, t("quote_caption")),
    h("blockquote", { dir: "auto" }, before, mark, after),
    shortened ? h("p", { class: "hint" }, t("shortened")) : null,
  );
  function compare(proposal) {
    const changed = proposal !== null && proposal.trim() !== words.trim();
    mark.classList.toggle("changed", changed);
    if (!changed) return put(mark, words);
    const parts = difference(words, proposal.trim());
    return put(
      mark,
      parts.map(({ type, text }) => (TAGS[type] ? h(TAGS[type], {}, text) : text)),
    );
  }
  return { element, compare };
}
