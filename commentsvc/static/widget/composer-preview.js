/** Shows in the box's place what the service would publish, drawn as comments are; what was typed is not touched. */

import { drawBody } from "./body.js";
import { button, h, put } from "./dom.js";
import { send, sentenceOf } from "./session.js";

/** The preview of one box. `check()` says whether there is something to show, `say(sentence)` shows a remark. */
export class Preview {
  #thread;
  #shell;
  #check;
  #say;
  #asking = null;
  #panel = null;

  constructor(thread, shell, { check, say }) {
    this.#thread = thread;
    this.#shell = shell;
    this.#check = check;
    this.#say = say;
    this.button = button({ class: "tool words", part: "preview-button", onclick: () => this.toggle() });
    shell.box.addEventListener("input", () => this.#asking?.abort());
    this.#label();
  }

  get open() {
    return this.#panel !== null;
  }

  #label() {
    const { t } = this.#thread;
    this.button.setAttribute("aria-busy", String(Boolean(this.#asking)));
    put(this.button, this.#asking && h("span", { class: "spinner" }), t(this.open ? "preview_end" : "preview"));
  }

  /** From writing to the preview and back; focus stays on the button. */
  async toggle() {
    if (this.#asking) return;
    if (this.open) {
      this.close();
      this.#thread.element.announce(this.#thread.t("preview_ended"));
    } else if (this.#check()) await this.#ask();
  }

  async #ask() {
    const { site, t } = this.#thread;
    const asking = new AbortController();
    this.#asking = asking;
    this.#label();
    try {
      const path = `/sites/${encodeURIComponent(site)}/preview`;
      const body = { source: this.#shell.box.value };
      const answer = await send("POST", path, { body, lang: t.lang, signal: asking.signal });
      if (!asking.signal.aborted) this.#show(answer.body);
    } catch (error) {
      if (error.kind !== "aborted") this.#failed(error);
    } finally {
      this.#asking = null;
      this.#label();
    }
  }

  #show(body) {
    const { element, t } = this.#thread;
    const { box, form } = this.#shell;
    // The answer may come when the reader is back in the box; hiding it would lose the focus.
    const focused = element.shadowRoot.activeElement === box;
    const props = { class: "preview", part: "preview", role: "group", "aria-label": t("preview_label") };
    this.#panel = h("div", props, h("div", { class: "body", part: "body", dir: "auto" }, drawBody(body)));
    box.after(this.#panel);
    box.hidden = true;
    form.classList.add("previewing");
    this.#say(null);
    if (focused) this.button.focus();
    element.announce(t("preview_shown"));
  }

  #failed(error) {
    const { t } = this.#thread;
    if (error.status === 429) this.#say(t("too_fast", { n: error.retryAfter ?? 10 }), "");
    else this.#say((error.status < 500 && sentenceOf(error)) || t("preview_failed"), "");
  }

  /** Back to writing; `focus` also moves the focus into the box. */
  close(focus = false) {
    this.#asking?.abort();
    const { box, form } = this.#shell;
    this.#panel?.remove();
    this.#panel = null;
    box.hidden = false;
    form.classList.remove("previewing");
    this.#label();
    if (focus) box.focus();
  }
}
