/** What the reader fills in: the words, the kind, the proposal, the remark, a source, an address. */

import { h } from "./dom.js";
import { Field, KindChoice } from "./correction-fields.js";
import { quoteView } from "./correction-quote.js";

const WITH_SOURCE = new Set(["wrong_fact", "name_or_number"]);

/** Bounds of the typed fields, in characters; the service has the same. */
const LIMITS = { quote: 2_000, replacement: 2_000, remark: 2_000, source_url: 2_000, contact: 254 };

/** Which of our fields an error of the service belongs to, by the first part of its name. */
const OWN_FIELD = { target: "quote", exact: "quote" };

function withScheme(address) {
  const trimmed = address.trim();
  return !trimmed || /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `https://${trimmed}`;
}

function isAddress(text) {
  try {
    return Boolean(new URL(text));
  } catch {
    return false;
  }
}

/**
 * The form's body. `subject` is `{sentence, target}` or, without a selection, `{}`; `draft` what was typed before;
 * `privacy` the address of the privacy page.
 */
export class CorrectionForm {
  element;
  #t;
  #subject;
  #kind;
  #fields;
  #quote;
  #answer;
  #wantsAnswer;
  #privacy;

  constructor(t, subject, draft = null, privacy = "") {
    this.#t = t;
    this.#privacy = privacy;
    this.#subject = subject;
    const kind = draft?.kind ?? (subject.target ? "typo" : "other");
    this.#kind = new KindChoice(t, kind, () => this.#arrange());
    this.#fields = this.#makeFields(draft);
    this.#answer = this.#makeAnswer(draft);
    this.#quote = subject.target ? quoteView(t, subject.sentence) : null;
    const { quote, replacement, remark, source_url, contact } = this.#fields;
    this.element = h("div", { class: "fields" }, [
      this.#quote?.element ?? quote.element,
      replacement.element,
      this.#kind.element,
      remark.element,
      source_url.element,
      this.#answer,
      contact.element,
    ]);
    this.#arrange();
  }

  #makeFields(draft) {
    const t = this.#t;
    const exact = this.#subject.target?.exact ?? "";
    const privacy = h("a", { href: this.#privacy, target: "_blank", rel: "noopener" }, t("privacy"));
    const text = (name, tag, props) =>
      new Field(tag, { label: t(`${name}_label`), maxlength: LIMITS[name], value: draft?.[name] ?? "", ...props });
    return {
      quote: text("quote", "textarea", { rows: 2, hint: t("quote_hint") }),
      replacement: text("replacement", "textarea", {
        rows: exact.length > 60 ? 3 : 1,
        value: draft?.replacement ?? exact,
        oninput: () => this.#showDifference(),
      }),
      remark: text(
        "remark",
        "textarea",
        exact ? { rows: 2 } : { rows: 4, class: "field roomy", label: t("remark_needed_label") },
      ),
      source_url: text("source_url", "input", {
        type: "url",
        inputmode: "url",
        hint: t("source_url_hint"),
        placeholder: "https://",
      }),
      contact: text("contact", "input", { type: "email", autocomplete: "email", hint: [t("contact_hint"), " ", privacy] }),
    };
  }

  #makeAnswer(draft) {
    this.#wantsAnswer = h("input", {
      type: "checkbox",
      checked: Boolean(draft?.contact),
      onchange: () => this.#arrange(true),
    });
    return h("label", { class: "check" }, this.#wantsAnswer, h("span", {}, this.#t("want_answer")));
  }

  /** Shows the fields that the kind calls for. */
  #arrange(byAnswer = false) {
    const kind = this.#kind.value;
    const { quote, replacement, source_url, contact } = this.#fields;
    const hasTarget = Boolean(this.#subject.target);
    quote.shown = !hasTarget;
    replacement.shown = hasTarget;
    source_url.shown = WITH_SOURCE.has(kind);
    const aboutMe = kind === "about_me";
    this.#answer.hidden = aboutMe;
    contact.shown = aboutMe || this.#wantsAnswer.checked;
    contact.control.required = aboutMe;
    contact.hint = this.#t(aboutMe ? "contact_needed_hint" : "contact_hint");
    if (byAnswer && contact.shown) contact.focus();
    this.#showDifference();
  }

  #showDifference() {
    const { replacement } = this.#fields;
    this.#quote?.compare(replacement.shown ? replacement.value : null);
  }

  /** What is in the fields, as typed: kept as a draft, compared between tries. */
  get typed() {
    const fields = Object.entries(this.#fields).map(([name, field]) => [name, field.value]);
    return { kind: this.#kind.value, ...Object.fromEntries(fields) };
  }

  /** True when the reader has changed nothing that would be worth keeping. */
  get untouched() {
    const { quote, replacement, remark, source_url, contact } = this.typed;
    return replacement === (this.#subject.target?.exact ?? "") && !(quote + remark + source_url + contact).trim();
  }

  /** The report as the API wants it, without the article: only fields that are shown and filled in. */
  get values() {
    const exact = this.#subject.target?.exact;
    const { replacement, remark, source_url, contact } = this.#fields;
    const values = { kind: this.#kind.value };
    const proposal = replacement.value.trim();
    const leaveOut = replacement.shown && !proposal;
    if (replacement.shown && proposal && proposal !== exact.trim()) values.replacement = proposal;
    // The API cannot tell "nothing in their place" from "no proposal", so that one is said in words.
    const said = [leaveOut ? this.#t("leave_out") : "", remark.value.trim()].filter(Boolean).join("\n");
    if (said) values.remark = said;
    if (source_url.shown && source_url.value.trim()) values.source_url = withScheme(source_url.value);
    if (contact.shown && contact.value.trim()) values.contact = contact.value.trim();
    return values;
  }

  /** The words typed where nothing was selected. */
  get typedQuote() {
    return this.#subject.target ? "" : this.#fields.quote.value.trim();
  }

  /** Checks before sending; shows reasons at the fields, focuses the first, and says whether all is well. */
  validate() {
    const found = {};
    const { contact, source_url } = this.values;
    const remark = this.typed.remark.trim();
    const aboutMe = this.#kind.value === "about_me";
    const needsRemark = !this.#subject.target || this.#kind.value === "other" || aboutMe;
    if (needsRemark && !remark) found.remark = this.#t("error_remark");
    if (source_url && !isAddress(source_url)) found.source_url = this.#t("error_source_url");
    if (aboutMe && !contact) found.contact = this.#t("error_contact_needed");
    if (contact && !/^\S+@\S+\.\S+$/.test(contact)) found.contact = this.#t("error_contact");
    return this.#show(found);
  }

  /** Shows the service's reasons at their fields; gives the sentences that belong to no field. */
  showErrors(errors) {
    const found = {};
    const general = [];
    for (const { field, message } of errors) {
      const first = String(field ?? "").split(".")[0];
      const name = OWN_FIELD[first] ?? first;
      if (name === "kind" || this.#fields[name]?.shown) found[name] = message;
      else general.push(message);
    }
    this.#show(found);
    return general;
  }

  #show(found) {
    const places = { kind: this.#kind, ...this.#fields };
    for (const [name, place] of Object.entries(places)) place.error = found[name] ?? null;
    const first = Object.keys(places).find((name) => found[name]);
    if (first) places[first].focus();
    return !first;
  }

  /** Puts the caret where work begins: into the proposal, or the first field without a selection. */
  focus() {
    const { quote, replacement, remark } = this.#fields;
    const field = [replacement, quote, remark].find((one) => one.shown);
    field.focus();
    field.control.setSelectionRange(field.value.length, field.value.length);
  }
}
