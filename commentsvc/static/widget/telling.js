/**
 * Being told by mail: of replies to one's comments, and of what is new in a discussion that one follows. Loaded with the
 * first box in which a reader writes; whoever is not signed in is asked for an address first.
 */

import { button, h, put, uid } from "./dom.js";
import { catalogue } from "./language.js";
import { account, accounts, send, sentenceOf, token } from "./session.js";
import { adopt } from "./style.js";
import tellingStyle from "./telling-style.js";

const SOON = ["at_once", "hourly", "daily"];
const USUAL = "hourly"; // how soon whoever follows is told, until choosing otherwise
const made = new WeakMap();

/** What is chosen in a thread, one for all its boxes; fulfilled when it can be drawn. */
export function telling(thread) {
  if (!made.has(thread)) made.set(thread, prepare(thread));
  return made.get(thread);
}

async function prepare(thread) {
  try {
    thread.t.add(await catalogue(thread.t.lang, "tell-"));
    adopt(thread.element.shadowRoot, tellingStyle);
    return new Telling(thread);
  } catch (error) {
    made.delete(thread);
    throw error;
  }
}

class Telling {
  #thread;
  #rows = [];
  /** What the service said of the account (`me/preferences`), or null. */
  #known = null;
  #loading = null;
  #saved = Promise.resolve();

  constructor(thread) {
    this.#thread = thread;
    accounts.addEventListener("change", () => this.#refresh(), { signal: thread.element.signal });
    this.#refresh();
  }

  /** Draws the two switches into a place of its own in a box. */
  draw(place) {
    const { t } = this.#thread;
    const state = h("div", { class: "telling-state", "aria-live": "polite" });
    const replies = this.#switch(t("tell_replies"), "replies", state);
    const follow = this.#switch(t("tell_follow"), "following", state);
    const soon = this.#select(null, { "aria-label": t("tell_soon") });
    soon.addEventListener("change", () => this.#save("following", soon.value, state));
    put(place, h("div", { class: "telling", part: "telling" }, replies.label, follow.label, soon, state));
    this.#rows = this.#rows.filter((row) => row.place.isConnected);
    this.#rows.push({ place, replies: replies.box, follow: follow.box, soon });
    this.#show();
  }

  /** Somewhere else on the page the reader left this discussion. */
  followedNoMore() {
    if (this.#known) this.#known.following = null;
    this.#show();
  }

  #select(chosen, props = {}) {
    const { t } = this.#thread;
    const options = SOON.map((name) => h("option", { value: name, selected: name === chosen }, t(`tell_${name}`)));
    return h("select", { class: "soon", part: "telling-soon", ...props }, options);
  }

  #switch(words, what, state) {
    const box = h("input", { type: "checkbox", role: "switch", onchange: () => this.#turn(what, box, state) });
    return { box, label: h("label", { class: "tell" }, box, h("span", {}, words)) };
  }

  get #account() {
    return account(this.#thread.site);
  }

  /** Guests can sign in by mail; whom the publisher named may have no address that was confirmed. */
  get #offered() {
    const known = this.#account;
    if (!known) return Boolean(this.#thread.thread?.sign_in?.includes("mail"));
    return this.#known ? this.#known.reachable : !known.publisher;
  }

  #show() {
    const { replies = false, following = null } = this.#known ?? {};
    for (const row of this.#rows) {
      row.place.hidden = !this.#offered;
      row.replies.checked = replies;
      row.follow.checked = Boolean(following);
      row.soon.hidden = !following;
      if (following) row.soon.value = following;
    }
  }

  #refresh() {
    this.#known = null;
    this.#loading = this.#account ? this.#load() : null;
    this.#show();
  }

  async #load() {
    const { element, site, t } = this.#thread;
    const bearer = token(site);
    let known = { reachable: false };
    try {
      const query = element.articleQuery;
      known = told(await send("GET", this.#path("me/preferences"), { query, token: bearer, lang: t.lang }));
    } catch {
      // Without an address, or without the service, there is nothing to choose.
    }
    if (token(site) !== bearer) return;
    this.#known = known;
    this.#show();
  }

  #path(rest) {
    return `/sites/${encodeURIComponent(this.#thread.site)}/${rest}`;
  }

  async #turn(what, box, state) {
    const { checked: on } = box;
    put(state);
    if (!this.#account) return this.#signIn(what, box, state);
    await this.#loading;
    if (!this.#known?.reachable) return this.#say(state, this.#thread.t("not_done"));
    if (on && this.#known.blocked) return this.#say(state, this.#thread.t("tell_blocked"));
    if (on && (what === "following" || !this.#known.agreed)) return this.#ask(what, box, state);
    return this.#save(what, on, state);
  }

  /** The switch stays as it is until somebody is signed in; then it is turned. */
  async #signIn(what, box, state) {
    box.checked = false;
    try {
      const { openSignIn } = await import("./sign-in.js");
      const goOn = async () => {
        await this.#loading;
        box.focus();
        if (this.#known?.[what]) return;
        box.checked = true;
        await this.#turn(what, box, state);
      };
      openSignIn(this.#thread, goOn, this.#thread.t("tell_sign_in"));
    } catch {
      this.#say(state, this.#thread.t("not_done"));
    }
  }

  /** Nobody is told of anything who has not said yes to the service's own words. */
  #ask(what, box, state) {
    const { t, element } = this.#thread;
    const { address, consent, following_consent: following } = this.#known;
    const title = uid("telling");
    const soon = what === "following" && this.#select(USUAL);
    const yes = button({ class: "btn primary", onclick: () => dialog.close("yes") }, t("tell_yes"));
    const no = button({ class: "btn quiet", onclick: () => dialog.close() }, t("cancel"));
    const dialog = h(
      "dialog",
      { class: "dialog", part: "dialog", "aria-labelledby": title },
      h("h2", { id: title }, t(soon ? "tell_follow" : "tell_title")),
      h("p", { dir: "auto" }, soon ? following : consent),
      h("p", { class: "hint" }, t("tell_to", { address })),
      soon && h("label", { class: "how-soon" }, h("span", { class: "label" }, t("tell_soon")), soon),
      h("div", { class: "actions" }, yes, no),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      box.focus();
      if (dialog.returnValue === "yes") this.#save(what, soon ? soon.value : true, state);
      else this.#show();
    });
    element.root.append(dialog);
    dialog.showModal();
    yes.focus();
  }

  /** Keeps choices one after the other; what could not be kept is shown as it was. */
  #save(what, value, state) {
    this.#saved = this.#saved.then(() => this.#keep(what, value, state));
    return this.#saved;
  }

  async #keep(what, value, state) {
    const { element, t } = this.#thread;
    try {
      await (what === "replies" ? this.#saveReplies(value) : this.#saveFollowing(value));
      element.announce(t(`tell_${what}_${value ? "on" : "off"}`));
      put(state);
    } catch (error) {
      this.#say(state, sentenceOf(error) || t("not_done"));
    }
    this.#show();
  }

  async #saveReplies(on) {
    const { site, t } = this.#thread;
    const body = { topics: { reply: on ? "at_once" : "never" } };
    if (on) body.agreed = true;
    const answer = await send("PUT", this.#path("me/preferences"), { body, token: token(site), lang: t.lang });
    this.#known = { ...this.#known, ...told({ ...answer, following: this.#known.following }) };
  }

  async #saveFollowing(cadence) {
    const { element, site, t } = this.#thread;
    const said = { token: token(site), lang: t.lang };
    const { key, url, title } = element.article;
    if (cadence) said.body = key ? { key, url, title, cadence } : { url, title, cadence };
    else said.query = element.articleQuery;
    await send(cadence ? "PUT" : "DELETE", this.#path("subscription"), said);
    this.#known = { ...this.#known, following: cadence || null };
  }

  #say(state, sentence) {
    put(state, h("p", { class: "note bad" }, sentence));
    this.#show();
  }
}

function told(answer) {
  return { reachable: true, ...answer, replies: answer.agreed && answer.topics.reply !== "never" };
}
