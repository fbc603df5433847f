/**
 * `<comment-frame>`: the discussion of one article in a frame, on the service's own origin, as high as its content.
 * Nothing of the service runs in the publisher's page but this file: it asks the frame for its height, and believes
 * only the window of its own frame, and only while that shows the service.
 */

const base = new URL("../../../", import.meta.url);
const CARRIED = ["key", "url", "title", "sort"];
const NAMES = { en: "Comments", uk: "Коментарі", ru: "Комментарии" };
const HIGHEST = 200_000; // pixels; more is no page of ours
const PATIENCE = 6000; // milliseconds after the frame has loaded

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: block; }
  :host([hidden]) { display: none; }
  iframe { display: block; inline-size: 100%; block-size: 40rem; border: 0; }
`);

/** See docs/embed.md for attributes and events. */
export class CommentFrame extends HTMLElement {
  static observedAttributes = ["site", "lang", ...CARRIED];

  #frame = null;
  #source = "";
  /** Whether the next height is the first of a page that the reader went to inside the frame. */
  #arriving = false;
  #loads = 0;
  #waiting = 0;
  #life = null;

  connectedCallback() {
    this.#life = new AbortController();
    const { signal } = this.#life;
    addEventListener("message", (event) => this.#hear(event), { signal });
    this.#draw();
  }

  disconnectedCallback() {
    clearTimeout(this.#waiting);
    this.#life.abort();
    this.#source = "";
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#draw();
  }

  get #address() {
    const address = new URL(`embed/${encodeURIComponent(this.getAttribute("site") ?? "")}/thread`, base);
    for (const name of CARRIED) {
      const value = this.getAttribute(name);
      if (value) address.searchParams.append(name, value);
    }
    const canonical = document.querySelector('link[rel="canonical"]')?.href;
    if (!this.getAttribute("url")) address.searchParams.append("url", canonical ?? location.href.split("#")[0]);
    if (!this.getAttribute("title")) address.searchParams.append("title", document.title);
    const lang = this.closest("[lang]")?.lang;
    if (lang) address.searchParams.append("lang", lang);
    address.searchParams.append("frame", "1");
    return address.href;
  }

  #draw() {
    const address = this.#address;
    if (address === this.#source) return;
    this.#source = address;
    this.#loads = 0;
    if (!this.shadowRoot) this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
    this.#frame = document.createElement("iframe");
    this.#frame.title = NAMES[(this.closest("[lang]")?.lang || navigator.language).slice(0, 2).toLowerCase()] ?? NAMES.en;
    this.#frame.addEventListener("load", () => this.#ask());
    this.#frame.src = address;
    this.shadowRoot.replaceChildren(this.#frame);
  }

  /** A page has loaded in the frame: it is told who asks. The message reaches the service's origin or nobody. */
  #ask() {
    this.#arriving = this.#loads > 0;
    this.#loads += 1;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#explain(), PATIENCE);
    this.#frame.contentWindow.postMessage({ commentsvc: "frame" }, base.origin);
  }

  #hear({ data, origin, source }) {
    if (origin !== base.origin || source !== this.#frame?.contentWindow || data?.commentsvc !== "height") return;
    const { height, at } = data;
    if (!(height > 0 && height < HIGHEST)) return;
    clearTimeout(this.#waiting);
    this.#frame.style.blockSize = `${height}px`;
    if (this.#arriving) this.#show(at > 0 && at < height ? at : 0);
    this.#arriving = false;
  }

  /** After the reader went on inside the frame: leads to the place in the new page, if it is out of sight. */
  #show(at) {
    const place = this.#frame.getBoundingClientRect().top + at;
    if (place < 0 || place > innerHeight * 0.8) scrollBy({ top: place - innerHeight * 0.2 });
  }

  #explain() {
    console.error(
      `[commentsvc] <comment-frame> got no answer from its frame. Register this page's origin (${location.origin}) for ` +
        `the site "${this.getAttribute("site") ?? ""}", and allow ${base.origin} in frame-src of the page's ` +
        "Content-Security-Policy. See docs/embed.md#in-a-frame",
    );
  }
}

if (!customElements.get("comment-frame")) customElements.define("comment-frame", CommentFrame);
