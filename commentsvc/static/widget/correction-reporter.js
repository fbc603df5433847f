/**
 * `<correction-reporter site key for>`: lets a reader report a mistake in the article.
 *
 * Under the article it says how; on a selection inside the article it offers a button and answers Ctrl + Enter. What it
 * sends, keeps and says is described in docs/corrections-reader.md.
 */

import { CorrectionArticle } from "./correction-article.js";
import { CorrectionButton } from "./correction-button.js";
import { Delivery } from "./correction-delivery.js";
import { draftOf, keepDraft } from "./correction-draft.js";
import { CorrectionDialog } from "./correction-dialog.js";
import { invitation, isShortcut } from "./correction-invitation.js";
import correctionStyle from "./correction-style.js";
import formStyle from "./form-style.js";
import { newKey } from "./correction-outbox.js";
import { arrivedLine, waitingLine } from "./correction-waiting.js";
import { base } from "./address.js";
import { h, put } from "./dom.js";
import { register, WidgetElement } from "./element.js";
import { returnTo } from "./selection.js";
import { adopt } from "./style.js";

const OWN = "comment-thread, comment-count, correction-reporter, correction-notices";
const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable='false'])";

function isField(target) {
  return target instanceof Element && target.closest(FIELDS) !== null;
}

export class CorrectionReporter extends WidgetElement {
  static observedAttributes = [...WidgetElement.observedAttributes, "for", "title"];
  static catalogues = ["corrections-"];

  #article = new CorrectionArticle(this);
  #dialog = null;
  #button = null;
  #delivery = null;
  #kept = null;
  #subject = null;
  #draft = null;
  #item = null;
  #opening = false;

  render() {
    if (!this.site) throw new Error('the attribute "site" is missing');
    adopt(this.shadowRoot, formStyle);
    adopt(this.shadowRoot, correctionStyle);
    const { signal, t } = this;
    this.#delivery = new Delivery(this.site, t.lang, (state, detail) => this.#background(state, detail));
    this.#dialog = new CorrectionDialog(t, {
      send: (form) => this.#send(form),
      typed: (draft) => keepDraft(this.site, this.#subject, draft),
      closed: (draft, state) => this.#closed(draft, state),
      privacy: new URL(`embed/${encodeURIComponent(this.site)}/privacy?lang=${t.lang}`, base).href,
    });
    this.#button = new CorrectionButton(
      t,
      () => this.#find(),
      (found) => this.#open(found),
    );
    this.#kept = h("div", { class: "kept" });
    put(
      this.root,
      invitation(t, () => this.#open(null)),
      this.#kept,
      this.#button.element,
      this.#dialog.element,
    );
    this.#showKept();
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.#button.listen(signal);
    this.#delivery.listen(signal);
    this.#tell("loaded");
  }

  leave() {
    this.#dialog?.close();
  }

  failed(error) {
    console.error(
      `[commentsvc] <correction-reporter> is not shown: ${error.message}. See docs/embed.md#attributes`,
      error,
    );
    put(this.root);
  }

  /** Tells the page; what a reader selected or wrote, and the report's secret, are the newsroom's business only. */
  #tell(name, detail = {}) {
    this.notify(`corrections:${name}`, { site: this.site, key: this.article.key, ...detail });
  }

  /** What is selected in the article, or null; nothing counts while the form is open or a field has the focus. */
  #find() {
    return this.#dialog.isOpen || isField(document.activeElement) ? null : this.#article.selected();
  }

  #key(event) {
    if (!isShortcut(event) || event.defaultPrevented || isField(event.composedPath()[0])) return;
    if (event.composedPath().some((node) => node instanceof Element && node.matches(OWN))) return;
    const found = this.#find();
    if (!found) return;
    event.preventDefault();
    this.#open(found);
  }

  async #open(found) {
    if (this.#dialog.isOpen || this.#opening) return;
    this.#button.hide();
    this.#opening = true;
    const subject = await this.#article.subject(found).finally(() => (this.#opening = false));
    if (!this.isConnected) return;
    const same =
      this.#subject &&
      this.#subject.target?.exact === subject.target?.exact &&
      this.#subject.target?.start === subject.target?.start;
    this.#subject = subject;
    this.#item = null;
    this.#dialog.open(subject, (same && this.#draft) || draftOf(this.site, subject));
    this.#tell("opened", { scope: subject.target?.scope ?? null });
    if (subject.target) this.#askMatches(subject);
  }

  async #askMatches(subject) {
    const found = await this.#delivery.matches(subject.article, subject.target, this.signal);
    if (found && this.#subject === subject) this.#dialog.showMatches(found, () => this.#join(subject));
  }

  async #join({ article, target }) {
    const joined = await this.#delivery.join(article, target, this);
    this.#tell("joined", { open: joined.open });
    return joined;
  }

  #body(form) {
    const { article, target } = this.#subject;
    const quote = form.typedQuote;
    const typed = quote ? this.#article.typedTarget(this.#subject, quote) : null;
    return { article, target: target ?? typed, ...form.values };
  }

  async #send(form) {
    const body = this.#body(form);
    const unchanged = this.#isUnchanged(body);
    if (this.#item && !unchanged) this.#delivery.outbox.remove(this.#item.id);
    if (!unchanged) this.#item = this.#newItem(body);
    const item = this.#item;
    const result = await this.#delivery.send(item);
    // From here on the outbox keeps it, or nothing has to.
    if (result.state !== "refused") keepDraft(this.site, this.#subject, null);
    if (result.state === "arrived") this.#arrived(item, result.report);
    else this.#tellFailure(result);
    this.#showKept();
    return { ...result, safe: this.#delivery.outbox.isSafe(item.id) };
  }

  #isUnchanged(body) {
    return this.#item !== null && JSON.stringify(this.#item.body) === JSON.stringify(body);
  }

  #newItem(body) {
    return { id: newKey(), body, quote: body.target?.exact ?? null, at: new Date().toISOString(), refused: null };
  }

  #arrived(item, report) {
    this.#draft = null;
    this.#item = null;
    this.#tell("sent", { id: report.id, kind: item.body.kind, already_reported: report.already_reported ?? 0 });
  }

  #tellFailure({ state, error }) {
    if (state === "waiting") this.#tell("queued", { code: error.code ?? error.kind, status: error.status });
    else this.#tell("failed", { code: error.code ?? null, status: error.status });
    const remedy =
      error.status === 403 || error.status === 404 || error.kind === "network"
        ? `Check that the site "${this.site}" exists, that ${location.origin} is one of its origins, and that the ` +
          `page's Content-Security-Policy allows ${base.origin} in connect-src. See docs/embed.md#console-messages`
        : "";
    console.warn(
      `[commentsvc] <correction-reporter>: a report was not taken (${error.status || error.kind}). ${remedy}`,
    );
  }

  #closed(draft, state) {
    // A report that waits in the outbox needs no draft; it will be sent as it is.
    this.#draft = state === "waiting" ? null : draft;
    if (this.#subject?.target && this.#subject.range) returnTo(this.#subject.range);
    this.#showKept();
    this.#tell("closed");
  }

  #background(state, { item, report, error }) {
    if (state === "arrived") {
      const shown = this.#dialog.form && this.#item?.id === item.id && this.#isUnchanged(this.#body(this.#dialog.form));
      this.#arrived(item, report);
      if (shown) {
        this.#dialog.showArrived(report);
        return;
      }
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
    put(
      this.#kept,
      before,
      items.map((item) => waitingLine(this.t, item, actions)),
    );
  }

  #drop(item) {
    this.#delivery.outbox.remove(item.id);
    this.#showKept();
    this.root.querySelector(".link")?.focus();
  }

  /** Opens a refused report again, with what the reader wrote. */
  #edit(item) {
    const { article, target, kind, ...typed } = item.body;
    const sentence = target ? { before: target.prefix, words: target.exact, after: target.suffix } : null;
    this.#subject = { article, target, sentence, range: null };
    // It stays kept until its successor is; with another key, because this one's answer was no.
    this.#item = { ...item, body: null };
    const draft = { kind, replacement: typed.replacement ?? target?.exact, ...typed };
    this.#dialog.open(this.#subject, draft);
    this.#tell("opened", { scope: target?.scope ?? null });
  }
}

register("correction-reporter", CorrectionReporter);
