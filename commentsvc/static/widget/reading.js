/**
 * What the plain list does not need: marks of what is new, muted people, editors' picks, filters, notices. Loaded
 * before the first drawing where the page or this device has something of it to show, and quietly after it elsewhere.
 */

import { deskWanted, drawDeskLink } from "./desk-links.js";
import { Filters } from "./filters.js";
import { catalogue } from "./language.js";
import { Muted } from "./muted.js";
import { drawNotices } from "./notices.js";
import { markOwn } from "./own.js";
import { drawPicks } from "./picks.js";
import readingStyle from "./reading-style.js";
import { adopt } from "./style.js";
import { Unread } from "./unread.js";

/** Gives the thread its reading aids, once; the thread calls `dress` for each comment and `draw` for each first page. */
export async function equip(thread) {
  thread.t.add(await catalogue(thread.t.lang, "read-"));
  if (thread.reading) return;
  adopt(thread.element.shadowRoot, readingStyle);
  thread.reading = new Reading(thread);
  if (thread.page) thread.reading.draw(thread.page);
}

class Reading {
  #thread;
  #places = {};
  #featured = [];

  constructor(thread) {
    this.#thread = thread;
    this.filters = new Filters(thread);
    this.muted = new Muted(thread, () => this.#drawPicks());
    this.unread = new Unread(thread);
  }

  /** Marks one comment that was just drawn. */
  dress(view) {
    markOwn(this.#thread, view);
    this.muted.dress(view);
    this.unread.dress(view);
  }

  /** Draws what stands around the list of a first page; marks what is drawn of it by then. */
  draw(page) {
    const thread = this.#thread;
    this.unread.begin(page);
    for (const view of thread.views.values()) this.dress(view);
    drawNotices(thread, this.#place("notices", thread.place, "before"));
    this.filters.draw(this.#place("filters", thread.news, "before"));
    this.unread.place = this.#place("unread", thread.list, "before");
    this.#featured = (!thread.filter && page.featured) || [];
    this.#drawPicks();
    this.muted.place = this.#place("muted", thread.foot, "after");
    this.unread.draw();
    this.muted.draw();
    if (deskWanted(thread.site)) drawDeskLink(thread, this.#place("desk", thread.foot, "after"));
  }

  #drawPicks() {
    // What begins the list need not be shown twice.
    const first = this.#thread.page?.comments[0]?.id;
    const shown = this.#featured.filter((comment) => comment.id !== first && !this.muted.has(comment));
    drawPicks(this.#thread, shown, this.#place("picks", this.#thread.list, "before"));
  }

  #place(name, beside, where) {
    if (!this.#places[name]) {
      this.#places[name] = document.createElement("div");
      beside[where](this.#places[name]);
    }
    return this.#places[name];
  }
}
