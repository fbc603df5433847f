/** The column of cards: which one is current, how they leave and come back, and what stands where all have left. */

export class Cards {
  #root;
  #words;
  #list;

  constructor(root, words) {
    this.#root = root;
    this.#words = words;
    this.#list = root.querySelector("[data-cards]");
  }

  start() {
    if (!this.#list) return;
    this.#list.addEventListener("focusin", (event) => this.#mark(event.target.closest("[data-card]")));
    this.#list.addEventListener("toggle", (event) => this.#menuToggled(event.target), { capture: true });
    this.#toNamed();
  }

  /** Where they stand; null on a page without cards. */
  get list() {
    return this.#list;
  }

  get all() {
    return [...(this.#list?.querySelectorAll("[data-card]") ?? [])];
  }

  /** Those that wait for a decision: neither being saved nor decided by somebody else. */
  get open() {
    return this.all.filter((card) => !card.matches(".busy, .overtaken"));
  }

  get current() {
    return this.#list?.querySelector("[data-card].current") ?? null;
  }

  /** The card that keys act on: the current one, or the only one. */
  get target() {
    return this.current ?? (this.open.length === 1 ? this.open[0] : null);
  }

  /** Whether the focus is nowhere: whoever had it, lost it. */
  get idle() {
    const { body, activeElement } = this.#root;
    return activeElement === body || activeElement.matches("main, [data-empty]");
  }

  /** Go to the next (1) or previous (-1) card, from nowhere to the first; false where there is none further on. */
  step(by) {
    const cards = this.all.filter((card) => !card.matches(".busy"));
    const at = cards.indexOf(this.current);
    const to = at < 0 ? 0 : at + by;
    this.focus(cards[Math.min(Math.max(to, 0), cards.length - 1)]);
    return to < cards.length;
  }

  focus(card) {
    if (!card) return;
    card.focus({ preventScroll: true });
    this.#mark(card);
    card.scrollIntoView({ block: "nearest" });
  }

  #mark(card) {
    if (!card) return;
    this.current?.classList.remove("current");
    card.classList.add("current");
  }

  /** After a plain form the address names the card that was decided. */
  #toNamed() {
    const named = location.hash.length > 1 ? this.#root.getElementById(location.hash.slice(1)) : null;
    if (named?.matches("[data-card]")) this.focus(named);
  }

  #menuToggled(menu) {
    if (!menu.matches("details") || !menu.open) return;
    for (const other of this.#list.querySelectorAll("details[open]")) if (!other.contains(menu)) other.open = false;
    const first = menu.matches(".menu") ? ":scope .menu-panel :is(a, button, select, textarea)" : "textarea";
    menu.querySelector(first)?.focus({ preventScroll: true });
    menu.lastElementChild.scrollIntoView({ block: "nearest" });
  }

  /** A decision about cards is on its way: they rest where they stand, and whoever was at one goes on to the next. */
  hold(held) {
    const here = this.current;
    const lost = held.includes(here) || held.some((card) => card.contains(this.#root.activeElement));
    const next = this.#next(held.includes(here) ? here : held.at(-1), held);
    for (const card of held) {
      for (const menu of card.querySelectorAll("details[open]")) menu.open = false;
      card.querySelector("[data-unsaved]")?.remove();
      this.#choose(card, false);
      card.classList.remove("current");
      card.classList.add("busy");
      card.setAttribute("aria-busy", "true");
    }
    if (lost || this.idle) this.#goOn(next);
    for (const card of held) card.inert = true;
    this.#changed();
  }

  /** They can be decided again; `chosen`: they are selected as before, `unsaved`: this is why they are still here. */
  release(cards, { chosen = false, unsaved = "" } = {}) {
    for (const card of cards) {
      card.classList.remove("busy");
      card.removeAttribute("aria-busy");
      card.inert = false;
      this.#choose(card, chosen);
      if (unsaved) this.#note(card, unsaved);
    }
    this.#changed();
    // Whoever is at another card is not taken from it: the next key is meant for that one.
    if (!this.current && this.idle) this.focus(cards[0]);
  }

  #choose(card, chosen) {
    const box = card.querySelector("[data-choose]");
    if (box) box.checked = chosen;
  }

  #note(card, message) {
    const note = this.#root.createElement("p");
    note.className = "note problem";
    note.dataset.unsaved = "";
    note.textContent = message;
    card.querySelector(".acts")?.before(note);
  }

  /** Where to go on: the open card below, else the last one above. */
  #next(from, leaving) {
    const stays = this.open.filter((card) => !leaving.includes(card));
    return stays.find((card) => from.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING) ?? stays.at(-1);
  }

  #goOn(next) {
    if (next) this.focus(next);
    else this.#root.querySelector("main").focus();
  }

  /** Decided cards leave the list; returns the way back: their places, for `bringBack`. */
  remove(leaving) {
    const before = this.all;
    const lost = leaving.includes(this.current);
    const next = lost ? this.#next(this.current, leaving) : null;
    for (const card of leaving) {
      card.classList.remove("current");
      card.remove();
    }
    if (lost) this.#goOn(next);
    this.#changed();
    return before;
  }

  /** Undone: the cards stand again where they stood, with the versions that they have now. */
  bringBack(returning, before, versions) {
    for (const card of returning) {
      const id = card.id.slice(2);
      this.#root.getElementById(card.id)?.remove();
      card.querySelector("[name=version]").value = versions[id];
      card.dataset.version = versions[id];
      const box = card.querySelector("[data-choose]");
      if (box) box.value = `${id}:${versions[id]}`;
      const follows = before.slice(before.indexOf(card) + 1).find((other) => other.parentNode === this.#list);
      this.#list.insertBefore(card, follows ?? null);
    }
    this.release(returning);
    this.showEmpty(false);
    this.focus(returning[0]);
  }

  /** More cards, below the others. */
  append(arriving) {
    this.#list.append(...arriving);
    this.#changed();
  }

  /** Somebody else decided: in place of its buttons a card says what happened. */
  close(card, { message, url }) {
    const note = this.#root.createElement("div");
    note.className = "note problem trouble";
    note.setAttribute("role", "alert");
    const text = this.#root.createElement("span");
    text.textContent = message;
    note.append(text);
    if (url) {
      const link = this.#root.createElement("a");
      link.href = url;
      link.textContent = this.#words.textLook;
      note.append(link);
    }
    card.querySelector("[data-choose]")?.closest("label").remove();
    card.querySelector(".acts")?.replaceWith(note);
    card.classList.add("overtaken");
    this.#changed();
  }

  /** Whoever counts the cards counts anew. */
  #changed() {
    this.#list.dispatchEvent(new Event("cardschange", { bubbles: true }));
  }

  /** Put true numbers on the tabs. */
  count(counts = {}) {
    for (const place of this.#root.querySelectorAll("[data-count]")) {
      if (place.dataset.count in counts) place.textContent = counts[place.dataset.count];
    }
  }

  /** Say that nothing is left, or no longer. */
  showEmpty(empty) {
    const state = this.#root.querySelector("[data-empty]");
    if (state) state.hidden = !empty;
    if (empty && !this.current) (state ?? this.#root.querySelector("main")).focus();
  }
}
