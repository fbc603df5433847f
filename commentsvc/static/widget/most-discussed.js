/** `<most-discussed>`: the articles with most comments among those that were commented on of late. */

import { base } from "./address.js";
import { h } from "./dom.js";
import { register } from "./element.js";
import { linkTo, SiteList } from "./site-list.js";

/** See docs/embed.md for attributes, events and parts. */
export class MostDiscussed extends SiteList {
  static observedAttributes = [...SiteList.observedAttributes, "within"];
  static catalogues = [...SiteList.catalogues, "count-"];

  list = "most-discussed";
  words = ["discussed_label", "discussed_empty"];

  get query() {
    return { within: this.getAttribute("within") };
  }

  rowsOf({ articles }) {
    return articles;
  }

  draw(article) {
    const plain = new URL(`embed/${encodeURIComponent(this.site)}/thread?key=${encodeURIComponent(article.key)}`, base);
    const href = linkTo(article, "", plain.href);
    return [
      h("a", { class: "go headline", part: "headline", href, dir: "auto" }, article.title ?? this.t("untitled")),
      h("p", { class: "under", part: "count" }, this.t("count_n", { n: article.comment_count })),
    ];
  }
}

register("most-discussed", MostDiscussed);
