/** What the reader wrote on this site, with what became of it; and the way to leave no trace on this device. */

import { button, h, put, uid } from "./dom.js";
import { drawFollowed } from "./followed.js";
import { fullDate } from "./full-date.js";
import { plainText } from "./picks.js";
import { drawPrivacy } from "./privacy-link.js";
import { equip } from "./reading.js";
import { drawWhy } from "./refused.js";
import { send, setToken, token } from "./session.js";
import { keep } from "./storage.js";

/** Opens the list; throws `ApiError` where it cannot be had. */
export async function openMine(thread) {
  const { t, element, site } = thread;
  const path = `/sites/${encodeURIComponent(site)}/me/comments`;
  const said = { token: token(site), lang: t.lang, signal: element.signal };
  const [{ comments }, page, , followed] = await Promise.all([
    send("GET", path, said),
    // The list is worth having without the way to the reader's own page.
    send("POST", `/sites/${encodeURIComponent(site)}/me/link`, said).catch(() => null),
    equip(thread),
    drawFollowed(thread).catch(() => null),
  ]);
  const title = uid("mine");
  const shown = comments.filter((comment) => !comment.withdrawn);
  const close = button({ class: "btn primary", onclick: () => dialog.close() }, t("close"));
  const dialog = h(
    "dialog",
    { class: "dialog", part: "dialog", "aria-labelledby": title },
    h("h2", { id: title, tabindex: -1, autofocus: true }, t("mine")),
    shown.length
      ? h(
          "ul",
          { class: "own-list" },
          shown.map((comment) => drawOne(thread, comment, () => dialog.close())),
        )
      : h("p", { class: "hint" }, t("mine_none")),
    followed,
    h("p", {}, page?.url && [drawData(thread, page.url), " · "], drawPrivacy(thread)),
    h("div", { class: "actions" }, close, drawForget(thread, () => dialog.close())),
  );
  dialog.addEventListener("close", () => dialog.remove());
  element.root.append(dialog);
  dialog.showModal();
}

/** The way to the reader's own page, in a window of its own; its address is good for a quarter of an hour. */
function drawData({ t }, url) {
  return h("a", { href: `${url}?lang=${t.lang}`, target: "_blank", rel: "noopener noreferrer" }, t("mine_data"));
}

function drawOne(thread, comment, close) {
  const { t } = thread;
  const { id, body, created_at: created, permalink, status, thread: about, correction } = comment;
  const here = about?.key === thread.thread.key;
  const go = (event) => {
    if (!here) return;
    event.preventDefault();
    close();
    thread.goTo(id);
  };
  const note = { pending: comment.held_because || t("pending"), rejected: comment.reason || t("rejected") }[status];
  return h(
    "li",
    {},
    h("p", { class: "own-text", dir: "auto" }, plainText(body)),
    h(
      "p",
      { class: "hint" },
      h("a", { href: permalink, dir: "auto", onclick: go }, about?.title || t("mine_there")),
      " · ",
      h("time", { datetime: created, title: fullDate(t.lang, created) }, t.ago(created)),
    ),
    status === "approved" && drawHonours(thread, comment, close),
    note && h("p", { class: status === "rejected" ? "note bad" : "note" }, note),
    status === "rejected" && drawWhy(thread, comment),
    correction && drawReport(thread, correction),
  );
}

/** That the editors picked it, and the newsroom's answer with the way to it. */
function drawHonours(thread, { featured, newsroom_reply: reply, thread: about }, close) {
  const { t } = thread;
  const go = (event) => {
    if (about?.key !== thread.thread.key) return;
    event.preventDefault();
    close();
    thread.goTo(reply.permalink.split("/").pop());
  };
  return [
    featured && h("p", { class: "note good" }, t("mine_picked")),
    reply && h("p", { class: "note good" }, h("a", { href: reply.permalink, onclick: go }, t("mine_answered", { name: reply.name }))),
  ];
}

/** What became of the mistake that the comment points out; the address is the key to its private page. */
function drawReport({ t }, { words, url }) {
  const link = { href: `${url}?lang=${t.lang}`, target: "_blank", rel: "noopener noreferrer" };
  return h("p", { class: "note" }, h("a", link, words));
}

/** Asks once more before it forgets: afterwards nothing here can be edited or withdrawn by its author. */
function drawForget(thread, close) {
  const { t, site, element } = thread;
  const place = h("div", { class: "forget" });
  const forget = () => {
    setToken(site, null);
    for (const key of ["name", "avatar", "account", "signed-out"]) keep(site, key, null);
    close();
    element.restart();
  };
  const ask = () => {
    const yes = button({ class: "btn danger", onclick: forget }, t("forget"));
    put(place, h("p", { role: "status" }, t("forget_text")), yes);
    yes.focus();
  };
  return put(place, button({ class: "btn quiet", onclick: ask }, t("forget_ask")));
}
