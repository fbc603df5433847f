/** Who writes: the name that a guest gives, or whoever is signed in, with the way out. */

import { drawAvatar, drawDefaultAvatar } from "./avatar.js";
import { button, h, put, uid } from "./dom.js";
import { account, accounts, setAccount } from "./session.js";
import { keep, recall } from "./storage.js";

/** One such line in a composer; it follows every sign-in and sign-out on the page. */
export class Who {
  #thread;
  #form;
  #say;

  /** `form`: the composer's, whose avatar it draws; `say(sentence)` tells the reader what happened. */
  constructor(thread, form, say) {
    this.#thread = thread;
    this.#form = form;
    this.#say = say;
    const id = uid("name");
    this.input = h("input", {
      class: "field name-field",
      part: "name",
      id,
      autocomplete: "nickname",
      dir: "auto",
      required: true,
      value: recall(thread.site, "name") ?? "",
      onchange: () => this.account || keep(thread.site, "name", this.input.value.trim() || null),
    });
    this.field = h("div", {}, h("label", { class: "label", for: id }, thread.t("name")), this.input);
    this.line = h("p", { class: "who", part: "who" });
    this.node = h("div", {}, this.field, this.line);
    accounts.addEventListener("change", () => this.#changed(), { signal: thread.element.signal });
    this.#draw();
    if (thread.element.hasAttribute("sso-url")) this.#signOn("askPublisher").catch(() => {});
  }

  /** Who is signed in, or null. */
  get account() {
    return account(this.#thread.site);
  }

  /** The name to send: null where the service knows it. */
  get name() {
    return this.account?.name ? null : this.input.value.trim();
  }

  /** What a comment was answered with: the author, as others see them. */
  posted(author) {
    const { site } = this.#thread;
    if (!author?.avatar) return;
    keep(site, "avatar", String(author.avatar));
    // Whoever had no name has one from the first comment on.
    const known = this.account;
    if (known && known.name !== author.name) setAccount(site, { ...known, name: author.name });
    this.#drawAvatar(author.avatar, author.name);
  }

  async #signOn(action, ...more) {
    return (await import("./sign-on.js"))[action](this.#thread.element, ...more);
  }

  #changed() {
    this.#draw();
    const { name, avatar } = this.account ?? {};
    this.#drawAvatar(avatar, name);
  }

  #draw() {
    const { t, element } = this.#thread;
    const { account: known } = this;
    this.field.hidden = Boolean(known?.name);
    const words = known?.name ? [t("signed_in"), " ", h("b", { dir: "auto" }, known.name)] : t("signed_in_nameless");
    const out = button({ class: "btn quiet", part: "sign-out-button", onclick: () => this.#leave() }, t("sign_out"));
    put(this.line, known && [h("span", {}, words), out]);
    this.line.hidden = !known;
    if (!known && element.hasAttribute("sso-url")) this.#offer().catch(() => {});
    else if (!known && this.#byMail) this.#drawSignIn(() => this.#mail());
  }

  get #byMail() {
    return this.#thread.thread.sign_in?.includes("mail");
  }

  #drawSignIn(onclick) {
    const { t, thread } = this.#thread;
    this.field.hidden = thread.guests === false;
    const act = button({ class: "btn quiet", part: "sign-in-button", onclick }, t("sign_in"));
    put(this.line, h("span", {}, t(this.field.hidden ? "sign_in_needed" : "sign_in_why")), act);
    this.line.hidden = false;
  }

  async #mail() {
    try {
      const { openSignIn } = await import("./sign-in.js");
      openSignIn(this.#thread, () => this.line.querySelector("button")?.focus());
    } catch {
      this.#say(this.#thread.t("not_done"));
    }
  }

  /** Whoever signed out here may come back. */
  async #offer() {
    if (!(await this.#signOn("hasLeft")) || this.account) return;
    this.#drawSignIn(() => this.#comeBack());
  }

  async #comeBack() {
    if (!(await this.#signOn("comeBack"))) this.#say(this.#thread.t("sign_in_not"));
    else this.line.querySelector("button").focus();
  }

  async #leave() {
    await this.#signOn("leave", this.#thread);
    this.#thread.element.announce(this.#thread.t("signed_out"));
    this.input.focus();
  }

  #drawAvatar(seed, name) {
    this.#form.querySelector(".avatar").replaceWith(seed ? drawAvatar(seed, name) : drawDefaultAvatar());
  }
}
