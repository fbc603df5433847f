/** Short messages at the foot of the page; the newest stands alone and may carry an undo button. */

const LASTS = 12000;

export class Toasts {
  #place;
  #words;
  #timer;
  #past = [];

  constructor(place, words) {
    this.#place = place;
    this.#words = words;
    if (place.firstElementChild) this.#fade();
  }

  /** Show a message.
   *
   * `action`: `{ label, run }` a button, or `{ label, href }` a link; `undo`: it takes back what was done, once, and
   * answers with a promise of whether that worked. `keep`: it stays beside later ones until it is closed, or settled.
   */
  show(message, { problem = false, action = null, undo = false, keep = false } = {}) {
    const toast = document.createElement("div");
    toast.className = problem ? "toast problem" : "toast done";
    toast.dataset.toast = "";
    const text = document.createElement("span");
    text.textContent = message;
    toast.append(text);
    if (undo) this.#past.push(action.run);
    if (action) toast.append(undo ? this.#undoButton(action) : button(action));
    if (keep) {
      this.settle();
      toast.dataset.kept = "";
      toast.append(button({ label: this.#words.textClose, run: () => toast.remove() }));
    }
    for (const old of this.#place.querySelectorAll(":scope > :not([data-kept])")) old.remove();
    this.#place.append(toast);
    clearTimeout(this.#timer);
    if (!problem) this.#fade();
  }

  /** Undo what was done last on this page and still stands; null when there is nothing of the kind. */
  undoLast() {
    const run = this.#past.pop();
    return run ? run() : null;
  }

  /** The undo button of a message that came with the page. */
  get undoButton() {
    return this.#place.querySelector("[data-undo]");
  }

  /** Take away the message that was kept; false when there is none. */
  settle() {
    const kept = this.#place.querySelector("[data-kept]");
    kept?.remove();
    return Boolean(kept);
  }

  #undoButton({ label, run }) {
    const made = button({
      label,
      run: () => {
        if (!this.#past.includes(run)) return;
        this.#past = this.#past.filter((one) => one !== run);
        run();
      },
    });
    made.dataset.undo = "";
    made.setAttribute("aria-keyshortcuts", "u");
    const key = document.createElement("kbd");
    key.setAttribute("aria-hidden", "true");
    key.textContent = "u";
    made.append(" ", key);
    return made;
  }

  /** A message does not go while somebody points at it or stands on its button. */
  #fade() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#place.matches(":hover, :focus-within")) this.#fade();
      else for (const old of this.#place.querySelectorAll(":scope > :not([data-kept])")) old.remove();
    }, LASTS);
  }
}

function button({ label, run, href }) {
  const made = document.createElement(href ? "a" : "button");
  made.className = "btn";
  made.textContent = label;
  if (href) made.href = href;
  else {
    made.type = "button";
    made.addEventListener("click", run);
  }
  return made;
}
