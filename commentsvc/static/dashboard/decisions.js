/** Decisions on their way: whoever decides goes on at once, while what they decided is saved, one after the other. */

import { letterOf, post } from "./http.js";

export class Decisions {
  #cards;
  #toasts;
  #words;
  #line = Promise.resolve();
  #waiting = [];

  constructor(cards, toasts, words) {
    this.#cards = cards;
    this.#toasts = toasts;
    this.#words = words;
  }

  start(root) {
    this.#cards.list?.addEventListener("submit", (event) => this.#submitted(event));
    root.querySelector("[data-together][data-in-place]")?.addEventListener("submit", (event) => this.#together(event));
    // The one that is being sent arrives all the same; those behind it would be lost.
    addEventListener("beforeunload", (event) => {
      if (this.#waiting.length > 1) event.preventDefault();
    });
  }

  /** When everything decided so far is saved or has failed; whether the last of it is saved, or nothing was waiting. */
  async settled() {
    const last = this.#waiting.at(-1);
    await this.#line;
    return !last || last.saved;
  }

  get resting() {
    return this.#waiting.length === 0;
  }

  async #submitted(event) {
    if (event.defaultPrevented) return;
    const form = event.target;
    const card = form.closest("[data-card]");
    const button = event.submitter;
    const action = button?.name === "action" ? button.value.split(":")[0] : null;
    if (card.dataset.leaves.split(" ").includes(action)) {
      event.preventDefault();
      this.#decide(letterOf(form, button), [card]);
      return;
    }
    const next = form.elements.next;
    next.value = `${next.value.split("#")[0]}#${card.id}`;
    if (this.resting) return;
    event.preventDefault();
    await this.#line;
    form.requestSubmit(button);
  }

  #together(event) {
    event.preventDefault();
    const form = event.target;
    const chosen = this.#cards.open.filter((card) => card.querySelector("[data-choose]")?.checked);
    if (!chosen.length) return;
    const letter = letterOf(form, event.submitter);
    const inside = form.contains(document.activeElement);
    for (const menu of form.querySelectorAll("details[open]")) menu.open = false;
    this.#decide(letter, chosen);
    if (inside) this.#cards.focus(this.#cards.current ?? this.#cards.open[0]);
  }

  #decide(letter, cards) {
    const decision = { letter, cards, saved: false, dropped: false };
    this.#waiting.push(decision);
    this.#cards.hold(cards);
    if (!document.querySelector("[data-unsaved]")) this.#toasts.settle();
    this.#line = this.#line.then(() => this.#deliver(decision));
  }

  async #deliver(decision) {
    if (decision.dropped) return;
    const answer = await post(decision.letter);
    this.#waiting.shift();
    decision.saved = answer.ok;
    if (answer.ok) this.#leave(decision, answer.data);
    else if (answer.status === 409) this.#overtaken(decision, answer.data);
    else this.#failed(decision, answer);
  }

  /** What a decision took along leaves with it; of a selection, what was left alone stays. */
  #leave({ letter, cards }, { message, undo, versions, counts }) {
    const single = cards.length === 1 && letter.body.has("version");
    const leaving = this.#cards.all.filter((one) => (single && one === cards[0]) || one.id.slice(2) in versions);
    const left = cards.filter((one) => !leaving.includes(one) && one.isConnected);
    if (left.length) this.#cards.release(left, { chosen: true });
    this.#cards.count(counts);
    const before = this.#cards.remove(leaving);
    if (!undo) {
      this.#toasts.show(message);
      return;
    }
    const back = () => this.#undo(letter, { leaving, before, action: undo });
    this.#toasts.show(message, { action: { label: this.#words.textUndo, run: back }, undo: true });
  }

  async #undo(letter, { leaving, before, action }) {
    const body = new URLSearchParams({ csrf_token: letter.body.get("csrf_token"), next: letter.body.get("next") });
    const answer = await post({ action, body });
    if (!answer.ok) {
      this.#toasts.show(this.#message(answer), { problem: true, action: this.#remedy(answer) });
      return false;
    }
    const returning = leaving.filter((one) => one.id.slice(2) in answer.data.versions);
    this.#cards.count(answer.data.counts);
    if (returning.length) this.#cards.bringBack(returning, before, answer.data.versions);
    this.#toasts.show(answer.data.message);
    return true;
  }

  /** Somebody was faster: the card says what they did; where it is out of sight, a message leads there. */
  #overtaken({ cards }, { message, url, title }) {
    const told = message ?? title ?? this.#words.textFailed;
    this.#cards.release(cards);
    for (const card of cards) this.#cards.close(card, { message: told, url });
    const { top, bottom } = cards[0].getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) this.#toasts.show(told, { problem: true, keep: true, action: this.#to(cards[0]) });
  }

  /** Nothing that waits behind a failure of everything is sent: each of these cards says that it is not saved. */
  #failed(decision, answer) {
    const all = ![404, 409, 413, 422].includes(answer.status);
    const unsaved = [decision, ...(all ? this.#waiting.splice(0) : [])];
    for (const one of unsaved) {
      one.dropped = true;
      this.#cards.release(one.cards, { chosen: one.cards.length > 1, unsaved: this.#words.textUnsaved });
    }
    const many = unsaved.length > 1 ? ` ${this.#words.textUnsavedMany.replace("0", String(unsaved.length))}` : "";
    const action = this.#remedy(answer) ?? this.#to(decision.cards[0]);
    this.#toasts.show(this.#message(answer) + many, { problem: true, keep: true, action });
  }

  #message({ status, data }) {
    return status === 401 ? this.#words.textSignedOut : (data.message ?? data.title ?? this.#words.textFailed);
  }

  #remedy({ status, data }) {
    if (status === 401) return { label: this.#words.textSignIn, href: location.href };
    return data.url ? { label: this.#words.textLook, href: data.url } : null;
  }

  #to(card) {
    return { label: this.#words.textLook, run: () => this.#cards.focus(card) };
  }
}
