/** The dialog: the form, the state of sending, and what became of the report. */

import { button, h, icon, put, uid } from "./dom.js";
import { CorrectionForm } from "./correction-form.js";
import { isShortcut, isTouchOnly } from "./correction-invitation.js";
import { arrivedView } from "./correction-arrived.js";
import { joinedView, placeView } from "./correction-joining.js";

const CROSS = "M5 5l10 10M15 5L5 15";

/** A mistake of ours must not leave the reader before a form that never answers. */
function unexpected(error) {
  console.error("[commentsvc] <correction-reporter>: sending failed", error);
  return { state: "waiting", error: { kind: "problem", status: 0 }, safe: false };
}

/**
 * One dialog per element. `handlers`: `send(form)` gives a promise of `{state, …}` (see correction-delivery.js, with
 * `safe` where it waits), `closed(draft, sent)` is told what was typed and not sent; `privacy`: the
 * address of the privacy page.
 */
export class CorrectionDialog {
  element;
  #t;
  #handlers;
  #form = null;
  #title;
  #body;
  #foot;
  #outcome;
  #notice;
  #send;
  #cancel;
  #state = "closed";

  constructor(t, handlers) {
    this.#t = t;
    this.#handlers = handlers;
    const titleId = uid("title");
    this.#title = h("h2", { id: titleId, tabindex: "-1" }, t("title"));
    const close = button(
      { class: "btn quiet close", "aria-label": t("close"), onclick: () => this.close() },
      icon(CROSS),
    );
    this.#body = h("div", { class: "body" });
    this.#foot = h("div", { class: "foot" });
    this.#outcome = h("div", { class: "outcome", role: "alert" });
    this.#notice = h("div", { class: "notice", role: "status" });
    this.element = h(
      "dialog",
      {
        class: "dialog correction",
        part: "dialog",
        "aria-labelledby": titleId,
        // The event comes late: by then the form may have been opened anew.
        onclose: () => this.isOpen || this.#closed(),
        oncancel: () => this.close(),
      },
      h(
        "form",
        {
          class: "sheet",
          novalidate: true,
          onsubmit: (event) => this.#submit(event),
          onkeydown: (event) => this.#key(event),
          oninput: () => this.#form && this.#handlers.typed(this.#form.untouched ? null : this.#form.typed),
        },
        h("header", { class: "head" }, this.#title, close),
        this.#body,
        this.#foot,
      ),
    );
  }

  get isOpen() {
    return this.element.open;
  }

  /** The form at hand, or null. */
  get form() {
    return this.#form;
  }

  /** Opens the form for a subject, with what was typed before. */
  open(subject, draft) {
    this.#state = "form";
    this.#title.textContent = this.#t("title");
    this.#form = new CorrectionForm(this.#t, subject, draft, this.#handlers.privacy);
    put(this.#notice);
    put(this.#outcome);
    this.#send = h("button", { type: "submit", class: "btn primary send" }, this.#t("send"));
    this.#cancel = button({ class: "btn cancel", onclick: () => this.close() }, this.#t("cancel"));
    put(this.#body, this.#notice, this.#form.element);
    const where = h("p", { class: "hint where" }, this.#t("where_it_goes"));
    put(
      this.#foot,
      this.#outcome,
      h("div", { class: "last" }, where, h("div", { class: "actions" }, this.#cancel, this.#send)),
    );
    this.element.showModal();
    this.#body.scrollTop = 0;
    // On a phone the keyboard would cover half of the sheet before it has been read.
    if (isTouchOnly()) this.#title.focus({ preventScroll: true });
    else this.#form.focus();
  }

  close() {
    if (this.element.open) this.element.close();
    this.#closed();
  }

  /** After closing, once: at once when we close it, by the event of the browser when it does. */
  #closed() {
    if (this.#state === "closed") return;
    const unsent = this.#state !== "arrived" && this.#form && !this.#form.untouched;
    const draft = unsent ? this.#form.typed : null;
    const state = this.#state;
    this.#state = "closed";
    this.#form = null;
    put(this.#body);
    put(this.#foot);
    this.#handlers.closed(draft, state);
  }

  /** Says above the form who has reported the same place, and lets the reader join them with `join`. */
  showMatches(found, join) {
    if (this.#state !== "form") return;
    const view = placeView(this.#t, found, join, ({ open }) => this.#joined(open));
    if (view) put(this.#notice, view);
  }

  /** Joining was all that the reader wanted, or comes before what they are writing. */
  #joined(open) {
    if (this.#state !== "form") return;
    const view = joinedView(this.#t, open);
    if (this.#form.untouched) this.#thank(view);
    else {
      put(this.#notice, view);
      view.focus();
    }
  }

  #key(event) {
    if (!isShortcut(event)) return;
    event.preventDefault();
    event.currentTarget.requestSubmit();
  }

  async #submit(event) {
    event.preventDefault();
    if (this.#state === "sending" || this.#state === "arrived") return;
    put(this.#outcome);
    if (!this.#form.validate()) return;
    const form = this.#form;
    this.#busy(true);
    const result = await this.#handlers.send(form).catch(unexpected);
    if (this.#form !== form) return;
    this.#busy(false);
    this.#show(result);
  }

  #busy(yes) {
    this.#state = yes ? "sending" : "form";
    this.#form.element.inert = yes;
    this.#send.setAttribute("aria-disabled", String(yes));
    this.#send.textContent = this.#t(yes ? "sending" : "send");
  }

  #show(result) {
    if (result.state === "arrived") this.showArrived(result.report);
    else if (result.state === "waiting") this.#showWaiting(result);
    else this.#showRefused(result.error);
  }

  /** The thank-you, in the place of the form. */
  showArrived(report) {
    this.#thank(arrivedView(this.#t, report, this.#form?.values.contact));
  }

  #thank(view) {
    this.#state = "arrived";
    this.#title.textContent = this.#t("arrived_title");
    put(this.#body, view);
    put(
      this.#foot,
      h("div", { class: "actions" }, button({ class: "btn primary", onclick: () => this.close() }, this.#t("done"))),
    );
    this.#body.scrollTop = 0;
    this.#title.focus();
  }

  #showWaiting({ error, safe }) {
    this.#state = "waiting";
    const t = this.#t;
    const offline = error.kind !== "problem";
    const why = offline ? t("waiting_offline") : error.status === 429 ? t("waiting_limit") : t("waiting_service");
    put(
      this.#outcome,
      h("p", { class: "note bad" }, h("strong", {}, t("not_sent_yet")), " ", why, " ", t(safe ? "kept" : "not_kept")),
    );
    this.#send.textContent = t("try_now");
    if (safe) this.#cancel.textContent = t("close");
  }

  #showRefused(error) {
    const general = error.errors.length
      ? this.#form.showErrors(error.errors)
      : [error.title ?? this.#t("refused_unknown")];
    const reasons = general.length ? general.join(" ") : this.#t("refused_fields");
    put(this.#outcome, h("p", { class: "note bad" }, h("strong", {}, this.#t("refused")), " ", reasons));
  }
}
