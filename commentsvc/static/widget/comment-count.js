/** `<comment-count>`: how many comments an article has. All of a page's counts of one site go in one request. */

import { address } from "./address.js";
import { grouped } from "./grouped.js";
import { askedLanguage, catalogue, knownLanguage } from "./language.js";

const BATCH = 100; // keys the service takes in one request
const TIMEOUT = 12_000; // milliseconds
const AGED = 60_000; // milliseconds after which a count is asked for anew when the reader comes back to the page
const waiting = new Map();

/** Joins the next request for a site; gives the count, or null when there is none to be had. */
function countOf(site, key) {
  if (!waiting.has(site)) {
    waiting.set(site, new Map());
    setTimeout(() => askFor(site), 30);
  }
  const keys = waiting.get(site);
  if (!keys.has(key)) keys.set(key, Promise.withResolvers?.() ?? deferred());
  return keys.get(key).promise;
}

function deferred() {
  const made = {};
  made.promise = new Promise((resolve) => (made.resolve = resolve));
  return made;
}

async function askFor(site) {
  const asked = [...waiting.get(site)];
  waiting.delete(site);
  for (let at = 0; at < asked.length; at += BATCH) {
    const part = asked.slice(at, at + BATCH);
    let counts = {};
    try {
      counts = await fetchCounts(site, part.map(([key]) => key));
    } catch (error) {
      complain(site, error);
    }
    for (const [key, { resolve }] of part) resolve(counts[key] ?? null);
  }
}

async function fetchCounts(site, key) {
  const url = address(`/sites/${encodeURIComponent(site)}/counts`, { key });
  const options = { credentials: "omit", signal: AbortSignal.timeout(TIMEOUT) };
  const response = await fetch(url, options).catch(({ name: kind }) => {
    throw { kind: kind === "TimeoutError" ? "timeout" : "network" };
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw { kind: "problem", status: response.status, title: answer.title };
  return answer.counts ?? {};
}

async function complain(site, error) {
  const { explain } = await import("./diagnose.js");
  const element = [...document.querySelectorAll("comment-count")].find((one) => one.getAttribute("site") === site);
  if (element) explain(element, error);
}

/** Inline text in the page's own type; follows the thread on the same page. */
export class CommentCount extends HTMLElement {
  static observedAttributes = ["site", "key", "url", "lang"];

  #text = null;
  #life = null;
  #asked = 0;

  connectedCallback() {
    if (!this.#text) {
      const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      this.#text = document.createElement("span");
      this.#text.setAttribute("part", "count");
      shadow.replaceChildren(this.#text);
    }
    this.#life = new AbortController();
    const { signal } = this.#life;
    const follow = ({ detail }) =>
      detail.site === this.getAttribute("site") && detail.key === this.#key && this.#show(detail.count);
    const comeBack = () => document.hidden || Date.now() - this.#asked < AGED || this.#load();
    document.addEventListener("comments:counted", follow, { signal });
    document.addEventListener("visibilitychange", comeBack, { signal });
    this.#load();
  }

  disconnectedCallback() {
    this.#life?.abort();
    this.#life = null;
  }

  attributeChangedCallback(name, before, after) {
    if (this.#life && before !== after) this.#load();
  }

  get #key() {
    const canonical = document.querySelector('link[rel="canonical"]')?.href;
    return this.getAttribute("key") || this.getAttribute("url") || canonical || location.href.split("#")[0];
  }

  async #load() {
    const site = this.getAttribute("site");
    const key = this.#key;
    if (!site) {
      complain(null, { code: "site_missing" });
      return;
    }
    this.#asked = Date.now();
    const count = await countOf(site, key);
    if (count === null || key !== this.#key) return;
    await this.#show(count);
    const detail = { site, key, count };
    this.dispatchEvent(new CustomEvent("comments:counted", { detail, bubbles: true, composed: true }));
  }

  async #show(count) {
    const lang = knownLanguage(askedLanguage(this));
    const { count_n: forms } = await catalogue(lang, "count-").catch(() => ({ count_n: { other: "{n}" } }));
    const text = forms[new Intl.PluralRules(lang).select(count)] ?? forms.other;
    this.#text.lang = lang;
    this.#text.textContent = text.replace("{n}", grouped(lang, count));
  }
}

if (!customElements.get("comment-count")) customElements.define("comment-count", CommentCount);
