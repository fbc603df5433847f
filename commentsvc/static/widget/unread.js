/** Comments that are new since the reader's last visit: marked, counted, and reached one after the other. */

import { button, h, icon, put } from "./dom.js";
import { isOwn } from "./own.js";
import { recall } from "./storage.js";
import { beginVisit, keepVisit } from "./visits.js";

const DOWN = "M10 4.500v11M5 10.500l5 5 5-5";
const UP = "M10 15.500v-11M5 9.500l5-5 5 5";
const KEYS = "M3 5.500h14v9H3zM6 8.500h.01M9 8.500h.01M12 8.500h.01M14.500 8.500h.01M6.500 11.500h7";
// Pages come from caches, and clocks differ: what was written in the last minute may not have been on the page.
const STALE = 60_000; // milliseconds
const MOST_LOADS = 5; // pages that one press may fetch

/** Counts by the page where it can, by the thread's number of comments where most of it is not on the page. */
export class Unread {
  #thread;
  #visit = null;
  #slot;
  #due = false;
  /** Where the count and its buttons are drawn. */
  place = null;

  constructor(thread) {
    this.#thread = thread;
    const { key, url } = thread.element.article;
    this.#slot = key ?? url;
    const { element } = thread;
    const { signal } = element;
    // Also said when the page is left; a tab that lies in the background for hours was not a visit of hours.
    const leave = () => document.hidden && this.#keep();
    document.addEventListener("visibilitychange", leave, { signal });
    signal.addEventListener("abort", () => document.hidden || this.#keep(), { once: true });
    element.addEventListener("comments:posted", () => this.#posted(), { signal });
    element.root.addEventListener("keydown", (event) => this.#key(event), { signal });
  }

  /** Takes note of a first page that is being drawn; the visit begins with the first of them. */
  begin(page) {
    const { site, count } = this.#thread;
    const seen = Math.max(Date.now() - STALE, ...moments(page.comments));
    this.#visit ??= beginVisit(site, this.#slot, seen);
    Object.assign(this.#visit, { seen, count });
    this.#keep();
  }

  /** One's own comment is news to others only. */
  #posted() {
    if (!this.#visit) return;
    if (this.#returning) this.#visit.base += 1;
    this.#visit.count += 1;
    this.#keep();
  }

  #keep() {
    if (this.#visit) keepVisit(this.#thread.site, this.#slot, this.#visit);
  }

  get #returning() {
    return (this.#visit?.base ?? null) !== null;
  }

  #isNew(comment) {
    const since = this.#visit?.since ?? Infinity;
    return Boolean(comment.author) && Date.parse(comment.created_at) > since && !isOwn(this.#thread, comment);
  }

  /** Marks a comment as new, or takes the mark away. */
  dress(view) {
    const on = this.#isNew(view.comment);
    const mark = view.article.querySelector(".fresh-mark");
    view.article.classList.toggle("fresh", on);
    if (on === Boolean(mark)) return;
    if (mark) mark.remove();
    else view.article.querySelector(".head").append(this.#mark());
    if (this.place) this.#drawSoon();
  }

  /** Once for all the comments that are drawn at a time, when they stand on the page. */
  #drawSoon() {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      this.draw();
    });
  }

  #mark() {
    const { t } = this.#thread;
    const props = { class: "fresh-mark", part: "new-mark", title: t("unread_next"), onclick: () => this.go(1) };
    return button(props, t("unread_mark"), h("span", { class: "sr" }, `. ${t("unread_next")}`), icon(DOWN));
  }

  get #marked() {
    return this.#thread.element.root.querySelectorAll(".comment.fresh").length;
  }

  /** How many comments are new. */
  get count() {
    const known = this.#returning && !this.#thread.filter ? this.#thread.count - this.#visit.base : 0;
    return Math.max(this.#marked, known);
  }

  /** Draws the count and the ways to the new comments. */
  draw() {
    if (!this.#visit) return;
    const { t } = this.#thread;
    const n = this.count;
    this.place.className = n ? "unread" : "";
    const label = t(this.#returning ? "unread_n" : "unread_here", { n });
    const words = this.place.querySelector(".unread-words");
    if (n && words) words.textContent = label;
    else put(this.place, n ? this.#bar(label) : null);
  }

  #bar(label) {
    const { t } = this.#thread;
    const step = (words, path, direction) =>
      button({ class: "act", "aria-label": t(words), title: t(words), onclick: () => this.go(direction) }, icon(path));
    const help = () =>
      import("./keys-dialog.js")
        .then(({ openKeys }) => openKeys(this.#thread))
        .catch(() => this.#thread.element.announce(t("failed")));
    return h(
      "div",
      { class: "unread-bar", part: "unread", role: "group", "aria-label": t("unread_label") },
      h("span", { class: "unread-words" }, label),
      step("unread_previous", UP, -1),
      step("unread_next", DOWN, 1),
      button({ class: "act keys", "aria-label": t("keys_title"), title: t("keys_title"), onclick: help }, icon(KEYS)),
    );
  }

  /** ] and [ where they stand on the keyboard, whatever its layout; never while something is being typed. */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    const direction = { BracketRight: 1, BracketLeft: -1 }[event.code];
    const [target] = event.composedPath();
    if (!direction || recall(this.#thread.site, "keys") === "off") return;
    if (target.closest("input, textarea, select, dialog, [role=menu]")) return;
    event.preventDefault();
    this.go(direction);
  }

  /** Goes to the next (1) or previous (-1) new comment; fetches more of the thread where it must hold some. */
  async go(direction) {
    await this.#thread.whole();
    const { element, views, t } = this.#thread;
    let from = element.shadowRoot.activeElement;
    for (let loads = 0; loads <= MOST_LOADS; loads += 1) {
      const target = this.#nearest(from, direction);
      if (!target) break;
      if (target.matches(".comment")) {
        const view = views.get(target.id.replace("comment-", ""));
        const { bringIntoSight, spotlight } = await import("./permalink.js");
        spotlight(this.#thread, view);
        bringIntoSight(view);
        return;
      }
      from = [...element.root.querySelectorAll(".comment")].filter((one) => follows(one, target)).at(-1);
      if (!(await pressed(target))) break;
    }
    element.announce(t(this.count ? "unread_end" : "unread_none"));
  }

  #nearest(from, direction) {
    const rest = direction > 0 && this.count > this.#marked;
    const wanted = rest ? ".comment.fresh, .more button" : ".comment.fresh";
    const found = [...this.#thread.element.root.querySelectorAll(wanted)].filter(
      (one) => one.matches(".comment") || (!one.disabled && one.offsetParent),
    );
    const place = from && this.#thread.element.root.contains(from) ? from : this.place;
    if (direction > 0) return found.find((one) => follows(place, one));
    return found.filter((one) => follows(one, place) && !one.contains(place)).at(-1);
  }
}

function follows(first, second) {
  return Boolean(first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING);
}

/** When the comments of a page and their replies were written, in milliseconds. */
function moments(comments) {
  return comments.flatMap((one) => [Date.parse(one.created_at) || 0, ...moments(one.replies?.comments ?? [])]);
}

/** Presses a "Show more" button and waits until its page came (true) or did not. */
function pressed(node) {
  const { parentNode: slot } = node;
  node.click();
  return new Promise((resolve) => {
    const look = () => {
      if (node.disabled && node.isConnected) return;
      watcher.disconnect();
      resolve(!node.isConnected);
    };
    const watcher = new MutationObserver(look);
    watcher.observe(slot, { attributes: true, childList: true, subtree: true });
    look();
  });
}
