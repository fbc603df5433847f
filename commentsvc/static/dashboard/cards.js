/** The column of cards: which one is current, and how a decided one leaves and comes back. */

import { send } from "./http.js";

export class Cards {
  #root;
  #toasts;
  #words;
  #list;

  constructor(root, toasts, words) {
    this.#root = root;
    this.#toasts = toasts;
    this.#words = words;
    this.#list = root.querySelector("[data-cards]");
  }

  start() {
    if (!this.#list) return;
    this.#list.addEventListener("submit", (event) => this.#submitted(event));
    this.#list.addEventListener("focusin", (event) => this.#mark(event.target.closest("[data-card]")));
    this.#list.addEventListener("toggle", (event) => this.#menuToggled(event.target), { capture: true });
    this.#toNamed();
  }

  get all() {
    return [...(this.#list?.querySelectorAll("[data-card]") ?? [])];
  }

  get current() {
    return this.#list?.querySelector("[data-card].current") ?? null;
  }

  /** The card that keys act on: the current one, or the only one. */
  get target() {
    return this.current ?? (this.all.length === 1 ? this.all[0] : null);
  }

  /** Go to the next (1) or previous (-1) card; from nowhere to the first. */
  step(by) {
    const cards = this.all;
    const at = cards.indexOf(this.current);
    this.focus(cards[at < 0 ? 0 : Math.min(Math.max(at + by, 0), cards.length - 1)]);
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
    for (const other of this.#list.querySelectorAll("details[open]")) if (other !== menu) other.open = false;
    const first = menu.matches(".menu") ? ":scope .menu-panel :is(a, button, select, textarea)" : "textarea";
    menu.querySelector(first)?.focus({ preventScroll: true });
    menu.lastElementChild.scrollIntoView({ block: "nearest" });
  }

  async #submitted(event) {
    if (event.defaultPrevented) return;
    const form = event.target;
    const card = form.closest("[data-card]");
    const button = event.submitter;
    const action = button?.name === "action" ? button.value.split(":")[0] : null;
    if (card.classList.contains("busy")) {
      event.preventDefault();
      return;
    }
    if (!card.dataset.leaves.split(" ").includes(action)) {
      const next = form.elements.next;
      next.value = `${next.value.split("#")[0]}#${card.id}`;
      return;
    }
    event.preventDefault();
    card.classList.add("busy");
    const answer = await send(form, button);
    card.classList.remove("busy");
    if (answer.ok) this.#leave(card, answer.data);
    else this.#explain(card, answer);
  }

  /** The cards that a decision took along leave with the decided one, and come back with it. */
  #leave(card, { message, undo, versions, counts }) {
    const hadFocus = card.contains(document.activeElement) || document.activeElement === document.body;
    const leaving = this.all.filter((one) => one === card || one.id.slice(2) in versions);
    const stays = this.all.filter((one) => !leaving.includes(one));
    const next = stays.find((one) => card.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) ?? stays.at(-1);
    const before = this.all;
    for (const menu of card.querySelectorAll("details[open]")) menu.open = false;
    for (const one of leaving) {
      one.classList.remove("current");
      one.remove();
    }
    this.#changed();
    this.count(counts);
    if (next && hadFocus) this.focus(next);
    if (!next) this.#emptied();
    const back = () => this.#undo(card, { before, leaving, url: undo });
    this.#toasts.show(message, { action: { label: this.#words.textUndo, run: back }, undo: true });
  }

  async #undo(card, { before, leaving, url }) {
    const form = document.createElement("form");
    form.action = url;
    form.append(card.querySelector("[name=csrf_token]").cloneNode());
    const { ok, status, data } = await send(form);
    if (!ok) {
      this.#toasts.show(data.message ?? this.#words.textFailed, { problem: true, action: this.#remedy(status, data) });
      return;
    }
    const returning = leaving.filter((one) => one.id.slice(2) in data.versions);
    for (const one of returning) {
      one.querySelector("[name=version]").value = data.versions[one.id.slice(2)];
      one.dataset.version = data.versions[one.id.slice(2)];
      const follows = before.slice(before.indexOf(one) + 1).find((other) => other.parentNode === this.#list);
      this.#list.insertBefore(one, follows ?? null);
    }
    this.#setEmpty(false);
    this.count(data.counts);
    this.focus(card);
    this.#toasts.show(data.message);
  }

  #explain(card, { status, data }) {
    const message = status === 401 ? this.#words.textSignedOut : (data.message ?? data.title ?? this.#words.textFailed);
    if (status !== 409) {
      this.#toasts.show(message, { problem: true, action: this.#remedy(status, data) });
      return;
    }
    this.close(card, { message, url: data.url });
    this.focus(card);
  }

  /** Somebody else decided: in place of its buttons a card says what happened. */
  close(card, { message, url }) {
    const note = document.createElement("div");
    note.className = "note problem trouble";
    note.setAttribute("role", "alert");
    const text = document.createElement("span");
    text.textContent = message;
    note.append(text);
    if (url) {
      const link = document.createElement("a");
      link.href = url;
      link.textContent = this.#words.textLook;
      note.append(link);
    }
    card.querySelector("[data-choose]")?.closest("label").remove();
    card.querySelector(".acts")?.replaceWith(note);
    card.classList.add("overtaken");
    this.#changed();
  }

  /** Take a card off the list that somebody else has decided; the page stays where it is. */
  drop(card) {
    card.remove();
    this.#changed();
    if (!this.all.length) this.#emptied();
  }

  #remedy(status, data) {
    if (status === 401) return { label: this.#words.textSignIn, href: location.href };
    return data.url ? { label: this.#words.textLook, href: data.url } : null;
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

  #emptied() {
    // There may be more behind this page: the same address now begins with it.
    if (this.#root.querySelector("[data-more]")) location.assign(location.href.split("#")[0]);
    else this.#setEmpty(true);
  }

  #setEmpty(empty) {
    const state = this.#root.querySelector("[data-empty]");
    if (state) state.hidden = !empty;
    if (empty) this.#root.querySelector("main").focus();
  }
}
