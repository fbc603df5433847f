/** The choice between all comments, the editors' picks and what the newsroom wrote. */

import { button, h, put } from "./dom.js";

const NAMES = ["featured", "staff"];

/** Knows the filter in force; `thread.filter` is its name, or null for all comments. */
export class Filters {
  #thread;
  #control = null;

  constructor(thread) {
    this.#thread = thread;
  }

  /** Draws the control where `thread.thread.filters` names a filter that would show something. */
  draw(place) {
    const { t, thread, filter } = this.#thread;
    const names = NAMES.filter((name) => thread.filters?.includes(name) || name === filter);
    const focused = this.#control?.contains(this.#thread.element.shadowRoot.activeElement);
    const item = (name) =>
      button(
        {
          class: "filter",
          part: "filter-button",
          "data-filter": name ?? "all",
          "aria-pressed": String((filter ?? null) === name),
          onclick: () => this.set(name),
        },
        t(`filter_${name ?? "all"}`),
      );
    this.#control = names.length
      ? h(
          "div",
          { class: "filters", part: "filters", role: "group", "aria-label": t("filter_label") },
          [null, ...names].map(item),
        )
      : null;
    put(place, this.#control, filter && h("p", { class: "filter-note" }, t("filter_note")));
    if (focused) this.#control?.querySelector('[aria-pressed="true"]')?.focus();
    // Filtered comments stand in one row by time; the order has nothing to say there.
    this.#thread.sorts.inert = Boolean(filter);
  }

  /** Shows only what a filter lets through; null shows all again. */
  async set(name) {
    const thread = this.#thread;
    if ((thread.filter ?? null) === name) return;
    const before = thread.filter;
    thread.filter = name;
    this.#press();
    const { redraw } = await import("./sorting.js");
    const shown = thread.t(`filter_${name ?? "all"}`);
    if (await redraw(thread, `${thread.t("filter_label")}: ${shown}`)) return;
    if (thread.filter !== name) return;
    thread.filter = before;
    this.#press();
  }

  #press() {
    const name = this.#thread.filter ?? "all";
    for (const node of this.#control?.querySelectorAll("button") ?? [])
      node.setAttribute("aria-pressed", String(node.dataset.filter === name));
  }
}
