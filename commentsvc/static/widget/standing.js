/** What moderators decided about the reader, in place of the box: why, by which rule, until when, in whose words. */

import { prepareWriting } from "./composer.js";
import { button, h, uid } from "./dom.js";
import { fullDate } from "./full-date.js";
import { catalogue } from "./language.js";
import { showKeptText } from "./locked.js";
import { accounts, send, token } from "./session.js";
import { drawStatement } from "./statement.js";

const notices = new WeakMap();

/** Shows what is in force for the reader at a drawn form (`shell`), or gives the form back when nothing is any more. */
export async function showStanding(thread, shell) {
  const { t, site, element } = thread;
  const bearer = token(site);
  if (!shell || !bearer) return;
  const [standing, words] = await Promise.all([
    send("GET", path(site), { token: bearer, lang: t.lang, signal: element.signal }),
    catalogue(t.lang, "standing-"),
    prepareWriting(thread),
  ]);
  t.add(words);
  draw(thread, shell, standing);
  // Whoever signs in or out is somebody else.
  accounts.addEventListener("change", () => clear(shell), { once: true, signal: element.signal });
}

function path(site) {
  return `/sites/${encodeURIComponent(site)}/me/standing`;
}

function clear(shell) {
  notices.get(shell)?.remove();
  notices.delete(shell);
  shell.form.hidden = false;
}

function draw(thread, shell, { sanctions = [] }) {
  const focused = shell.form.contains(thread.element.shadowRoot.activeElement);
  const again = notices.has(shell);
  clear(shell);
  if (!sanctions.length) return;
  const state = h("div", { role: "status" });
  const box = h("section", { class: "standing", part: "standing" });
  box.append(...sanctions.map((one) => drawOne(thread, one)), state);
  const unread = sanctions.filter(({ kind }) => kind === "warning").map(({ id }) => id);
  const barred = sanctions.some(({ kind }) => kind === "ban" || kind === "suspension");
  if (unread.length) box.append(drawRead(thread, shell, unread, state));
  shell.form.before(box);
  notices.set(shell, box);
  shell.form.hidden = barred || unread.length > 0;
  if (barred && shell === thread.composer) showKeptText(thread, box).catch(() => {});
  const heading = box.querySelector("h3");
  if (focused || again) heading.focus();
  thread.element.announce(heading.textContent);
}

function drawOne(thread, { kind, reason, rule, words, until, statement }) {
  const { t } = thread;
  const id = uid("standing");
  const title = until && kind === "suspension" ? t("standing_until", { until: fullDate(t.lang, until) }) : t(`standing_${kind}`);
  return h(
    "div",
    { class: "note", role: "group", "aria-labelledby": id },
    h("h3", { id, tabindex: -1 }, title),
    reason && h("p", {}, h("b", {}, t("standing_reason")), " ", h("span", { dir: "auto" }, reason)),
    rule && h("p", {}, h("b", {}, t("standing_rule")), " ", h("span", { dir: "auto" }, rule)),
    words && h("p", {}, h("b", {}, t("standing_words"))),
    words && h("blockquote", { dir: "auto" }, words),
    statement && drawStatement(thread, statement),
  );
}

function drawRead(thread, shell, ids, state) {
  const { t, site } = thread;
  const read = async () => {
    if (yes.getAttribute("aria-disabled") === "true") return;
    yes.setAttribute("aria-disabled", "true");
    try {
      const body = { acknowledged: ids };
      draw(thread, shell, await send("POST", path(site), { token: token(site), lang: t.lang, body }));
      if (shell.form.hidden) return;
      shell.form.querySelector(".state")?.replaceChildren();
      thread.element.announce(t("standing_done"));
      shell.box.focus();
    } catch {
      yes.removeAttribute("aria-disabled");
      state.replaceChildren(h("p", { class: "note bad" }, t("not_done")));
    }
  };
  const yes = button({ class: "btn primary", part: "read-button", onclick: read }, t("standing_read"));
  return h("p", {}, yes);
}
