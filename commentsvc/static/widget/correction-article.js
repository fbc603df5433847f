/** The article that a `<correction-reporter>` belongs to: found on the page, read, and searched for words. */

import { articleText, readArticle } from "./article-text.js";
import { askedLanguage } from "./language.js";
import { describe, findQuote, inSentence, locate, selectedRange, shorten, widenToWords } from "./selection.js";

/** Longest title the service takes, in characters. */
const MAX_TITLE = 300;

export class CorrectionArticle {
  #host;

  /** `host` is the reporter's element. */
  constructor(host) {
    this.#host = host;
  }

  /** The element named by `for`, else the `<article>` around the reporter or on the page, else `<main>`; or null. */
  get element() {
    const selector = this.#host.getAttribute("for");
    if (!selector) {
      return this.#host.closest("article") ?? document.querySelector("article") ?? document.querySelector("main");
    }
    try {
      const found = this.#host.getRootNode().querySelector(selector);
      if (!found) console.warn(`[commentsvc] <correction-reporter for="${selector}">: nothing on this page matches`);
      return found;
    } catch {
      console.warn(`[commentsvc] <correction-reporter for="${selector}"> is not a CSS selector`);
      return null;
    }
  }

  /** What the page says of the article, within the service's bounds. */
  get hint() {
    const { title, ...article } = this.#host.article;
    return { ...article, title: Array.from(title).slice(0, MAX_TITLE).join("") };
  }

  /** What is selected in the article, widened to whole words; null when that is nothing. */
  selected() {
    const range = selectedRange();
    const element = range && this.element;
    if (!element || !range.intersectsNode(element)) return null;
    const read = readArticle(element);
    const exactly = locate(read, range);
    if (!exactly) return null;
    const language = askedLanguage(element);
    const whole = widenToWords(read.raw, exactly, language);
    const span = shorten(read.raw, whole);
    return { read, element, language, span, range, shortened: span.end < whole.end };
  }

  /** The subject of a report about what was selected: `{target, sentence, range}`. */
  subject({ read, element, language, span, range, shortened }) {
    return {
      target: describe(read, span, element),
      sentence: { ...inSentence(read.raw, span, language), shortened },
      range,
    };
  }

  /** `{text}` for the request, read now, so that a page which grew meanwhile is sent as it is; `{}` without any. */
  get text() {
    const element = this.element;
    const read = element && readArticle(element);
    return read?.raw ? { text: articleText(read) } : {};
  }

  /** The target of words that the reader typed: with its place where they stand in the article exactly once. */
  typedTarget(quote) {
    const element = this.element;
    const read = element && readArticle(element);
    const span = read && findQuote(read.raw, quote);
    return span ? describe(read, span, element) : { exact: quote, prefix: "", suffix: "" };
  }
}
