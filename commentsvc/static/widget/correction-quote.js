/** The reader's words in their sentence, and in them, live, what the proposal takes away and adds. */

import { h, put } from "./dom.js";
import { difference } from "./correction-difference.js";

const TAGS = { gone: "del", new: "ins" };

/** Above this many characters the sentence may have to be scrolled, which must be possible by keyboard. */
const LONG = 300;

/** A part of the difference; the space at its beginning stays unmarked, so that no colour hangs at a line's end. */
function shown({ type, text }) {
  if (!TAGS[type]) return text;
  const words = text.trimStart();
  return words ? [text.slice(0, text.length - words.length), h(TAGS[type], {}, words)] : h(TAGS[type], {}, text);
}

/** Gives `{element, compare(proposal)}`; a proposal of null, or the words themselves, shows the words only marked. */
export function quoteView(t, { before, words, after, shortened }) {
  const mark = h("mark", {}, words);
  const element = h(
    "figure",
    { class: "quote", part: "quote" },
    h("figcaption", { class: "sr" }, t("quote_caption")),
    h("blockquote", { dir: "auto", tabindex: words.length > LONG ? "0" : null }, before, mark, after),
    shortened ? h("p", { class: "hint" }, t("shortened")) : null,
  );
  function compare(proposal) {
    const changed = proposal !== null && proposal.trim() !== words.trim();
    mark.classList.toggle("changed", changed);
    if (!changed) return put(mark, words);
    return put(mark, difference(words, proposal.trim()).map(shown));
  }
  return { element, compare };
}
