/** One comment on the page, with its place for a reply box and its replies. */

import { drawAvatar, drawGhostAvatar } from "./avatar.js";
import { drawBody } from "./body.js";
import { button, h, icon, put, uid } from "./dom.js";

const ICONS = {
  up: "M10 16V4.5M5 9.5l5-5 5 5",
  down: "M10 4v11.5M5 10.5l5 5 5-5",
  reply: "M8 5L3.5 9.5 8 14M4 9.5h7.5a5 5 0 0 1 5 5v1",
  fold: "M5.5 12l4.5-4.5 4.5 4.5",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
};
const BADGES = ["author", "staff", "verified", "new"];

/** A comment's part of the page. `thread` is the ThreadView it belongs to. */
export class CommentView {
  constructor(thread, comment, parent = null) {
    this.thread = thread;
    this.parent = parent;
    this.comment = comment;
    const name = uid("n");
    this.nameId = name;
    this.article = h("article", {
      class: "comment",
      part: "comment",
      id: `comment-${comment.id}`,
      tabindex: -1,
      "aria-labelledby": name,
    });
    this.slot = h("div", { class: "slot" });
    this.list = h("ol", { class: "replies", part: "replies", hidden: true });
    this.moreSlot = h("div", { class: "more" });
    this.node = h("li", { class: "item" }, this.article, this.slot, this.list, this.moreSlot);
    this.update(comment);
  }

  /** Draws the comment anew from fresh data; replies and an open reply box stay. */
  update(comment = this.comment) {
    this.comment = comment;
    const gone = !comment.author;
    const parts = gone ? this.#tombstone() : [this.#head(), this.#text(), this.#note(), this.#foot()];
    const avatar = gone ? drawGhostAvatar() : drawAvatar(comment.author.avatar, comment.author.name);
    this.article.classList.toggle("gone", gone);
    this.article.classList.toggle("waiting", comment.status === "pending" || comment.status === "rejected");
    put(this.article, avatar, h("div", { class: "content" }, parts));
    this.thread.reading?.dress(this);
  }

  #tombstone() {
    const { t } = this.thread;
    this.foot = h("div", { class: "foot" }, this.#foldButton());
    const words = t(this.comment.withdrawn ? "withdrawn" : "removed");
    return [h("p", { class: "ghost", id: this.nameId }, words), this.foot];
  }

  #head() {
    const { t } = this.thread;
    const { author, created_at: created, edited_at: edited, permalink, reply_to: to } = this.comment;
    const time = h("time", { datetime: created }, t.ago(created));
    this.time = time;
    // A plain click needs no journey: the comment is here.
    const stay = (event) => plain(event) && this.thread.later("./permalink.js", "stay", this);
    return h(
      "header",
      { class: "head" },
      h("bdi", { class: "name", part: "author", id: this.nameId, dir: "auto" }, author.name),
      BADGES.filter((badge) => (author.badges ?? []).includes(badge)).map((badge) =>
        h("span", { class: `badge ${badge}`, part: "badge" }, t(`badge_${badge}`)),
      ),
      to?.name && this.#answered(to),
      permalink
        ? h("a", { class: "date", part: "date", href: permalink, onclick: stay }, time)
        : h("span", { class: "date", part: "date" }, time),
      edited && h("time", { class: "edited", datetime: edited }, t("edited")),
      this.comment.featured && h("span", { class: "badge featured", part: "badge" }, t("featured")),
    );
  }

  /** Whom a reply in a flat list answers, with the way to that comment. */
  #answered({ id, name }) {
    const { t } = this.thread;
    const onclick = (event) => plain(event) && this.thread.goTo(id);
    const props = { class: "to", part: "parent-link", href: `#comment-${id}`, onclick };
    return h("a", props, icon(ICONS.reply), h("bdi", { dir: "auto" }, t("replying_to", { name })));
  }

  #text() {
    this.body = h("div", { class: "body", part: "body", dir: "auto" }, drawBody(this.comment.body));
    return this.body;
  }

  #note() {
    const { t } = this.thread;
    const { status, held_because: held, reason } = this.comment;
    if (status === "pending") return h("p", { class: "note", part: "note" }, held || t("pending"));
    if (status === "rejected") return h("p", { class: "note bad", part: "note" }, reason || t("rejected"));
    return null;
  }

  #foot() {
    const { t, locked } = this.thread;
    const shown = this.comment.status === "approved";
    this.replyButton = button(
      {
        class: "act reply",
        part: "reply-button",
        hidden: locked,
        "aria-label": t("reply_to", { name: this.comment.author.name }),
        onclick: () => this.thread.reply(this),
      },
      icon(ICONS.reply),
      t("reply"),
    );
    this.menuButton = button(
      {
        class: "act menu",
        "aria-label": t("more"),
        "aria-haspopup": "menu",
        "aria-expanded": "false",
        onclick: () => this.thread.menu(this),
      },
      icon(ICONS.more),
    );
    const votes = [this.#voteButton("up", 1), this.thread.thread.downvotes !== false && this.#voteButton("down", -1)];
    this.votes = h("div", { class: "votes", part: "votes" }, votes);
    this.drawVotes();
    const acts = [shown && this.votes, shown && this.replyButton, this.menuButton, this.#foldButton()];
    this.foot = h("div", { class: "foot" }, acts);
    return this.foot;
  }

  #foldButton() {
    this.foldLabel = h("span");
    const onclick = () => this.fold(!this.folded);
    this.foldButton = button({ class: "act fold", part: "fold-button", onclick }, icon(ICONS.fold), this.foldLabel);
    this.drawFold();
    return this.foldButton;
  }

  /** Whether the reader hid the replies to this comment. */
  get folded() {
    return this.thread.folded.has(this.comment.id);
  }

  /** Hides or shows the replies. */
  fold(on) {
    if (on) this.thread.folded.add(this.comment.id);
    else this.thread.folded.delete(this.comment.id);
    this.drawFold();
  }

  /** Brings the button that hides the replies, and their list, up to date. */
  drawFold() {
    const shown = this.list.childElementCount;
    const n = Math.max(this.comment.reply_count ?? 0, shown);
    this.list.hidden = shown === 0 || this.folded;
    this.moreSlot.hidden = shown > 0 && this.folded;
    this.foldButton.hidden = shown === 0;
    this.foldButton.setAttribute("aria-expanded", String(!this.folded));
    this.foldLabel.textContent = this.thread.t(this.folded ? "replies_n" : "hide_replies", { n });
  }

  /** The reader's own vote on this comment: 1, -1 or 0. */
  get vote() {
    return this.thread.mine.votes[this.comment.id] ?? 0;
  }

  /** Brings the vote buttons up to date. The buttons stay: an answer may come between a finger's going down and up. */
  drawVotes() {
    for (const node of this.votes.children) this.#drawVote(node, Number(node.dataset.value));
  }

  #voteButton(direction, value) {
    return button({
      class: `act vote ${direction}`,
      part: `vote-button vote-${direction}`,
      "data-value": value,
      title: this.thread.t(direction),
      onclick: () => this.thread.castVote(this, value),
    });
  }

  #drawVote(node, value) {
    const { t } = this.thread;
    const direction = value > 0 ? "up" : "down";
    const apart = this.vote === value && this.thread.mine.uncounted.has(this.comment.id);
    const n = (this.comment.votes?.[direction] ?? 0) + apart;
    // What would only be refused is not offered; the tally stays.
    node.disabled = this.thread.locked;
    node.setAttribute("aria-pressed", String(this.vote === value));
    node.setAttribute("aria-label", `${t(direction)}: ${t("votes_n", { n })}`);
    put(node, icon(ICONS[direction]), n > 0 && h("span", { class: "tally" }, t.number(n)));
  }

  /** Shows one reply; at the start or at the end of those shown. */
  addReply(view, first = false) {
    if (first) this.list.prepend(view.node);
    else this.list.append(view.node);
    this.drawFold();
  }

  /** Shows or takes away "Show n more replies". */
  drawMore(count, load) {
    const { t } = this.thread;
    const words = this.list.childElementCount ? "more_replies" : "replies_n";
    const label = count > 0 ? t(words, { n: count }) : t("more_comments");
    put(this.moreSlot, load ? button({ class: "act more-replies", part: "more-button", onclick: load }, label) : null);
  }
}

/** Whether a click wants no new tab or window; then the browser does nothing more about it. */
function plain(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false;
  event.preventDefault();
  return true;
}
