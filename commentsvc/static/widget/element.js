/** What every element of the embed shares: shadow root, language, theme, events, announcements, and calm failure. */

import baseStyle from "./base-style.js";
import { h } from "./dom.js";
import { translator } from "./i18n.js";
import { askedLanguage, catalogue, direction, knownLanguage } from "./language.js";
import { themeBehind, watchTheme } from "./page-theme.js";
import { adopt } from "./style.js";

/** Base class. A subclass gives `render()` (async, may throw), and may give `leave()`; `refresh()` draws anew. */
export class WidgetElement extends HTMLElement {
  static observedAttributes = ["site", "key", "url", "lang", "theme"];

  /** Prefixes of further catalogues to load with the language, for example "write-". */
  static catalogues = [""];

  #life = null;
  #queued = false;
  #live = null;

  /** The wrapper inside the shadow root that everything is drawn into, after `render` began. */
  root = null;
  /** The translator of the current language. */
  t = null;

  constructor() {
    super();
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    adopt(shadow, baseStyle);
    // An empty title keeps the element's own `title` (the article's) from showing as a tooltip.
    this.root = h("div", { class: "root", part: "root", title: "" });
    this.#live = h("div", { class: "sr", role: "status", "aria-live": "polite" });
    shadow.replaceChildren(this.root);
  }

  /** Aborted when the element leaves the page or is drawn anew; give it to requests and listeners. */
  get signal() {
    return this.#life?.signal;
  }

  get site() {
    return this.getAttribute("site") ?? "";
  }

  /** The article as the page names it: its key (or null), its canonical address, its title. */
  get article() {
    const canonical = document.querySelector('link[rel="canonical"]')?.href;
    const url = this.getAttribute("url") || canonical || location.href.split("#")[0];
    return { key: this.getAttribute("key") || null, url, title: this.getAttribute("title") || document.title };
  }

  connectedCallback() {
    this.refresh();
  }

  disconnectedCallback() {
    // A move within the page disconnects and connects at once; only a real leave ends the work.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#life?.abort();
      this.#life = null;
      this.leave?.();
    });
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.#life) return;
    if (name === "theme") this.#setTheme();
    else this.refresh();
  }

  /** Draws anew, once per turn however many attributes changed. A move without a change keeps what is there. */
  refresh() {
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      if (this.isConnected && this.#changed()) this.#start();
    });
  }

  /** Draws anew even when nothing changed: "Try again". */
  restart() {
    this.#life?.abort();
    this.#life = null;
    this.refresh();
  }

  #drawn = "";

  #changed() {
    const names = this.constructor.observedAttributes.filter((name) => name !== "theme");
    const state = JSON.stringify([names.map((name) => this.getAttribute(name)), askedLanguage(this)]);
    if (this.#life && state === this.#drawn) return false;
    this.#drawn = state;
    return true;
  }

  async #start() {
    this.#life?.abort();
    const life = new AbortController();
    this.#life = life;
    try {
      await this.#setLanguage();
      if (life.signal.aborted) return;
      this.#setTheme();
      watchTheme(() => this.#setTheme(), life.signal);
      await this.render();
    } catch (error) {
      if (life.signal.aborted || error?.kind === "aborted") return;
      this.failed?.(error);
    }
  }

  async #setLanguage() {
    const asked = askedLanguage(this);
    const lang = knownLanguage(asked);
    const parts = await Promise.all(this.constructor.catalogues.map((part) => catalogue(lang, part)));
    this.t = translator(lang, Object.assign({}, ...parts));
    this.root.lang = lang;
    const near = this.closest('[dir="ltr" i], [dir="rtl" i]');
    this.root.dir = near && (near === this || !this.hasAttribute("lang")) ? near.dir : direction(asked);
  }

  #setTheme() {
    const theme = this.getAttribute("theme");
    this.root.dataset.theme = theme === "light" || theme === "dark" ? theme : themeBehind(this);
  }

  /** Sends a DOM event that leaves the shadow root, for example `comments:posted`. */
  notify(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** Says a sentence to screen readers, politely. */
  announce(sentence) {
    if (!this.#live.isConnected) this.root.append(this.#live);
    this.#live.textContent = "";
    requestAnimationFrame(() => (this.#live.textContent = sentence));
  }
}

/** Registers an element unless another copy of the script already did. */
export function register(name, constructor) {
  if (!customElements.get(name)) customElements.define(name, constructor);
}
