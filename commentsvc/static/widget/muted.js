/** People whose comments a reader does not want to see. Kept on this device only; nobody else learns of it. */

import { button, h, put } from "./dom.js";
import { keep, recall } from "./storage.js";

/**
 * The muted people of a site. They are known by the seed of their avatar: six digits that the service derives from the
 * reader with a key, the same under every name, and that tell nothing else.
 */
export class Muted {
  #thread;
  #changed;
  #shown = new Set();
  /** Where the way to the list of muted people is drawn. */
  place = null;

  /** `changed` is called after somebody was muted or unmuted. */
  constructor(thread, changed) {
    this.#thread = thread;
    this.#changed = changed;
  }

  /** The muted people: name by seed. */
  get people() {
    try {
      return JSON.parse(recall(this.#thread.site, "muted")) ?? {};
    } catch {
      return {};
    }
  }

  /** Whether the author of a comment is muted. */
  has(comment) {
    return Boolean(comment.author) && Object.hasOwn(this.people, comment.author.avatar);
  }

  /** Mutes the author of a comment. */
  mute(view) {
    const { author } = view.comment;
    this.#shown.clear();
    this.#keep({ ...this.people, [author.avatar]: author.name });
    view.article.focus({ preventScroll: true });
    this.#thread.element.announce(this.#thread.t("muted_now", { name: author.name }));
  }

  /** Hears somebody again. */
  unmute(seed) {
    const { [seed]: name, ...others } = this.people;
    this.#keep(others);
    this.#thread.element.announce(this.#thread.t("unmuted_now", { name }));
  }

  #keep(people) {
    const { site, views } = this.#thread;
    keep(site, "muted", Object.keys(people).length ? JSON.stringify(people) : null);
    for (const view of views.values()) this.dress(view);
    this.draw();
    this.#changed();
  }

  /** Puts a comment of a muted person behind a button, or takes the button away. */
  dress(view) {
    const on = this.has(view.comment) && !this.#shown.has(view.comment.id);
    const row = view.article.querySelector(".mute-row");
    view.article.classList.toggle("muted", on);
    if (on === Boolean(row)) return;
    if (row) row.remove();
    else view.article.querySelector(".content").prepend(this.#row(view));
  }

  #row(view) {
    const { t } = this.#thread;
    const { avatar, name } = view.comment.author;
    const show = () => {
      this.#shown.add(view.comment.id);
      this.dress(view);
      view.article.focus({ preventScroll: true });
    };
    const unmute = () => {
      this.unmute(avatar);
      view.article.focus({ preventScroll: true });
    };
    return h(
      "div",
      { class: "mute-row", part: "muted" },
      h("span", { class: "ghost" }, t("muted_by", { name })),
      button({ class: "act", onclick: show, "aria-label": t("muted_show_of", { name }) }, t("muted_show")),
      button({ class: "act", onclick: unmute, "aria-label": t("unmute_name", { name }) }, t("unmute")),
    );
  }

  /** Draws the way to the list of muted people, where there are any. */
  draw() {
    const n = Object.keys(this.people).length;
    const { t } = this.#thread;
    const open = () =>
      import("./muted-dialog.js")
        .then(({ openMuted }) => openMuted(this.#thread))
        .catch(() => this.#thread.element.announce(t("failed")));
    const known = this.place?.querySelector("button");
    if (n && known) known.textContent = t("muted_n", { n });
    else if (this.place) {
      put(this.place, n ? button({ class: "act muted-list", part: "muted-button", onclick: open }, t("muted_n", { n })) : null);
    }
  }
}
