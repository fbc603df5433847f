/** The article that a `<correction-reporter>` belongs to: found on the page, read, and searched for words. */

import { articleElement } from "./article-element.js";
import { readInSlices } from "./article-reading.js";
import { askedLanguage } from "./language.js";
import { describe, findQuote, holdsText, inSentence, locate, selectedRange, shorten, widenToWords } from "./selection.js";

/** Longest title the service takes, in characters. */
const MAX_TITLE = 300;

export class CorrectionArticle {
  #host;

  /** `host` is the reporter's element. */
  constructor(host) {
    this.#host = host;
  }

  /** The article's element, or null (see `articleElement`). */
  get element() {
    return articleElement(this.#host);
  }

  /** What the page says of the article, within the service's bounds. */
  get hint() {
    const { title, ...article } = this.#host.article;
    return { ...article, title: Array.from(title).slice(0, MAX_TITLE).join("") };
  }

  /** What is selected, `{element, range}`; null where that is nothing of the article's text. */
  selected() {
    const range = selectedRange();
    const element = range && this.element;
    return element && range.intersectsNode(element) && holdsText(element, range) ? { element, range } : null;
  }

  /**
   * The subject of a report: `{article, target, sentence, range, read}`, about what was selected, or, without, about
   * the article as it is now. `article` has the text in which the target stands.
   */
  async subject(found) {
    const element = found?.element ?? this.element;
    const read = element && (await readInSlices(element));
    const text = read?.raw ? { text: read.text } : {};
    const whole = { article: { ...this.hint, ...text }, target: null, sentence: null, range: null, read, element };
    const exactly = found && locate(read, found.range);
    if (!exactly) return whole;
    const language = askedLanguage(element);
    const words = widenToWords(read.raw, exactly, language);
    const span = shorten(read.raw, words);
    const sentence = { ...inSentence(read.raw, span, language), shortened: span.end < words.end };
    return { ...whole, target: describe(read, span, element), sentence, range: found.range };
  }

  /** The target of words that the reader typed: with its place where they stand in the article exactly once. */
  typedTarget({ read, element }, quote) {
    const span = read && findQuote(read.raw, quote);
    return span ? describe(read, span, element) : { exact: quote, prefix: "", suffix: "" };
  }
}
