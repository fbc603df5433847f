/** `<comment-thread>`: the discussion of one article. Loads the first page and hands it to the view. */

import { address } from "./address.js";
import { ApiError, call, read } from "./api.js";
import { h } from "./dom.js";
import { WidgetElement } from "./element.js";
import { SORTS } from "./sort-control.js";
import { keep, recall } from "./storage.js";
import { adopt } from "./style.js";
import threadStyle from "./thread-style.js";
import { ThreadView } from "./thread-view.js";

const LIVE = 8000; // milliseconds until the code that looks for new comments loads; it is not needed earlier
const PATIENCE = 3000; // milliseconds that the list waits for what stands around it
const prefetch = Symbol.for("commentsvc.prefetch");

/** See docs/embed.md for attributes, events, parts and custom properties. */
export class CommentThread extends WidgetElement {
  static observedAttributes = [...WidgetElement.observedAttributes, "sort"];

  #view = null;
  #included = false;

  constructor() {
    super();
    adopt(this.shadowRoot, threadStyle);
    // Comments that the publisher's server put inside stay in sight until ours are drawn.
    this.#included = this.querySelector("[data-made]") !== null;
    if (this.#included) this.shadowRoot.replaceChildren(h("slot"));
  }

  /** The order in force: the reader's own choice, else the attribute, else "best". */
  get sort() {
    return [recall(this.site, "sort"), this.getAttribute("sort")].find((name) => SORTS.includes(name)) ?? "best";
  }

  /** Remembers the reader's choice of order on this device. */
  set sort(name) {
    keep(this.site, "sort", name);
  }

  /** The query that names this article in the API. */
  get articleQuery() {
    const { key, url } = this.article;
    return key ? { key } : { url };
  }

  /** Signs the reader in with the publisher's token, or out with null (docs/sign-on.md). */
  async identify(jwt) {
    return (await import("./sign-on.js")).identify(this, jwt, this.#view);
  }

  async render() {
    const { signal } = this;
    this.#view?.close();
    const view = new ThreadView(this);
    this.#view = view;
    if (!this.site) throw new ApiError("markup", { code: "site_missing" });
    const included = this.#included ? await import("./included.js") : null;
    if (!included) view.drawLoading();
    const equip = () => import("./reading.js").then((reading) => reading.equip(view)).catch(() => {});
    const early = (recall(this.site, "visits") || recall(this.site, "muted")) && equip();
    const ready = included?.readIncluded(this);
    const page = ready || (await this.firstPage());
    const { filters, announcement, house_rules: rules, pre_moderated: checked, state } = page.thread;
    const around = early || ((filters?.length || announcement || rules || checked || state === "closed") && equip());
    // Behind the outline, so that nothing has to make room for it later.
    if (around) await Promise.race([around, new Promise((late) => setTimeout(late, PATIENCE))]);
    if (signal.aborted) return;
    await view.draw(page);
    if (signal.aborted) return;
    included?.takePlace(this);
    this.#included = false;
    const { key, comment_count: count } = page.thread;
    this.notify("comments:loaded", { site: this.site, key, count, sort: page.sort });
    view.openPermalink();
    const since = Date.now();
    setTimeout(() => signal.aborted || this.#live(view, since, ready ? included : null), LIVE);
    if (recall(this.site, "token")) import("./mine.js").then(({ loadMine }) => loadMine(view)).catch(() => {});
  }

  /** The first page in the order in force; takes up the loader's request where that asked for the same. */
  async firstPage(extra = {}, cache = "default") {
    const path = `/sites/${encodeURIComponent(this.site)}/thread`;
    const query = { ...this.articleQuery, sort: this.sort, ...extra };
    const early = this[prefetch];
    this[prefetch] = { href: null };
    if (early?.href === address(path, query).href) {
      const response = await early.response.catch(() => null);
      if (response) return read(response);
    }
    return call("GET", path, { query, cache, signal: this.signal });
  }

  #live(view, since, included) {
    included?.catchUp(view).catch(() => {});
    import("./live.js").then(({ watchThread }) => this.isConnected && watchThread(view, since)).catch(() => {});
  }

  leave() {
    this.#view?.close();
  }

  /** Calm words for the reader, the remedy for the publisher in the console. */
  async failed(error) {
    this.#view?.drawFailure(error);
    if (this.#included) this.shadowRoot.prepend(this.root);
    this.notify("comments:failed", {
      site: this.site,
      code: error.code ?? error.kind ?? "error",
      status: error.status ?? 0,
    });
    const { explain } = await import("./diagnose.js");
    explain(this, error);
  }
}
