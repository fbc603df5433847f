/** `<latest-comments>`: the openings of a site's latest comments, each leading to its place in the article. */

import { h } from "./dom.js";
import { register } from "./element.js";
import { linkTo, SiteList } from "./site-list.js";

/** See docs/embed.md for attributes, events and parts. */
export class LatestComments extends SiteList {
  list = "latest";
  words = ["latest_label", "latest_empty"];

  rowsOf({ comments }) {
    return comments;
  }

  draw({ article, author, created_at: moment, excerpt, id, permalink }) {
    const { t } = this;
    const exactly = new Intl.DateTimeFormat(t.lang, { dateStyle: "long", timeStyle: "short" });
    const href = linkTo(article, `comment-${id}`, permalink);
    const time = h("time", { class: "date", part: "date", datetime: moment, title: exactly.format(new Date(moment)) }, t.ago(moment));
    return [
      h("p", { class: "by" }, h("bdi", { class: "name", part: "author" }, author.name), time),
      h("a", { class: "go words", part: "excerpt", href, dir: "auto" }, excerpt || "…"),
      h("p", { class: "under", part: "article", dir: "auto" }, article.title ?? t("untitled")),
    ];
  }
}

register("latest-comments", LatestComments);
