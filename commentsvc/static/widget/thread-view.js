/** The discussion on the page: heading, order, composer, list. What a reader does loads with the first doing of it. */

import { CommentView } from "./comment-view.js";
import { draftSlot, drawShell, invite } from "./composer-shell.js";
import { button, h, put } from "./dom.js";
import { ReplyBox } from "./reply-box.js";
import { inSlices } from "./slices.js";
import { drawSorts } from "./sort-control.js";
import { recall } from "./storage.js";

const ROOM = "13em"; // what the outline kept for the comments, while they are not there yet

/** Draws one thread into its element and keeps what is on the page by comment id. */
export class ThreadView {
  views = new Map();
  mine = { votes: {}, uncounted: new Set(), flags: new Set(), editable: {}, sources: {}, own: new Map() };
  /** The thread version our own last write made; later reads ask for at least this. */
  version = null;
  locked = false;
  /** The filter in force ("featured", "staff"), or null. */
  filter = null;
  /** What readers come back to and newsrooms add (reading.js), once it is there. */
  reading = null;
  /** The drawn form for a new comment; null while the thread is locked. */
  composer = null;
  /** Ids of the comments whose replies the reader hid. */
  folded = new Set();
  /** Settled when what is being drawn is on the page. */
  #work;

  constructor(element) {
    this.element = element;
    this.t = element.t;
    this.site = element.site;
    this.replyBox = new ReplyBox(this);
    this.heading = h("h2", { class: "title", part: "title", tabindex: -1 });
    this.count = 0;
    this.bar = h("header", { class: "bar", part: "header" }, this.heading);
    this.place = h("div", { class: "place" });
    this.news = h("div", { class: "news", role: "status" });
    this.list = h("ol", { class: "list", part: "list" });
    this.foot = h("div", { class: "more" });
    put(
      element.root,
      h("section", { class: "thread", part: "thread" }, this.bar, this.place, this.news, this.list, this.foot),
    );
    addEventListener("hashchange", () => this.openPermalink(), { signal: element.signal });
  }

  /** A quiet outline while the first page is on its way. */
  drawLoading() {
    put(this.place, h("div", { class: "bones" }, h("p", { class: "sr" }, this.t("loading"))));
  }

  /** Calm words and "Try again" in place of the list. */
  drawFailure(error) {
    const { t } = this;
    const misplaced = error.code === "site_missing" || (error.kind === "problem" && error.status < 500);
    const words = misplaced ? "misplaced" : "failed";
    const again = () =>
      button({ class: "btn", part: "retry-button", onclick: () => this.element.restart() }, t("retry"));
    const text = h("p", {}, t(navigator.onLine === false ? "failed_offline" : words));
    const box = h("div", { class: "bar note failure", part: "failure", role: "status" }, text, !misplaced && again());
    put(this.place, box);
    this.bar.hidden = true;
    if (misplaced) return;
    addEventListener("online", () => this.element.restart(), { once: true, signal: this.element.signal });
  }

  /** Draws a first page, its beginning at once. Fulfilled when the list is whole, or left for a newer page. */
  draw(page) {
    this.page = page;
    this.thread = page.thread;
    this.locked = page.thread.state !== "open";
    const start = performance.now();
    const first = !this.sorts;
    if (first) {
      this.sorts = drawSorts(this);
      this.bar.append(this.sorts);
      const dress = () => import("./dress.js").then((module) => module.dress(this)).catch(() => {});
      for (const touch of ["pointerover", "focusin"]) this.bar.parentNode.addEventListener(touch, dress, { once: true });
    }
    this.setCount(page.thread.comment_count);
    if (this.locked) this.#drawLocked();
    else if (!this.composer) this.drawComposer();
    else this.composer.form.querySelector(".lock-note")?.remove();
    put(this.news);
    this.reading?.draw(page);
    return this.#inSlices(this.#anew(page, first), start);
  }

  #drawLocked() {
    this.composer = null;
    put(this.place, h("p", { class: "note", part: "locked" }, this.t("locked")));
    if (this.#draft) this.later("./locked.js", "showKeptText", this.place);
  }

  /** Draws the form for a new comment. */
  drawComposer() {
    const label = this.invitation;
    this.composer = drawShell(this.site, { label, placeholder: label, wake: (shell) => this.wake(shell, null) });
    put(this.place, this.composer.form);
    // A draft is waiting: show it at once, with its buttons.
    if (this.#draft) this.composer.wake();
  }

  get #draft() {
    return recall(this.site, draftSlot(this, null));
  }

  get invitation() {
    return this.t(this.count > 0 ? "join" : "write_first");
  }

  /** Loads what a drawn form does; `parent` is the comment that it answers, or null. */
  async wake(shell, parent) {
    try {
      const { Composer } = await import("./composer.js");
      return await Composer.start(this, shell, parent);
    } catch (error) {
      shell.awake = false;
      this.element.announce(this.t("failed"));
      throw error;
    }
  }

  /** Another order of comments. */
  setSort(name) {
    return this.later("./sorting.js", "setSort", name);
  }

  /** Shows the number of comments, in the heading and to whoever listens on the page. */
  setCount(count) {
    this.count = Math.max(0, count);
    this.heading.textContent = this.t("comments_n", { n: this.count });
    this.sorts.hidden = this.count === 0;
    if (this.composer) invite(this.composer, this.invitation);
    this.element.notify("comments:counted", { site: this.site, key: this.thread.key, count: this.count });
  }

  /** Adds a page of roots and the button for the next. */
  addPage(page) {
    return this.#inSlices(this.#roots(page));
  }

  /** Adds replies to a comment and the button for the next. */
  addReplies(view, page) {
    return this.#inSlices(this.#replies(view, page));
  }

  /** Fulfilled when the list is whole. What looks for a comment on the page waits for this. */
  async whole() {
    let work;
    while (work !== this.#work) await (work = this.#work);
  }

  /** Takes the steps of a drawing, with turns for the browser. Once another first page is drawn, no further step. */
  #inSlices(steps, start) {
    const { page } = this;
    const goesOn = () => this.page === page;
    const done = inSlices(steps, goesOn, start);
    this.#work = Promise.allSettled([this.#work, done]);
    done.then(() => inSlices(this.#settle(), goesOn), () => {});
    return done;
  }

  /** Has the list laid out comment by comment, so that nothing moves for who goes to its end. */
  *#settle() {
    for (const node of this.list.querySelectorAll(".far")) {
      yield true;
      node.classList.remove("far");
    }
  }

  /**
   * What stood in the list goes when the first comment takes its place, so that it is never seen empty. Where all is new
   * to the browser, to lay it out takes longest: what is above the first comment and that itself have a frame each.
   */
  *#anew(page, first) {
    if (first && page.comments.length) this.list.style.minBlockSize = ROOM;
    yield first;
    this.views.clear();
    put(this.list);
    put(this.foot);
    yield* this.#roots(page);
  }

  *#roots({ comments, next_cursor: next }) {
    yield* this.#steps(comments);
    this.list.style.minBlockSize = "";
    const onclick = ({ currentTarget }) => this.#more(currentTarget, "moreRoots", next);
    put(this.foot, next && button({ class: "btn wide", part: "more-button", onclick }, this.t("more_comments")));
  }

  /** A step for each comment. */
  *#steps(comments, parent, first) {
    for (const comment of comments) {
      const known = this.views.get(comment.id);
      if (known) {
        known.update(comment);
        continue;
      }
      const view = new CommentView(this, comment, parent);
      this.views.set(comment.id, view);
      if (parent) parent.addReply(view, first);
      else if (first) this.list.prepend(view.node);
      else {
        // Laid out when its turn comes (#settle).
        view.node.classList.add("far");
        this.list.append(view.node);
      }
      // Somebody in the middle of a reply goes on with it; its words are on the device.
      if (comment.id === this.replyBox.answered && !this.locked) this.reply(view);
      yield this.views.size < 2;
      if (comment.replies) yield* this.#replies(view, comment.replies);
    }
  }

  *#replies(view, page) {
    yield* this.#steps(page.comments, view);
    const rest = (view.comment.reply_count ?? 0) - view.list.childElementCount;
    const { next_cursor: next } = page;
    view.drawMore(rest, next && (({ currentTarget }) => this.#more(currentTarget, "moreReplies", view, next)));
  }

  /** Puts a comment on the page once; one that is there already is drawn anew. `first`: above the others. */
  show(comment, parent, first = false) {
    Array.from(this.#steps([comment], parent, first)); // all of them at once
    const view = this.views.get(comment.id);
    view.node.classList.remove("far");
    return view;
  }

  /** Opens the reply box under a comment. */
  reply(view) {
    return this.replyBox.open(view);
  }

  /** Closes the open reply box; its draft stays on the device. */
  closeReply(focus = false) {
    this.replyBox.close(focus);
  }

  /** Goes to a comment of this thread, and loads it where it is not on the page. */
  goTo(id) {
    return this.later("./permalink.js", "goTo", id);
  }

  castVote(view, value) {
    this.later("./votes.js", "castVote", view, value);
  }

  menu(view) {
    this.later("./menu.js", "openMenu", view);
  }

  /** Goes to the comment that the page's address names, when it names one. */
  openPermalink() {
    if (location.hash.startsWith("#comment-")) this.later("./permalink.js", "openPermalink");
  }

  /** A button for more takes one press at a time; where the page does not come, it can be pressed again. */
  async #more(pressed, ...what) {
    pressed.disabled = true;
    await this.later("./paging.js", ...what);
    pressed.disabled = false;
  }

  /** Loads a module and calls its function `name` with this thread and `args`. */
  async later(file, name, ...args) {
    try {
      await (await import(file))[name](this, ...args);
    } catch {
      this.element.announce(this.t("failed"));
    }
  }

  /** Leaves a drawing where it is: the element went, or begins anew. */
  close() {
    this.page = null;
  }
}
