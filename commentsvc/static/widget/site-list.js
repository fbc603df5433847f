/**
 * What the lists for front pages share. Every row has the same height and the whole list keeps its place from the
 * beginning, so that nothing else on the page moves, whatever comes.
 */

import { ApiError, call } from "./api.js";
import { button, h, put } from "./dom.js";
import { WidgetElement } from "./element.js";
import siteListStyle from "./site-list-style.js";
import { adopt } from "./style.js";

const MOST_ROWS = 50; // the service gives no more

/**
 * Base class. A subclass gives `list` (the name in the API), `words` (the names of its label and of its empty state),
 * `query` (further parameters), `rowsOf(answer)` and `draw(row)`, which gives the children of one entry.
 */
export class SiteList extends WidgetElement {
  static observedAttributes = ["site", "limit", "lang", "theme"];
  static catalogues = ["", "lists-"];

  constructor() {
    super();
    adopt(this.shadowRoot, siteListStyle);
  }

  /** Further parameters of the request. */
  get query() {
    return {};
  }

  /** How many rows are asked for: the attribute, 5 without. */
  get limit() {
    const asked = Number.parseInt(this.getAttribute("limit") ?? "", 10);
    return asked >= 1 ? Math.min(asked, MOST_ROWS) : 5;
  }

  connectedCallback() {
    this.#keepPlace();
    super.connectedCallback();
  }

  #keepPlace() {
    this.root.classList.add(this.list);
    this.root.style.setProperty("--rows", this.limit);
  }

  async render() {
    const { list, limit, site, signal, t } = this;
    this.#keepPlace();
    if (!site) throw new ApiError("markup", { code: "site_missing" });
    put(this.root, this.#bones());
    const path = `/sites/${encodeURIComponent(site)}/${list}`;
    const rows = this.rowsOf(await call("GET", path, { query: { ...this.query, limit }, signal }));
    const [label, empty] = this.words;
    const entries = rows.map((row) => h("li", { class: "entry", part: "entry" }, this.draw(row)));
    if (rows.length) put(this.root, h("ol", { class: "list", part: "list", role: "list", "aria-label": t(label) }, entries));
    else put(this.root, h("p", { class: "instead", part: "empty" }, t(empty)));
    this.notify("comments:listed", { site, list, count: rows.length });
  }

  #bones() {
    const bone = () => h("div", { class: "entry" }, h("i"), h("i"));
    return h("div", { class: "bones", "aria-hidden": "true" }, Array.from({ length: this.limit }, bone));
  }

  /** A quiet sentence for the reader, the remedy for the publisher in the console. */
  async failed(error) {
    const { site, t } = this;
    if (t) this.#drawFailure(error);
    this.notify("comments:failed", { site, code: error.code ?? error.kind ?? "error", status: error.status ?? 0 });
    const { explain } = await import("./diagnose.js");
    explain(this, error);
  }

  #drawFailure(error) {
    const { t } = this;
    const misplaced = error.code === "site_missing" || (error.kind === "problem" && error.status < 500);
    const words = misplaced ? "misplaced" : navigator.onLine === false ? "failed_offline" : "failed";
    const restart = () => this.restart();
    const again = !misplaced && button({ class: "btn", part: "retry-button", onclick: restart }, t("retry"));
    put(this.root, h("div", { class: "instead", part: "failure", role: "status" }, h("p", {}, t(words)), again));
    if (!misplaced) addEventListener("online", restart, { once: true, signal: this.signal });
  }
}

/** The article's address with a fragment, or `otherwise` where there is none that a link may lead to. */
export function linkTo(article, fragment, otherwise) {
  try {
    const url = new URL(article.url);
    if (!/^https?:$/.test(url.protocol)) return otherwise;
    url.hash = fragment;
    return url.href;
  } catch {
    return otherwise;
  }
}
