/**
 * From the reader's selection to a target the newsroom can find again.
 *
 * A span is `{start, end}` in UTF-16 code units of `article.raw` (see article-text.js); a target is the W3C pair of
 * TextQuoteSelector and TextPositionSelector, in code points of the text sent, with the scope beside them.
 */

import { isSkipped, obeyedIn, scopeOf } from "./article-rule.js";
import { countCharacters, hasWords, MAX_TEXT, normalise } from "./article-text.js";

/** Characters of context kept on each side of the quote. */
const CONTEXT = 64;

/**
 * Longest quote, in UTF-16 code units: a long paragraph. More is no longer a pointer to a mistake. The service takes
 * 1,000 characters; NFC may lengthen a few scripts a little.
 */
export const MAX_QUOTE = 900;

/** Longest context shown around the words in the form, on each side, in UTF-16 code units. */
const SHOWN_CONTEXT = 160;

/** The range the reader has selected on the page (from the first to the last, where there are several), or null. */
export function selectedRange(selection = document.getSelection()) {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if (selection.rangeCount > 1) {
    const last = selection.getRangeAt(selection.rangeCount - 1);
    range.setEnd(last.endContainer, last.endOffset);
  }
  return range;
}

function firstSelected(run, range) {
  return run.node === range.startContainer ? Math.max(run.from, range.startOffset) : run.from;
}

function lastSelected(run, range) {
  const end = run.from + run.length;
  return run.node === range.endContainer ? Math.min(end, range.endOffset) : end;
}

/**
 * Selects a range again and lets the keyboard go on from there: an element must hold the focus for a moment, because
 * browsers take the next Tab stop from the last focus, not from the selection.
 */
export function returnTo(range) {
  const element = range.startContainer.parentElement;
  if (!element?.isConnected) return;
  const given = element.getAttribute("tabindex");
  if (given === null) element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: true });
  if (given === null) element.removeAttribute("tabindex");
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

function* textNodes(root, range) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let reached = false;
  for (let node = root.nodeType === Node.TEXT_NODE ? root : walker.nextNode(); node; node = walker.nextNode()) {
    if (range.intersectsNode(node)) yield node;
    else if (reached) return;
    reached ||= range.intersectsNode(node);
  }
}

/** Whether a range holds some of an article's text; a look at the range alone, without reading the article. */
export function holdsText(root, range) {
  const obeyed = obeyedIn(root);
  const left = new Map([[root, false]]);
  const isLeftOut = (element) => {
    if (!left.has(element)) left.set(element, isLeftOut(element.parentElement) || isSkipped(element, obeyed));
    return left.get(element);
  };
  const around = range.commonAncestorContainer;
  for (const node of textNodes(root.contains(around) ? around : root, range)) {
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.length;
    if (hasWords(node.data.slice(from, to)) && !isLeftOut(node.parentElement)) return true;
  }
  return false;
}

/** The part of the article's text inside a range; null when the range holds none of it. */
export function locate(article, range) {
  let start = null;
  let end = null;
  for (const run of article.runs) {
    if (!range.intersectsNode(run.node)) {
      if (start !== null) break;
      continue;
    }
    const from = firstSelected(run, range);
    const to = lastSelected(run, range);
    if (from >= to) continue;
    start ??= run.at + from - run.from;
    end = run.at + to - run.from;
  }
  return start === null ? null : trim(article.raw, { start, end });
}

function trim(raw, { start, end }) {
  while (start < end && /\s/.test(raw[start])) start += 1;
  while (end > start && /\s/.test(raw[end - 1])) end -= 1;
  return start < end ? { start, end } : null;
}

/** Offsets of the line of `raw` that holds an offset. */
function lineAround(raw, offset) {
  const start = raw.lastIndexOf("\n", offset - 1) + 1;
  const end = raw.indexOf("\n", offset);
  return { start, end: end < 0 ? raw.length : end };
}

/** Made once for each language: on a phone that takes longer than all the rest. */
const segmenters = new Map();

function segmenter(language, granularity) {
  if (!Intl.Segmenter) return null;
  const name = `${granularity} ${language}`;
  if (!segmenters.has(name)) segmenters.set(name, newSegmenter(language, granularity));
  return segmenters.get(name);
}

function newSegmenter(language, granularity) {
  try {
    return new Intl.Segmenter(language || undefined, { granularity });
  } catch {
    return new Intl.Segmenter(undefined, { granularity });
  }
}

// Scripts written without spaces: there a run of letters is no word, so without a segmenter nothing is widened.
const LETTER =
  "(?![\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}" +
  "\\p{Script=Myanmar}])[\\p{L}\\p{M}\\p{N}]";
const WORD = new RegExp(`(?:${LETTER})+(?:['’ʼ](?:${LETTER})+)*`, "gu");

/** The word of a line that an offset cuts in two, as `[start, end]` in code units of the line; undefined if none. */
function wordAt(line, at, language) {
  const words = segmenter(language, "word");
  if (words) {
    const part = words.segment(line).containing(at);
    return part?.isWordLike && part.index < at ? [part.index, part.index + part.segment.length] : undefined;
  }
  const found = Array.from(line.matchAll(WORD), (word) => [word.index, word.index + word[0].length]);
  return found.find(([start, end]) => start < at && at < end);
}

function wordAcross(raw, offset, language) {
  const line = lineAround(raw, offset);
  const word = wordAt(raw.slice(line.start, line.end), offset - line.start, language);
  return word ? { start: line.start + word[0], end: line.start + word[1] } : { start: offset, end: offset };
}

/** Whether an offset stands within a character of two code units, or before an accent that belongs to the letter. */
function cutsCharacter(raw, offset) {
  if (offset <= 0 || offset >= raw.length) return false;
  return raw.codePointAt(offset - 1) > 0xffff || /^\p{M}/u.test(raw.slice(offset, offset + 2));
}

/** Widens a span so that it cuts no word and no character in two. */
export function widenToWords(raw, span, language) {
  let { start } = wordAcross(raw, span.start, language);
  let { end } = wordAcross(raw, span.end, language);
  while (cutsCharacter(raw, start)) start -= 1;
  while (cutsCharacter(raw, end)) end += 1;
  return { start, end };
}

/** Cuts a span that is too long to be a pointer to a mistake, at the end of a word. */
export function shorten(raw, span) {
  if (span.end - span.start <= MAX_QUOTE) return span;
  const cut = raw.slice(span.start, span.start + MAX_QUOTE);
  const space = cut.search(/\s\S*$/u);
  let end = span.start + (space > MAX_QUOTE / 2 ? space : MAX_QUOTE);
  while (cutsCharacter(raw, end)) end -= 1;
  return { start: span.start, end };
}

/** The target of a span: quote, context, and place in the text that is sent (left out beyond the text's bound). */
export function describe(article, span, root) {
  const { raw } = article;
  const exact = normalise(raw.slice(span.start, span.end));
  const before = normalise(raw.slice(Math.max(0, span.start - 4 * CONTEXT), span.start));
  const after = normalise(raw.slice(span.end, span.end + 4 * CONTEXT));
  const start = countCharacters(normalise(raw.slice(0, span.start)));
  const end = start + countCharacters(exact);
  return {
    exact,
    prefix: Array.from(before).slice(-CONTEXT).join(""),
    suffix: Array.from(after).slice(0, CONTEXT).join(""),
    ...(end <= MAX_TEXT ? { start, end } : {}),
    scope: scopeOf(article.runAt(span.start).node, root),
  };
}

/** The sentence of `raw` around an offset, as far as its line goes. */
function sentenceAround(raw, offset, language) {
  const line = lineAround(raw, offset);
  const sentences = segmenter(language, "sentence");
  const part = sentences?.segment(raw.slice(line.start, line.end)).containing(offset - line.start);
  if (!part) return line;
  const start = line.start + part.index;
  return { start, end: start + part.segment.length };
}

/** The words in their sentence, for the reader to check: `{before, words, after}`, cut with an ellipsis where long. */
export function inSentence(raw, span, language) {
  return {
    before: cutBefore(raw.slice(sentenceAround(raw, span.start, language).start, span.start)),
    words: normalise(raw.slice(span.start, span.end)),
    after: cutAfter(raw.slice(span.end, sentenceAround(raw, span.end - 1, language).end)),
  };
}

function cutBefore(text) {
  const kept = text.length <= SHOWN_CONTEXT ? text : `… ${text.slice(-SHOWN_CONTEXT).replace(/^\S*\s+/u, "")}`;
  return normalise(kept.trimStart());
}

function cutAfter(text) {
  const kept = text.length <= SHOWN_CONTEXT ? text : `${text.slice(0, SHOWN_CONTEXT).replace(/\s+\S*$/u, "")} …`;
  return normalise(kept.trimEnd());
}

/** Finds words that a reader typed or pasted: the span, or null unless they stand in the text exactly once. */
export function findQuote(raw, quote) {
  const words = quote.trim().replace(/\s+/gu, " ");
  const pattern = words
    .split(" ")
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"))
    .join("\\s");
  const found = Array.from(raw.matchAll(new RegExp(pattern, "gu")));
  return found.length === 1 ? { start: found[0].index, end: found[0].index + found[0][0].length } : null;
}
