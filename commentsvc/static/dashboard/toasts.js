/** Short messages at the foot of the page; the newest stands alone and may carry an undo button. */

const LASTS = 12000;

export class Toasts {
  #place;
  #words;
  #timer;

  constructor(place, words) {
    this.#place = place;
    this.#words = words;
    if (place.firstElementChild) this.#fade();
  }

  /** Show a message; `action`: `{ label, run }` a button, or `{ label, href }` a link; `undo` marks it for the key u. */
  show(message, { problem = false, action = null, undo = false } = {}) {
    const toast = document.createElement("div");
    toast.className = problem ? "toast problem" : "toast done";
    toast.dataset.toast = "";
    const text = document.createElement("span");
    text.textContent = message;
    toast.append(text);
    if (action) toast.append(this.#button(action, undo));
    this.#place.replaceChildren(toast);
    clearTimeout(this.#timer);
    if (!problem) this.#fade();
  }

  /** The undo button on show, if there is one. */
  get undoButton() {
    return this.#place.querySelector("[data-undo]");
  }

  clear() {
    clearTimeout(this.#timer);
    this.#place.replaceChildren();
  }

  #button({ label, run, href }, undo) {
    const button = document.createElement(href ? "a" : "button");
    button.className = "btn";
    button.textContent = label;
    if (href) button.href = href;
    else {
      button.type = "button";
      button.addEventListener("click", run);
    }
    if (undo) {
      button.dataset.undo = "";
      button.setAttribute("aria-keyshortcuts", "u");
      const key = document.createElement("kbd");
      key.setAttribute("aria-hidden", "true");
      key.textContent = "u";
      button.append(" ", key);
    }
    return button;
  }

  /** A message does not go while somebody points at it or stands on its button. */
  #fade() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#place.matches(":hover, :focus-within")) this.#fade();
      else this.clear();
    }, LASTS);
  }
}
