/**
 * "Open at these words": brings a reader to the words that the address names, where the browser's own text fragments
 * do not (docs/extraction.md). The address may say anything, so it is only ever compared with the article's text.
 */

import { articleElement } from "./article-element.js";
import { readInSlices } from "./article-reading.js";
import { normalise } from "./article-text.js";

const NAME = "commentsvc-quote";

/** Longest quote that is marked, and longest words that are looked for, in characters. */
const LONGEST = 2_000;
const MAX_WORDS = 200;

/** Places compared with the surroundings that the address names; more would only cost time. */
const MAX_PLACES = 500;

/** The quote that a fragment names, `{words, length, before, after}` brought within bounds; null without one. */
function quoteIn(hash) {
  const values = new URLSearchParams(hash.replace(/^#/, "").split(":~:")[0]);
  const words = (values.get(NAME) ?? "").slice(0, MAX_WORDS);
  if (!words.trim()) return null;
  const length = Math.min(Number.parseInt(values.get("length"), 10) || 0, LONGEST);
  const [before, after] = ["before", "after"].map((name) => (values.get(name) ?? "").slice(0, MAX_WORDS));
  return { words, length: Math.max(length, Array.from(words).length), before, after };
}

function inCommon(one, other) {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count += 1;
  return count;
}

function reversed(text) {
  return Array.from(text).reverse();
}

/** The place of a quote in a text, `{start, end}` in UTF-16 code units; null where its words do not stand. */
function placeOf(text, { words, length, before, after }) {
  let best = null;
  let start = text.indexOf(words);
  for (let place = 0; start >= 0 && place < MAX_PLACES; place += 1) {
    const end = start + Array.from(text.slice(start, start + 2 * length)).slice(0, length).join("").length;
    const agreed =
      inCommon(reversed(before), reversed(text.slice(Math.max(0, start - MAX_WORDS), start))) +
      inCommon(Array.from(after), Array.from(text.slice(end, end + MAX_WORDS)));
    if (!best || agreed > best.agreed) best = { start, end, agreed };
    start = text.indexOf(words, start + 1);
  }
  return best;
}

/** The offset of `raw` at which its first `length` code units in NFC end. */
function unnormalised(raw, length) {
  if (normalise(raw.slice(0, length)).length === length) return length;
  let [low, high] = [0, raw.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (normalise(raw.slice(0, middle)).length < length) low = middle + 1;
    else high = middle;
  }
  return low;
}

function bringIntoView(range) {
  const element = range.startContainer.parentElement;
  for (let each = element; each; each = each.parentElement) if (each.localName === "details") each.open = true;
  const isInView = ({ top, bottom }) => top >= 0 && bottom <= innerHeight;
  // The browser's own text fragment may have brought us here already.
  if (!isInView(range.getBoundingClientRect())) element.scrollIntoView({ block: "center" });
  const { top, bottom } = range.getBoundingClientRect();
  if (top > innerHeight || bottom < 0) scrollBy({ top: top - innerHeight / 3 });
  const given = element.getAttribute("tabindex");
  if (given === null) element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: true });
  if (given === null) element.removeAttribute("tabindex");
}

function highlight(range) {
  if (!globalThis.CSS?.highlights || !globalThis.Highlight) return;
  if (!CSS.highlights.has(NAME)) {
    const sheet = new CSSStyleSheet();
    // In a layer, so that a rule of the page's own counts more.
    sheet.replaceSync(`@layer commentsvc { ::highlight(${NAME}) { background-color: Mark; color: MarkText } }`);
    document.adoptedStyleSheets.push(sheet);
  }
  CSS.highlights.set(NAME, new Highlight(range));
}

/** Shows the words that the address names, if they are there. */
async function showQuote() {
  const quote = quoteIn(location.hash);
  const element = quote && articleElement(document.querySelector("correction-reporter"));
  if (!element) return;
  const reading = await readInSlices(element);
  const place = placeOf(normalise(reading.raw), quote);
  if (!place) return;
  const range = reading.rangeOf({
    start: unnormalised(reading.raw, place.start),
    end: unnormalised(reading.raw, place.end),
  });
  bringIntoView(range);
  highlight(range);
}

addEventListener("hashchange", showQuote);
showQuote();
