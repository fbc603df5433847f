/** What stands behind the last card of a page: fetched before the list runs out, so that nobody waits for it. */

// A page holds so many: while they are worked off, the next page comes.
const LOW = 20;

export class Supply {
  #root;
  #cards;
  #prepare;
  #coming = null;

  /** `prepare(card)` gives life to what a new card holds. */
  constructor(root, cards, prepare) {
    this.#root = root;
    this.#cards = cards;
    this.#prepare = prepare;
  }

  start() {
    if (!this.#cards.list) return;
    this.#cards.list.addEventListener("cardschange", () => this.#changed());
    this.#root.addEventListener("click", (event) => {
      const link = event.target.closest("[data-more]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.goOn();
    });
  }

  get #link() {
    return this.#root.querySelector("[data-more]");
  }

  /** Whoever is at the last card goes on to the first of the next page. */
  async goOn() {
    const link = this.#link;
    const first = link && (await this.#fetch(link.href));
    if (first) this.#cards.focus(first);
    else if (this.#link === link) link?.focus();
  }

  async #changed() {
    const few = this.#cards.open.length < LOW;
    if (few && this.#link) this.#led(await this.#fetch(this.#link.href));
    else if (!this.#cards.all.some((card) => !card.matches(".overtaken"))) this.#ended();
  }

  /** All are decided. What came in meanwhile is what the same address now begins with. */
  async #ended() {
    const left = this.#root.querySelector(".tabs [aria-current] [data-count^=comments], .tabs [aria-current] [data-count^=list]");
    const first = left && left.textContent !== "0" ? await this.#fetch(beginning()) : null;
    if (first) this.#led(first);
    else if (!this.#cards.all.some((card) => !card.matches(".overtaken"))) this.#cards.showEmpty(true);
  }

  /** Whoever had no card left is taken to the first that has come. */
  #led(first) {
    if (first && this.#cards.idle && !this.#cards.current) this.#cards.focus(first);
  }

  /** Add what an address holds below the others; the first card that has come, or null. */
  #fetch(address) {
    this.#coming ??= this.#add(address).finally(() => {
      this.#coming = null;
    });
    return this.#coming;
  }

  async #add(address) {
    this.#link?.setAttribute("aria-busy", "true");
    const page = await read(address);
    this.#link?.removeAttribute("aria-busy");
    if (!page) return null;
    this.#link?.parentElement.remove();
    const further = page.querySelector("[data-more]")?.parentElement;
    if (further) this.#root.querySelector("main").append(this.#root.importNode(further, true));
    const found = [...page.querySelectorAll("[data-cards] > [data-card]")];
    const arriving = found
      .filter((card) => !this.#root.getElementById(card.id))
      .map((card) => this.#root.importNode(card, true));
    arriving.forEach(this.#prepare);
    this.#cards.append(arriving);
    return arriving[0] ?? null;
  }
}

function beginning() {
  const address = new URL(location.href);
  address.searchParams.delete("after");
  address.hash = "";
  return address.href;
}

/** A page of the desk; null when it did not come, or another page (the sign-in) came in its place. */
async function read(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return null;
  }
}
