/** What a program does and a person does not: a field that nobody sees, and when the box was opened. */

import { call } from "./api.js";
import { h } from "./dom.js";

export class Traps {
  #opened = null;

  constructor({ site, thread, t }) {
    // Screen readers and the keyboard pass over it, and nothing that fills in forms knows its name.
    this.field = h("input", {
      ...{ class: "sr", name: "leave_empty", autocomplete: "off", tabindex: -1, "aria-hidden": "true" },
      ...{ "data-1p-ignore": true, "data-lpignore": "true", "data-bwignore": true, "data-form-type": "other" },
    });
    // A box of which the service knows no moment is as good as any.
    if (thread?.timed) {
      call("GET", `/sites/${encodeURIComponent(site)}/opening`, { query: { lang: t.lang }, cache: "no-store" })
        .then(({ opened }) => (this.#opened = opened))
        .catch(() => {});
    }
  }

  /** What goes with the text, where there is anything to be said. */
  get told() {
    return {
      ...(this.field.value && { leave_empty: this.field.value }),
      ...(this.#opened && { opened: this.#opened }),
    };
  }
}
