/**
 * The text of an article as the reader saw it.
 *
 * A correction report carries this text, and later versions of the article are compared with it, so the rule is fixed
 * and small enough to be implemented again elsewhere (docs/corrections-reader.md states it for publishers):
 *
 *  1. Start at the element named by `for` and walk its descendants in document order. Shadow trees are not entered.
 *  2. Leave out, with everything inside: the elements of SKIPPED_ELEMENTS; a `sup` that holds a link to this page
 *     (`a[href^="#"]`: a footnote mark); an element with `hidden`, `data-comments-skip`, `aria-hidden="true"` or a role
 *     of SKIPPED_ROLES; and an element whose style says `display: none`, `visibility: hidden|collapse` or
 *     `user-select: none` (the last not when the article itself says it).
 *  3. In text nodes remove the characters of INVISIBLE; every run of white space (Unicode property White_Space) is one
 *     space.
 *  4. `br`, `hr` and both edges of every element of BLOCKS are line breaks. Breaks and spaces that meet collapse: into
 *     one "\n" when a line break is among them, else into one " ". None at the very beginning and end.
 *  5. The whole is brought to Unicode NFC; lone surrogates become U+FFFD; the first MAX_TEXT characters are kept.
 *
 * Offsets given to the service count Unicode code points in this text, as the W3C Web Annotation model asks.
 */

/** Longest text sent, in Unicode code points. */
export const MAX_TEXT = 100_000;

const SKIPPED_ELEMENTS = new Set(
  `applet area aside audio button canvas comment-count comment-thread correction-notices correction-reporter datalist
   dialog embed form head iframe img input link map meta meter nav noscript object option optgroup progress rp rt script
   select style svg template textarea title video`.split(/\s+/),
);

const SKIPPED_ROLES = new Set(
  `alert alertdialog banner button complementary dialog doc-noteref doc-pagebreak menu menubar navigation search status
   tablist toolbar tooltip`.split(/\s+/),
);

const BLOCKS = new Set(
  `address article blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer h1 h2 h3 h4
   h5 h6 header hgroup legend li listing main menu ol p plaintext pre search section summary table tbody td tfoot th
   thead tr ul xmp`.split(/\s+/),
);

/**
 * Control characters, soft hyphen, zero-width space, word joiner and byte order mark: nobody saw them. The zero-width
 * joiners and the direction marks stay, because words are spelt with them.
 */
const INVISIBLE = "\\u0000-\\u0008\\u000e-\\u001f\\u007f\\u00ad\\u200b\\u2060\\ufeff";

const PIECES = new RegExp(
  `(?<space>\\p{White_Space}+)|[${INVISIBLE}]+|(?<visible>[^\\p{White_Space}${INVISIBLE}]+)`,
  "gu",
);

const LONE_SURROGATES = /\p{Surrogate}/gu;

/** NFC and well-formed: the last step of the rule, for the whole text or for a part that begins and ends at a word. */
export function normalise(text) {
  return text.normalize("NFC").replace(LONE_SURROGATES, "\ufffd");
}

/** Length in Unicode code points. */
export function countCharacters(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Collects the text piece by piece and remembers which node each stretch came from. */
class Collector {
  raw = "";
  runs = [];
  #gap = "";

  space() {
    this.#gap ||= " ";
  }

  lineBreak() {
    this.#gap = "\n";
  }

  visible(node, offset, characters) {
    if (this.raw !== "") this.raw += this.#gap;
    this.#gap = "";
    const last = this.runs.at(-1);
    const continues = last?.node === node && offset - last.from === this.raw.length - last.at;
    if (continues) last.length = offset + characters.length - last.from;
    else this.runs.push({ at: this.raw.length, node, from: offset, length: characters.length });
    this.raw += characters;
  }
}

function collectText(node, collector) {
  for (const piece of node.data.matchAll(PIECES)) {
    if (piece.groups.space) collector.space();
    else if (piece.groups.visible) collector.visible(node, piece.index, piece[0]);
  }
}

function userSelect(style) {
  return style.userSelect || style.webkitUserSelect;
}

function isSkipped(element, obeysUserSelect) {
  const name = element.localName;
  if (SKIPPED_ELEMENTS.has(name)) return true;
  if (name === "sup" && element.querySelector('a[href^="#"]')) return true;
  if (element.hasAttribute("hidden") || element.hasAttribute("data-comments-skip")) return true;
  if (element.getAttribute("aria-hidden") === "true") return true;
  if (SKIPPED_ROLES.has(element.getAttribute("role"))) return true;
  const style = getComputedStyle(element);
  if (style.display === "none" || ["hidden", "collapse"].includes(style.visibility)) return true;
  return obeysUserSelect && userSelect(style) === "none";
}

function collect(parent, collector, obeysUserSelect) {
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.TEXT_NODE || node.nodeType === Node.CDATA_SECTION_NODE) {
      collectText(node, collector);
    } else if (node.nodeType === Node.ELEMENT_NODE && !isSkipped(node, obeysUserSelect)) {
      const name = node.localName;
      const breaks = BLOCKS.has(name) || name === "br" || name === "hr";
      if (breaks) collector.lineBreak();
      collect(node, collector, obeysUserSelect);
      if (breaks) collector.lineBreak();
    }
  }
}

/**
 * Reads an article.
 *
 * `raw` is the text after step 4 (UTF-16, not yet NFC); `runs` says where it came from: `length` code units at offset
 * `at` of `raw` are those of text node `node` from its offset `from`. Runs are in document order.
 */
export function readArticle(root) {
  const collector = new Collector();
  collect(root, collector, userSelect(getComputedStyle(root)) !== "none");
  return { raw: collector.raw, runs: collector.runs };
}

/** The text to send: step 5 of the rule. */
export function articleText(article) {
  const text = normalise(article.raw);
  if (text.length <= MAX_TEXT) return text;
  return Array.from(text.slice(0, 2 * MAX_TEXT))
    .slice(0, MAX_TEXT)
    .join("");
}
