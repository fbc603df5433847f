/**
 * `<correction-reporter site key for>`: lets a reader report a mistake in the article.
 *
 * Under the article it says how; on a selection inside the article it offers a button and answers Ctrl + Enter. What it
 * sends, keeps and says is described in docs/corrections-reader.md.
 */

import { articleText, readArticle } from "./article-text.js";
import { CorrectionButton } from "./correction-button.js";
import { Delivery } from "./correction-delivery.js";
import { CorrectionDialog } from "./correction-dialog.js";
import { invitation, isShortcut } from "./correction-invitation.js";
import style from "./correction-style.js";
import { newKey } from "./correction-outbox.js";
import { arrivedLine, waitingLine } from "./correction-waiting.js";
import { base } from "./api.js";
import { h, put } from "./dom.js";
import { register, WidgetElement } from "./element.js";
import { askedLanguage } from "./i18n.js";
import { describe, findQuote, inSentence, locate, returnTo, selectedRange, shorten, widenToWords } from "./selection.js";
import { adopt } from "./style.js";

const OWN = "comment-thread, comment-count, correction-reporter, correction-notices";
/** Longest title the service takes, in characters. */
const MAX_TITLE = 300;

const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable='false'])";

function isField(target) {
  return target instanceof Element && target.closest(FIELDS) !== null;
}

export class CorrectionReporter extends WidgetElement {
  static observedAttributes = [...WidgetElement.observedAttributes, "for", "title"];
  static catalogues = ["corrections-"];

  #dialog = null;
  #button = null;
  #delivery = null;
  #kept = null;
  #subject = null;
  #draft = null;
  #item = null;

  render() {
    if (!this.site) throw new Error('the attribute "site" is missing');
    adopt(this.shadowRoot, style);
    const { signal, t } = this;
    this.#delivery = new Delivery(this.site, t.lang, (state, detail) => this.#background(state, detail));
    this.#dialog = new CorrectionDialog(t, { send: (form) => this.#send(form), closed: (draft, state) => this.#closed(draft, state) });
    this.#button = new CorrectionButton(t, () => this.#find(), (found) => this.#open(found));
    this.#kept = h("div", { class: "kept" });
    put(this.root, invitation(t, () => this.#open(null)), this.#kept, this.#button.element, this.#dialog.element);
    this.#showKept();
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.#button.listen(signal);
    this.#delivery.listen(signal);
    this.notify("corrections:loaded");
  }

  leave() {
    this.#dialog?.close();
  }

  failed(error) {
    console.error(`[commentsvc] <correction-reporter> is not shown: ${error.message}. See ${new URL("embed/help", base).href}`, error);
    put(this.root);
  }

  /** The article's element: the one named by `for`, else the `<article>` around or on the page, else `<main>`. */
  #articleElement() {
    const selector = this.getAttribute("for");
    if (!selector) return this.closest("article") ?? document.querySelector("article") ?? document.querySelector("main");
    try {
      const found = this.getRootNode().querySelector(selector);
      if (!found) console.warn(`[commentsvc] <correction-reporter for="${selector}">: nothing on this page matches`);
      return found;
    } catch {
      console.warn(`[commentsvc] <correction-reporter for="${selector}"> is not a CSS selector`);
      return null;
    }
  }

  get #articleHint() {
    const { title, ...article } = this.article;
    return { ...article, title: Array.from(title).slice(0, MAX_TITLE).join("") };
  }

  /** What is selected in the article, widened to whole words: `{article, span, range}` or null. */
  #find() {
    if (this.#dialog.isOpen || isField(document.activeElement)) return null;
    const range = selectedRange();
    const element = range && this.#articleElement();
    if (!element || !range.intersectsNode(element)) return null;
    const article = readArticle(element);
    const selected = locate(article, range);
    if (!selected) return null;
    const language = askedLanguage(element);
    const whole = widenToWords(article.raw, selected, language);
    const span = shorten(article.raw, whole);
    return { article, element, language, span, range, shortened: span.end < whole.end };
  }

  #key(event) {
    if (!isShortcut(event) || event.defaultPrevented || isField(event.composedPath()[0])) return;
    if (event.composedPath().some((node) => node instanceof Element && node.matches(OWN))) return;
    const found = this.#find();
    if (!found) return;
    event.preventDefault();
    this.#open(found);
  }

  #open(found) {
    if (this.#dialog.isOpen) return;
    this.#button.hide();
    const subject = found ? this.#describe(found) : { target: null, sentence: null, range: null };
    const same = this.#subject && this.#subject.target?.exact === subject.target?.exact && this.#subject.target?.start === subject.target?.start;
    this.#subject = subject;
    this.#item = null;
    this.#dialog.open(subject, same ? this.#draft : null);
    this.notify("corrections:opened", { quote: subject.target?.exact ?? null, scope: subject.target?.scope ?? null });
    if (subject.target) this.#askMatches(subject);
  }

  #describe({ article, element, language, span, range, shortened }) {
    return {
      target: describe(article, span, element),
      sentence: { ...inSentence(article.raw, span, language), shortened },
      range,
    };
  }

  async #askMatches(subject) {
    const found = await this.#delivery.matches(this.#articleHint, subject.target, this.signal);
    if (found && this.#subject === subject) this.#dialog.showMatches(found);
  }

  /** The body of the request; the text is read again, so that a page which grew meanwhile is sent as it is. */
  #body(form) {
    const element = this.#articleElement();
    const article = element ? readArticle(element) : null;
    const quote = form.typedQuote;
    const target = this.#subject.target ?? (quote ? this.#typedTarget(article, element, quote) : null);
    const text = article?.raw ? { text: articleText(article) } : {};
    return { article: { ...this.#articleHint, ...text }, target, ...form.values };
  }

  #typedTarget(article, element, quote) {
    const span = article && findQuote(article.raw, quote);
    return span ? describe(article, span, element) : { exact: quote, prefix: "", suffix: "" };
  }

  async #send(form) {
    const body = this.#body(form);
    const unchanged = this.#item && JSON.stringify(this.#item.body) === JSON.stringify(body);
    if (this.#item && !unchanged) this.#delivery.outbox.remove(this.#item.id);
    if (!unchanged) this.#item = this.#newItem(body);
    const item = this.#item;
    const result = await this.#delivery.send(item);
    if (result.state === "arrived") this.#arrived(item, result.report);
    else this.#tellFailure(result);
    this.#showKept();
    return { ...result, safe: this.#delivery.outbox.isSafe(item.id) };
  }

  #newItem(body) {
    return { id: newKey(), body, quote: body.target?.exact ?? null, at: new Date().toISOString(), refused: null };
  }

  #arrived(item, report) {
    this.#draft = null;
    this.#item = null;
    this.notify("corrections:sent", { id: report.id, kind: item.body.kind, already_reported: report.already_reported ?? 0 });
  }

  #tellFailure({ state, error }) {
    if (state === "waiting") this.notify("corrections:queued", { kind: error.kind, status: error.status });
    else this.notify("corrections:failed", { status: error.status, code: error.code });
    const remedy =
      error.status === 403 || error.status === 404 || error.kind === "network"
        ? `Check that the site "${this.site}" exists, that ${location.origin} is one of its origins, and that the page's ` +
          `Content-Security-Policy allows ${base.origin} in connect-src. See ${new URL("embed/help", base).href}`
        : "";
    console.warn(`[commentsvc] <correction-reporter>: a report was not taken (${error.status || error.kind}). ${remedy}`);
  }

  #closed(draft, state) {
    // A report that waits in the outbox needs no draft; it will be sent as it is.
    this.#draft = state === "waiting" ? null : draft;
    if (this.#subject?.target && this.#subject.range) returnTo(this.#subject.range);
    this.#showKept();
    this.notify("corrections:closed");
  }

  #background(state, { item, report, error }) {
    if (state === "arrived") {
      this.#arrived(item, report);
      this.announce(this.t("arrived_text"));
      this.#showKept(arrivedLine(this.t, item, report));
    } else {
      if (state === "refused") this.#tellFailure({ state, error });
      this.#showKept();
    }
  }

  /** The lines about kept reports; while the dialog is open it speaks for the one at hand. */
  #showKept(arrived = null) {
    const items = this.#dialog.isOpen ? [] : this.#delivery.outbox.list();
    const actions = {
      ontry: () => this.#delivery.flush(),
      onedit: (item) => this.#edit(item),
      ondrop: (item) => this.#drop(item),
    };
    const before = arrived ? [arrived] : [...this.#kept.children].filter((line) => line.matches(".good"));
    put(this.#kept, before, items.map((item) => waitingLine(this.t, item, actions)));
  }

  #drop(item) {
    this.#delivery.outbox.remove(item.id);
    this.#showKept();
    this.root.querySelector(".link")?.focus();
  }

  /** Opens a refused report again, with what the reader wrote. */
  #edit(item) {
    const { target, kind, ...typed } = item.body;
    const sentence = target ? { before: target.prefix, words: target.exact, after: target.suffix } : null;
    this.#delivery.outbox.remove(item.id);
    this.#subject = { target, sentence, range: null };
    this.#item = null;
    const draft = { kind, replacement: typed.replacement ?? target?.exact, ...typed };
    this.#dialog.open(this.#subject, draft);
    this.notify("corrections:opened", { quote: target?.exact ?? null, scope: target?.scope ?? null });
  }
}

register("correction-reporter", CorrectionReporter);
