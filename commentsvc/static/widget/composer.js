/** What the composer does: name, draft, counter, sending, and an honest word on how it went. */

import { Preview } from "./composer-preview.js";
import { drawTools } from "./composer-tools.js";
import { Traps } from "./composer-traps.js";
import { Who } from "./composer-who.js";
import { newKey, readDraft, writeDraft } from "./drafts.js";
import { button, h, put, uid } from "./dom.js";
import { dress } from "./dress.js";
import formStyle from "./form-style.js";
import { addOwn, loadMine } from "./mine.js";
import { spotlight } from "./permalink.js";
import { drawPrivacy } from "./privacy-link.js";
import { callAs, sentenceOf, token } from "./session.js";
import { keep } from "./storage.js";
import { adopt } from "./style.js";
import writeStyle from "./write-style.js";

export const LIMIT = 5000; // characters, as the service counts them
const NEAR = 500; // characters left when the counter appears
const PATIENCE = 1000; // milliseconds that a box waits for its switches for mail, so that nothing moves later

/** Loads the words and the look of writing into a thread, once. */
export async function prepareWriting(thread) {
  if (!thread.writing) {
    await dress(thread);
    adopt(thread.element.shadowRoot, formStyle);
    adopt(thread.element.shadowRoot, writeStyle);
    thread.writing = true;
  }
}

/** How many characters are left of `limit`, counted by code point. */
export function charactersLeft(text, limit = LIMIT) {
  return limit - [...text].length;
}

/** The composer behind one box: for a new comment (`parent` null) or for a reply. */
export class Composer {
  #thread;
  #shell;
  #parent;
  #draft;
  #sending = false;
  #told = false; // what checks object to was said

  /** Brings a drawn shell to life. */
  static async start(thread, shell, parent) {
    // A box without its switches for mail is better than none.
    const telling = import("./telling.js").then((module) => module.telling(thread)).catch(() => null);
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    await Promise.all([prepareWriting(thread), Promise.race([telling, late])]);
    const composer = new Composer(thread, shell, parent);
    telling.then((one) => one?.draw(composer.mails));
    return composer;
  }

  constructor(thread, shell, parent) {
    this.#thread = thread;
    this.#shell = shell;
    this.#parent = parent;
    this.#draft = readDraft(thread, parent);
    this.#draw();
    const { form, box } = shell;
    // What was typed while this module was still loading counts as well.
    if (box.value) this.#typed();
    else box.value = this.#draft.source;
    box.addEventListener("input", () => this.#typed());
    form.addEventListener("submit", () => this.send());
    form.addEventListener("keydown", (event) => this.#key(event));
    addEventListener("online", () => this.#draft.queued && this.send(), { signal: thread.element.signal });
    this.#count();
    if (this.#draft.queued) this.#resume();
    const { slow_seconds: slow, anonymous_closed: closed } = thread.thread;
    if (slow || closed) thread.later("./pause.js", "drawPause");
  }

  #draw() {
    const { t } = this.#thread;
    this.mails = h("div", {});
    const keys = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘ + Enter" : "Ctrl + Enter";
    this.who = new Who(this.#thread, this.#shell.form, (sentence) => this.#say(sentence));
    this.counter = h("span", { class: "counter", hidden: true, id: uid("left") });
    this.state = h("div", { class: "state", id: uid("state"), role: "status" });
    this.sendButton = h("button", { type: "submit", class: "btn primary", part: "send-button" }, this.#sendLabel);
    this.#shell.box.setAttribute("aria-describedby", `${this.counter.id} ${this.state.id}`);
    this.preview = new Preview(this.#thread, this.#shell, {
      check: () => this.#checkText(),
      say: (sentence, kind) => this.#say(sentence, kind),
    });
    const tools = drawTools(t, this.#shell.box, this.preview.button);
    const cancel =
      this.#parent && button({ class: "btn quiet", onclick: () => this.#thread.closeReply(true) }, t("cancel"));
    this.mine = button({ class: "btn quiet", part: "mine-button", onclick: () => this.#openMine() }, t("mine"));
    this.traps = new Traps(this.#thread);
    this.fields = h(
      "div",
      { class: "form-grid" },
      this.traps.field,
      tools,
      this.who.node,
      this.mails,
      this.state,
      h(
        "div",
        { class: "actions" },
        this.sendButton,
        cancel,
        this.counter,
        h("span", { class: "hint" }, t("send_hint", { keys })),
        this.mine,
        !this.#parent && drawPrivacy(this.#thread, "btn quiet"),
      ),
    );
    this.#shell.inner.append(this.fields);
    this.#shell.box.addEventListener("focus", () => this.#unfold(true));
    this.#unfold(true);
  }

  /** Shows the name and the buttons, or leaves the box alone once more. */
  #unfold(on) {
    this.#shell.form.classList.toggle("awake", on);
    this.fields.hidden = !on;
    this.mine.hidden = Boolean(this.#parent) || !token(this.#thread.site);
  }

  #openMine() {
    const failed = () => this.#say(this.#thread.t("not_done"));
    import("./my-comments.js").then(({ openMine }) => openMine(this.#thread)).catch(failed);
  }

  get #sendLabel() {
    return this.#thread.t(this.#parent ? "send_reply" : "send");
  }

  #key(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      this.send();
    }
    if (event.key !== "Escape" || event.isComposing) return;
    if (this.preview.open) this.preview.close(true);
    else if (this.#parent) this.#thread.closeReply(true);
    else return;
    event.stopPropagation();
  }

  #typed() {
    // Other words are another comment: an earlier try's key must not stand for them.
    this.#draft = { source: this.#shell.box.value, key: null, queued: false };
    writeDraft(this.#thread, this.#parent, this.#draft);
    this.#shell.box.removeAttribute("aria-invalid");
    if (!this.#sending) this.#say(null);
    this.#count();
  }

  #count() {
    const left = charactersLeft(this.#shell.box.value);
    this.counter.hidden = left > NEAR;
    this.counter.classList.toggle("over", left < 0);
    this.counter.textContent = this.#thread.t(left < 0 ? "characters_over" : "characters_left", { n: Math.abs(left) });
  }

  #say(sentence, kind = "bad") {
    put(this.state, sentence ? h("p", { class: `note ${kind}` }, sentence) : null);
  }

  #wrong(field, sentence) {
    if (field === this.#shell.box) this.preview.close();
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", this.state.id);
    field.addEventListener("input", () => field.removeAttribute("aria-invalid"), { once: true });
    this.#say(sentence);
    field.focus();
    return false;
  }

  #checkText() {
    const { t } = this.#thread;
    const { box } = this.#shell;
    if (!box.value.trim()) return this.#wrong(box, t("text_missing"));
    return charactersLeft(box.value) < 0 ? this.#wrong(box, t("too_long", { n: LIMIT })) : true;
  }

  #check() {
    const { t } = this.#thread;
    if (!this.#checkText()) return false;
    if (this.who.name === "") return this.#wrong(this.who.input, t("name_missing"));
    return true;
  }

  #resume() {
    if (navigator.onLine === false) this.#say(this.#thread.t("offline"), "");
    else this.send();
  }

  /** Sends the comment; a try whose outcome is unknown is repeated under the same key, so that it is posted once. */
  async send() {
    if (this.#sending || !this.#check()) return;
    const { element, t, site } = this.#thread;
    const { name, account } = this.who;
    if (!account) keep(site, "name", name);
    // What waited for the connection goes on waiting until it is known to have arrived: the page may be left meanwhile.
    const { key, queued } = this.#draft;
    this.#draft = { source: this.#shell.box.value, key: key ?? newKey(), queued };
    writeDraft(this.#thread, this.#parent, this.#draft);
    this.#setSending(true);
    try {
      const nudge = this.#told ? "told" : "ask";
      const body = { thread: element.article, source: this.#draft.source, nudge, ...this.traps.told };
      if (name) body.author = { name };
      if (this.#parent) body.parent_id = this.#parent.comment.id;
      const path = `/sites/${encodeURIComponent(site)}/comments`;
      const answer = await callAs(site, "POST", path, {
        ...{ name, element, signedIn: Boolean(account) },
        ...{ body, idempotencyKey: this.#draft.key, lang: t.lang },
      });
      await this.#thread.whole();
      this.#setSending(false);
      this.#done(answer);
    } catch (error) {
      this.#setSending(false);
      this.#failed(error);
    }
  }

  #setSending(on) {
    const { t } = this.#thread;
    this.#sending = on;
    this.#shell.box.readOnly = on;
    this.sendButton.setAttribute("aria-disabled", String(on));
    put(this.sendButton, on ? [h("span", { class: "spinner" }), t("sending")] : this.#sendLabel);
    if (on) this.#say(null);
  }

  #done({ comment, thread_version: version }) {
    const { element, t, site } = this.#thread;
    const { box } = this.#shell;
    this.#draft = { source: "", key: null, queued: false };
    this.#told = false;
    writeDraft(this.#thread, this.#parent, this.#draft);
    box.value = "";
    this.preview.close();
    this.#count();
    this.who.posted(comment.author);
    this.#unfold(false);
    this.#thread.version = version ?? this.#thread.version;
    const held = comment.status !== "approved";
    const view = addOwn(this.#thread, { ...comment, parent_id: comment.parent_id ?? this.#parent?.comment.id ?? null });
    if (!held) this.#thread.setCount(this.#thread.count + 1);
    if (this.#parent) this.#thread.closeReply();
    if (view) spotlight(this.#thread, view);
    element.announce(held ? comment.held_because || t("held") : t("posted"));
    element.notify(held ? "comments:held" : "comments:posted", {
      site,
      key: this.#thread.thread.key,
      id: comment.id,
      status: comment.status,
    });
    loadMine(this.#thread).catch(() => {});
  }

  #failed(error) {
    const { element, t, site } = this.#thread;
    const unknown = error.kind !== "problem" || error.status >= 500;
    if (!unknown) this.#draft.key = null;
    const offline = error.kind === "network" && navigator.onLine === false;
    this.#draft.queued = offline || (this.#draft.queued && error.kind !== "problem");
    writeDraft(this.#thread, this.#parent, this.#draft);
    element.notify("comments:failed", { site, code: error.code ?? error.kind, status: error.status });
    if (offline) return this.#say(t("offline"), "");
    if (error.status === 401) return this.#say(t("sign_in_lost"));
    if (error.code === "slow_mode" || error.code === "anonymous_closed") {
      this.#thread.later("./pause.js", "refusedNow", this.#shell, error);
      return this.#say(null);
    }
    if (error.status === 429) return this.#say(t("too_fast", { n: error.retryAfter ?? 10 }));
    if (unknown) {
      import("./diagnose.js").then(({ explain }) => explain(element, error)).catch(() => {});
      return this.#say(t("unreachable"));
    }
    if (error.code === "reconsider") {
      this.#told = true;
      const act = { post: () => this.send(), change: () => this.preview.close() };
      const drawn = import("./nudge.js").then(({ showNudge }) => showNudge(t, this.state, this.#shell.box, error, act));
      return drawn.catch(() => this.#say(`${error.title} ${sentenceOf(error)}`));
    }
    if (error.code === "banned" || error.code === "suspended" || error.code === "warned") {
      this.#thread.later("./standing.js", "showStanding", this.#shell);
      return this.#say(sentenceOf(error));
    }
    const names = error.errors.map(({ field }) => String(field));
    const field = names.some((one) => one.includes("name")) ? this.who.input : this.#shell.box;
    return this.#wrong(field, sentenceOf(error) || t("refused"));
  }
}
