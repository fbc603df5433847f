/** Sending: one report now, the kept ones when the connection is back, and the question who reported it already. */

import { alone, Outbox } from "./correction-outbox.js";
import { digest, withoutText } from "./correction-article-hash.js";
import { callAs, send, sentenceOf, setToken, token } from "./session.js";

/** Waiting times between tries while the page stays open, in seconds; the last one repeats. */
const PAUSES = [20, 60, 180, 600];

/** A refusal that trying again cannot mend. */
function isFinal(error) {
  return (
    error.kind === "problem" &&
    error.status >= 400 &&
    error.status < 500 &&
    ![401, 408, 425, 429].includes(error.status)
  );
}

/** The private page in the language of the form. Only web addresses may become links, whatever the service said. */
function statusPage(text, lang) {
  try {
    const url = new URL(text);
    if (lang) url.searchParams.set("lang", lang);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** The result of a try: `{state: "arrived" | "refused" | "waiting", …}`. */
export class Delivery {
  outbox;
  #site;
  #lang;
  #onchange;
  #pause = 0;
  #timer = 0;
  #signal = null;
  #underWay = new Set();
  #known = new Set();

  /** `onchange(kind, detail)`: "arrived", "refused" or "waiting", for tries made in the background. */
  constructor(site, lang, onchange) {
    this.#site = site;
    this.#lang = lang;
    this.#onchange = onchange;
    this.outbox = new Outbox(site);
  }

  get #path() {
    return `/sites/${encodeURIComponent(this.#site)}/corrections`;
  }

  /** Keeps an item and tries to send it now. */
  async send(item) {
    this.outbox.put(item);
    this.#underWay.add(item.id);
    const result = await this.#try(item).finally(() => this.#underWay.delete(item.id));
    if (result.state === "refused") this.outbox.remove(item.id);
    if (result.state === "waiting") this.#again(result.error.retryAfter);
    return result;
  }

  async #try(item) {
    try {
      const report = await this.#post(item);
      this.outbox.remove(item.id);
      this.outbox.remember(report, item);
      return { state: "arrived", report: { ...report, status_url: statusPage(report.status_url, this.#lang) } };
    } catch (error) {
      if (error?.name !== "ApiError") throw error;
      return { state: isFinal(error) ? "refused" : "waiting", error };
    }
  }

  /** The article's text travels only where the service has not got it already. */
  async #post(item) {
    const hash = await digest(item.body.article);
    if (!this.#known.has(hash)) return this.#postBody(item, item.body);
    try {
      return await this.#postBody(item, { ...item.body, article: withoutText(item.body.article, hash) });
    } catch (error) {
      if (error.code !== "text_wanted") throw error;
      this.#known.delete(hash);
      return this.#postBody(item, item.body);
    }
  }

  async #postBody(item, body) {
    const options = { body, idempotencyKey: item.id, lang: this.#lang };
    const bearer = token(this.#site);
    try {
      return await send("POST", this.#path, { ...options, token: bearer });
    } catch (error) {
      if (error.status !== 401 || !bearer) throw error;
      // The reader's session has ended; a report needs none.
      setToken(this.#site, null);
      return send("POST", this.#path, options);
    }
  }

  /** Sends what was kept: now, whenever the connection comes back, and after growing pauses. */
  listen(signal) {
    this.#signal = signal;
    addEventListener("online", () => this.flush(), { signal });
    signal.addEventListener("abort", () => clearTimeout(this.#timer));
    return this.flush();
  }

  flush() {
    clearTimeout(this.#timer);
    return alone(this.#site, () => this.#flush());
  }

  async #flush() {
    for (const item of this.outbox.list().filter((kept) => !kept.refused)) {
      if (this.#underWay.has(item.id) || !this.outbox.has(item.id)) continue;
      const result = await this.#try(item);
      if (this.#signal?.aborted) return;
      if (result.state === "refused")
        this.outbox.put({ ...item, refused: sentenceOf(result.error) ?? result.error.message });
      this.#onchange(result.state, { item, ...result });
      if (result.state === "waiting") {
        this.#again(result.error.retryAfter);
        return;
      }
      this.#pause = 0;
    }
  }

  #again(retryAfter) {
    if (!this.#signal || this.#signal.aborted) return;
    const seconds = Math.max(retryAfter ?? 0, PAUSES[Math.min(this.#pause, PAUSES.length - 1)]);
    this.#pause += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), seconds * 1000);
  }

  /**
   * How many open reports name the same place, and whether one is this reader's; null when it cannot be known. On the
   * way the service says whether it has the article's text.
   */
  async matches(article, target, signal) {
    try {
      const hash = await digest(article);
      const body = { article: withoutText(article, hash), target };
      const options = { body, lang: this.#lang, signal, token: token(this.#site) };
      const found = await send("POST", `${this.#path}/matches`, options);
      if (hash && found.text_known === true) this.#known.add(hash);
      const sent = this.outbox.sent(found.mine, article, target);
      // Asked without a session, the service cannot know whose report it was; this device does.
      const mine = found.mine ?? (found.open > 0 ? sent?.id : null) ?? null;
      const status_url = mine && sent ? statusPage(sent.status_url, this.#lang) : null;
      return { open: found.open ?? 0, mine, supported: found.supported === true, status_url };
    } catch {
      return null;
    }
  }

  /** Adds this reader to those who reported the place, as whoever they are on this device; gives `{open}`. */
  join(article, target, element) {
    const body = { article: withoutText(article, null), target };
    return callAs(this.#site, "PUT", `${this.#path}/support`, { body, lang: this.#lang, element });
  }
}
