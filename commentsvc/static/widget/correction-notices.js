/** `<correction-notices>`: what the newspaper says in public about mistakes in this article; nothing where there are none. */

import { ApiError, call } from "./api.js";
import correctionNoticesStyle from "./correction-notices-style.js";
import { h, put } from "./dom.js";
import { register, WidgetElement } from "./element.js";
import { adopt } from "./style.js";

/** See docs/embed.md for attributes, events and parts. */
export class CorrectionNotices extends WidgetElement {
  static observedAttributes = [...WidgetElement.observedAttributes, "json-ld"];
  static catalogues = ["notices-"];

  #data = null;
  #included = h("slot");

  constructor() {
    super();
    adopt(this.shadowRoot, correctionNoticesStyle);
    // What the publisher's server has put inside stays where it is, so that nothing moves, until it is out of date.
    this.shadowRoot.prepend(this.#included);
  }

  async render() {
    const { article, signal, site, t } = this;
    if (!site) throw new ApiError("markup", { code: "site_missing" });
    const about = article.key ? { key: article.key } : { url: article.url };
    const path = `/sites/${encodeURIComponent(site)}/notices`;
    const { notices } = await call("GET", path, { query: { ...about, format: "json" }, signal });
    const made = notices.map(({ id, version, status }) => `${id}.${version}.${status}`).join(" ");
    const stays = this.querySelector("[data-notices]")?.dataset.notices === made;
    const drawn = stays ? [] : notices.map((one) => this.#draw(one));
    this.#included.hidden = !stays;
    if (drawn.length) put(this.root, h("section", { class: "notices", part: "notices", "aria-label": t("label") }, drawn));
    else put(this.root);
    // What was included carries its own linked data.
    this.#tellMachines(stays ? [] : notices);
    this.notify("notices:shown", { site, key: article.key ?? article.url, count: notices.length });
  }

  leave() {
    this.#data?.remove();
    this.#data = null;
  }

  #draw(one) {
    const { t } = this;
    const gone = one.status === "withdrawn";
    const day = h("time", { datetime: one.published_at }, this.#day(one.published_at));
    const head = h(
      "header",
      { class: "head" },
      h("strong", { class: "kind", part: "kind" }, t(`kind_${one.kind}`)),
      h("a", { class: "date", part: "date", href: one.url }, day),
    );
    const part = gone ? "notice withdrawn" : "notice";
    return h("article", { class: `notice ${one.kind} ${gone ? "gone" : ""}`, part }, head, gone ? this.#trace(one) : this.#words(one));
  }

  #trace({ language, reason, withdrawn_at: moment }) {
    const { t } = this;
    const why = h("span", { lang: language, dir: "auto" }, reason);
    return h("p", { class: "trace", part: "trace" }, t("withdrawn", { day: this.#day(moment) }), " ", why);
  }

  #words({ after, before, changed_at: changed, language, text }) {
    const { t } = this;
    const pair = (name, tag, words) =>
      words && h("div", {}, h("dt", {}, t(name)), h("dd", { dir: "auto" }, h(tag, {}, words)));
    return [
      text && h("p", { class: "text", part: "text", lang: language, dir: "auto" }, text),
      (before || after) &&
        h("dl", { class: "change", part: "change", lang: language }, pair("before", "del", before), pair("after", "ins", after)),
      changed && h("p", { class: "trace", part: "changed" }, t("changed", { day: this.#day(changed) })),
    ].map((one) => one || null);
  }

  #day(moment) {
    return new Intl.DateTimeFormat(this.t.lang, { dateStyle: "long" }).format(new Date(moment));
  }

  /**
   * Linked data for search engines, where the page wants it. It is inert, so a policy for scripts lets it stand; one that
   * requires Trusted Types says on the console that it was written (docs/notices.md).
   */
  #tellMachines(notices) {
    this.leave();
    const standing = notices.filter((one) => one.status === "published");
    if (!this.hasAttribute("json-ld") || !standing.length) return;
    const moments = standing.map((one) => one.changed_at ?? one.published_at).sort();
    const data = {
      "@context": "https://schema.org",
      "@type": "NewsArticle",
      url: this.article.url,
      dateModified: moments.at(-1),
      correction: standing.map(correction),
    };
    const holder = document.createElement("script");
    holder.type = "application/ld+json";
    holder.append(JSON.stringify(data).replaceAll("<", "\\u003c"));
    document.head.append(holder);
    this.#data = holder;
  }

  /** Readers are told nothing; the publisher finds the remedy in the console. */
  async failed(error) {
    const { site } = this;
    this.notify("notices:failed", { site, code: error.code ?? error.kind ?? "error", status: error.status ?? 0 });
    const { explain } = await import("./diagnose.js");
    explain(this, error);
  }
}

function correction(one) {
  const text = one.text || `${one.before} → ${one.after}`;
  const told = { "@type": "CorrectionComment", text, datePublished: one.published_at, url: one.url, inLanguage: one.language };
  return one.changed_at ? { ...told, dateModified: one.changed_at } : told;
}

register("correction-notices", CorrectionNotices);
