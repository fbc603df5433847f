/**
 * The text of an article as the reader saw it.
 *
 * A correction report carries this text, and later versions of the article are compared with it, so the rule is fixed:
 * docs/extraction.md states it, and the service's `domain/article_text.py` follows it, too. Offsets given to the service
 * count Unicode code points in this text, as the W3C Web Annotation model asks.
 */

import { breaksLine, isPreformatted, isSkipped, obeyedIn } from "./article-rule.js";

/** Longest text sent, in Unicode code points. */
export const MAX_TEXT = 100_000;

/** Nodes after which the browser may have a turn. */
const TURN = 50;

/** Nodes of an article that is long: what is done with it next is work for a turn of its own. */
const LONG = 1_000;

const WHITE_SPACE = "\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

/**
 * Control characters, soft hyphen, zero-width space, word joiner and byte order mark: nobody saw them. The zero-width
 * joiners and the direction marks stay, because words are spelt with them.
 */
const INVISIBLE = "\\x00-\\x08\\x0e-\\x1f\\x7f\\xad\\u200b\\u2060\\ufeff";

// Words with single spaces between them are one piece, so that most paragraphs are.
const WORD = `[^${WHITE_SPACE}${INVISIBLE}]+`;
const PIECES = new RegExp(`([${WHITE_SPACE}]+)|([${INVISIBLE}]+)|${WORD}(?: ${WORD})*`, "g");
const HAS_WORDS = new RegExp(WORD);

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

/** Whether some characters of a text node are more than white space. */
export function hasWords(characters) {
  return HAS_WORDS.test(characters);
}

function isText(node) {
  return node.nodeType === Node.TEXT_NODE || node.nodeType === Node.CDATA_SECTION_NODE;
}

/**
 * An article as it is read.
 *
 * `raw` is its text (UTF-16, not yet NFC); `runs` says where it came from: `length` code units at offset `at` of `raw`
 * are those of text node `node` from its offset `from`. Runs are in document order.
 */
export class Reading {
  raw = "";
  runs = [];
  #root;
  #gap = "";

  constructor(root) {
    this.#root = root;
  }

  /** Reads; after each step the browser may have a turn, and should have one after a long article. */
  *steps() {
    const obeyed = obeyedIn(this.#root);
    const pre = isPreformatted(this.#root);
    const levels = [{ next: this.#root.firstChild, pre, breaks: false }];
    let seen = 0;
    for (; levels.length > 0; seen += 1) {
      const level = levels.at(-1);
      const node = level.next;
      if (node) level.next = node.nextSibling;
      if (!node) this.#leave(levels.pop());
      else if (isText(node)) this.#read(node, level.pre);
      else if (node.nodeType === Node.ELEMENT_NODE && !isSkipped(node, obeyed)) levels.push(this.#enter(node, level));
      if (seen % TURN === TURN - 1) yield false;
    }
    yield seen > LONG;
  }

  #enter(element, { pre }) {
    const breaks = breaksLine(element);
    if (breaks) this.#gap = "\n";
    return { next: element.firstChild, pre: pre || isPreformatted(element), breaks };
  }

  #leave({ breaks }) {
    if (breaks) this.#gap = "\n";
  }

  #read(node, pre) {
    for (const { 0: piece, 1: space, 2: invisible, index } of node.data.matchAll(PIECES)) {
      if (space) this.#gap = pre && piece.includes("\n") ? "\n" : this.#gap || " ";
      else if (!invisible) this.#words(node, index, piece);
    }
  }

  #words(node, offset, words) {
    if (this.raw !== "") this.raw += this.#gap;
    this.#gap = "";
    const last = this.runs.at(-1);
    const continues = last?.node === node && offset - last.from === this.raw.length - last.at;
    if (continues) last.length = offset + words.length - last.from;
    else this.runs.push({ at: this.raw.length, node, from: offset, length: words.length });
    this.raw += words;
  }

  /** The run that holds an offset of `raw`. */
  runAt(offset) {
    return this.runs.findLast((run) => run.at <= offset);
  }

  /** A DOM range over a part of `raw`. */
  rangeOf({ start, end }) {
    const first = this.runAt(start);
    const last = this.runAt(end - 1);
    const range = document.createRange();
    range.setStart(first.node, first.from + Math.min(start - first.at, first.length));
    range.setEnd(last.node, last.from + Math.min(end - last.at, last.length));
    return range;
  }

  /** The text to send: brought to NFC, and bounded. */
  get text() {
    const text = normalise(this.raw);
    if (text.length <= MAX_TEXT) return text;
    return Array.from(text.slice(0, 2 * MAX_TEXT))
      .slice(0, MAX_TEXT)
      .join("");
  }
}

/** Reads an article at once. */
export function readArticle(root) {
  const reading = new Reading(root);
  for (const _ of reading.steps());
  return reading;
}
