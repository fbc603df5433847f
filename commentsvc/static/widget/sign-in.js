/** Signing in by a link in a mail: asks for it, shows the code to compare, and waits until it has been confirmed. */

import { newKey } from "./drafts.js";
import { button, h, put, uid } from "./dom.js";
import { drawPrivacy } from "./privacy-link.js";
import { guestKnown, send, token } from "./session.js";
import { nowSignedIn } from "./signed-in.js";
import { keep, recall } from "./storage.js";

const PENDING = "sign-in";

/** The link this device waits for: `{secret, code, expires}`, or null. */
function pendingSignIn(site) {
  try {
    const pending = JSON.parse(recall(site, PENDING));
    return pending && Date.parse(pending.expires) > Date.now() ? pending : null;
  } catch {
    return null;
  }
}

/** One request and its waiting. `done()` is called when the reader is signed in. */
class SignIn {
  #thread;
  #done;
  #timer = null;
  #over = null;
  #pending = null;
  #life = new AbortController();

  constructor(thread, done) {
    this.#thread = thread;
    this.#done = done;
    // Whoever comes back from the mail wants to be known at once.
    const { signal } = this.#life;
    document.addEventListener("visibilitychange", () => document.hidden || this.#hurry(), { signal });
    thread.element.signal.addEventListener("abort", () => this.close(), { signal });
  }

  /** Asks for a link. Throws `ApiError`. */
  async ask(email) {
    const { site, t } = this.#thread;
    await guestKnown(site);
    const asked = await send("POST", `/sites/${encodeURIComponent(site)}/sign-in`, {
      body: { email, name: recall(site, "name") },
      token: token(site),
      lang: t.lang,
    });
    const pending = { secret: asked.secret, code: asked.code, expires: asked.expires_at, key: newKey() };
    keep(site, PENDING, JSON.stringify(pending));
    return pending;
  }

  /** Asks every few seconds; calls `over()` when the link can no longer be confirmed. */
  wait(pending, over) {
    this.#over = over;
    this.#pending = pending;
    this.#later(2);
  }

  #later(seconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), seconds * 1000);
  }

  #hurry() {
    if (this.#pending) this.#later(0);
  }

  async #look() {
    const { site, t } = this.#thread;
    const { secret, key } = this.#pending;
    let answer;
    try {
      const path = `/sites/${encodeURIComponent(site)}/sign-in/collect`;
      answer = await send("POST", path, { body: { secret }, idempotencyKey: key, lang: t.lang });
    } catch (error) {
      if (this.#life.signal.aborted) return;
      if (error.status === 410) return this.#end();
      return this.#later(error.retryAfter ?? 5);
    }
    if (this.#life.signal.aborted) return;
    if (!answer.token) return this.#later(answer.poll_after);
    keep(site, PENDING, null);
    this.close();
    nowSignedIn(this.#thread.element, answer, this.#thread);
    this.#thread.element.announce(t("signed_in_now"));
    this.#done();
  }

  #end() {
    keep(this.#thread.site, PENDING, null);
    this.#pending = null;
    this.#over?.();
  }

  /** Stops asking; the link stays good, and `pendingSignIn` finds it again. */
  close() {
    clearTimeout(this.#timer);
    this.#life.abort();
  }
}

/** Opens the dialog; `why` says what it is good for. `done()` is called when the reader is signed in. */
export function openSignIn(thread, done, why) {
  const { t, element, site } = thread;
  const title = uid("sign-in");
  const stage = h("div", { class: "form-grid" });
  const close = button({ class: "btn quiet", onclick: () => dialog.close() }, t("cancel"));
  const signIn = new SignIn(thread, () => {
    dialog.close();
    done();
  });
  const dialog = h(
    "dialog",
    { class: "dialog", part: "dialog", "aria-labelledby": title },
    h("h2", { id: title }, t("sign_in")),
    why && h("p", {}, why),
    stage,
  );
  dialog.addEventListener("close", () => {
    signIn.close();
    dialog.remove();
  });
  const show = (pending) => {
    put(stage, drawWaiting(t, pending, close));
    signIn.wait(pending, () => begin(t("sign_in_late")));
    close.focus();
  };
  const begin = (sentence) => {
    put(stage, drawAsking(thread, signIn, show, close, sentence));
    stage.querySelector("input").focus();
  };
  const pending = pendingSignIn(site);
  element.root.append(dialog);
  dialog.showModal();
  if (pending) show(pending);
  else begin();
}

function drawAsking(thread, signIn, show, close, sentence) {
  const { t } = thread;
  const id = uid("email");
  const state = h("div", { class: "state", id: uid("state"), role: "status" });
  const field = h("input", {
    class: "field",
    id,
    type: "email",
    inputmode: "email",
    autocomplete: "email",
    required: true,
    "aria-describedby": state.id,
  });
  const submit = h("button", { type: "submit", class: "btn primary" }, t("sign_in_send"));
  const say = (words) => put(state, words && h("p", { class: "note bad" }, words));
  const form = h(
    "form",
    { class: "form-grid", novalidate: true },
    h("p", {}, t("sign_in_text"), " ", drawPrivacy(thread)),
    h("div", {}, h("label", { class: "label", for: id }, t("sign_in_email")), field),
    state,
    h("div", { class: "actions" }, submit, close),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (submit.disabled) return;
    const wrong = (words) => {
      field.setAttribute("aria-invalid", "true");
      say(words);
      field.focus();
    };
    if (!field.value.trim()) return wrong(t("sign_in_email_missing"));
    submit.disabled = true;
    try {
      show(await signIn.ask(field.value.trim()));
    } catch (error) {
      submit.disabled = false;
      wrong(error.sentence || t("not_done"));
    }
  });
  field.addEventListener("input", () => field.removeAttribute("aria-invalid"));
  if (sentence) say(sentence);
  return form;
}

function drawWaiting(t, { code }, close) {
  return [
    h("p", { role: "status" }, t("sign_in_sent")),
    h("p", { class: "match", part: "sign-in-code", dir: "ltr" }, `${code.slice(0, 3)} ${code.slice(3)}`),
    h("p", { class: "hint" }, t("sign_in_compare")),
    h("p", { class: "waits" }, h("span", { class: "spinner" }), " ", t("sign_in_waits")),
    h("div", { class: "actions" }, close),
  ];
}
