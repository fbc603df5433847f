/** The parts a form is built from: labelled fields and the choice of kind, each with a place for its error. */

import { h, uid } from "./dom.js";

/** The closed list of kinds, in the order shown. */
export const KINDS = [
  "typo",
  "wrong_fact",
  "name_or_number",
  "unclear",
  "broken_link_or_media",
  "translation",
  "about_me",
  "other",
];

/** A labelled control: `{element, control, get value, set error}`. `hint` is a sentence tied to the control. */
export class Field {
  element;
  control;
  #error;
  #note;
  #describedBy;

  constructor(tag, { label, hint, ...props }) {
    const id = uid("field");
    this.#error = h("p", { class: "error", id: `${id}-error`, hidden: true });
    this.#note = hint ? h("p", { class: "hint", id: `${id}-hint` }, hint) : null;
    this.#describedBy = this.#note ? `${id}-hint` : null;
    this.control = h(tag, { class: "field", id, "aria-describedby": this.#describedBy, ...props });
    this.element = h(
      "div",
      { class: "entry" },
      h("label", { class: "label", for: id }, label),
      this.control,
      this.#note,
      this.#error,
    );
  }

  get value() {
    return this.control.value;
  }

  /** Another sentence in the place of the one that is tied to the control; only where it has one. */
  set hint(sentence) {
    this.#note.textContent = sentence;
  }

  /** Shows a reason next to the control, or takes it away with null. */
  set error(sentence) {
    this.#error.textContent = sentence ?? "";
    this.#error.hidden = !sentence;
    const ids = [this.#describedBy, sentence && this.#error.id].filter(Boolean).join(" ");
    if (ids) this.control.setAttribute("aria-describedby", ids);
    else this.control.removeAttribute("aria-describedby");
    if (sentence) this.control.setAttribute("aria-invalid", "true");
    else this.control.removeAttribute("aria-invalid");
  }

  get shown() {
    return !this.element.hidden;
  }

  set shown(yes) {
    this.element.hidden = !yes;
  }

  focus() {
    this.control.focus();
  }
}

/** The kinds as a group of chips (radio buttons). `onchange` is called when another one is chosen. */
export class KindChoice {
  element;
  #inputs;
  #error;

  constructor(t, chosen, onchange) {
    const name = uid("kind");
    this.#error = h("p", { class: "error", id: `${name}-error`, hidden: true });
    this.#inputs = KINDS.map((kind) =>
      h("input", { type: "radio", name, value: kind, checked: kind === chosen, onchange: () => onchange(kind) }),
    );
    const chips = this.#inputs.map((input) =>
      h("label", { class: "chip" }, input, h("span", {}, t(`kind_${input.value}`))),
    );
    this.element = h(
      "fieldset",
      { class: "entry kinds", "aria-describedby": this.#error.id },
      h("legend", { class: "label" }, t("kind_label")),
      h("div", { class: "chips" }, chips),
      this.#error,
    );
  }

  get value() {
    return this.#inputs.find((input) => input.checked)?.value ?? "other";
  }

  set error(sentence) {
    this.#error.textContent = sentence ?? "";
    this.#error.hidden = !sentence;
  }

  focus() {
    (this.#inputs.find((input) => input.checked) ?? this.#inputs[0]).focus();
  }
}
