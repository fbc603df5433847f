/** The discussions that the reader follows by mail, each with the way out. */

import { button, h, put, uid } from "./dom.js";
import { catalogue } from "./language.js";
import { account, send, sentenceOf, token } from "./session.js";
import { adopt } from "./style.js";
import { telling } from "./telling.js";
import tellingStyle from "./telling-style.js";

/** The list as a part of a dialog; null for whoever follows nothing, or where it cannot be had. */
export async function drawFollowed(thread) {
  const { element, site, t } = thread;
  if (!account(site)) return null;
  const path = `/sites/${encodeURIComponent(site)}/me/subscriptions`;
  const [{ subscriptions }, words] = await Promise.all([
    send("GET", path, { token: token(site), lang: t.lang, signal: element.signal }),
    catalogue(t.lang, "tell-"),
  ]);
  if (!subscriptions.length) return null;
  t.add(words);
  adopt(element.shadowRoot, tellingStyle);
  const title = uid("followed");
  const state = h("div", { class: "state", role: "status" });
  const list = h("ul", {}, subscriptions.map((one) => drawDiscussion(thread, one, state)));
  return h(
    "section",
    { class: "followed", part: "followed", "aria-labelledby": title },
    h("h3", { id: title, tabindex: -1 }, t("followed_title")),
    list,
    state,
  );
}

function drawDiscussion(thread, { article, cadence }, state) {
  const { t } = thread;
  const name = article.title || article.url || article.key;
  const words = [h("bdi", {}, article.url ? h("a", { href: article.url }, name) : name), " "];
  const end = () => stop(thread, article, row, state);
  const out = button({ class: "btn quiet", "aria-label": t("unfollow_of", { title: name }), onclick: end }, t("unfollow"));
  const row = h("li", {}, h("span", {}, words, h("span", { class: "hint" }, t(`tell_${cadence}`))), out);
  return row;
}

async function stop(thread, { key }, row, state) {
  const { site, t } = thread;
  try {
    const path = `/sites/${encodeURIComponent(site)}/subscription`;
    await send("DELETE", path, { query: { key }, token: token(site), lang: t.lang });
  } catch (error) {
    put(state, h("p", { class: "note bad" }, sentenceOf(error) || t("not_done")));
    return;
  }
  const section = row.parentNode.parentNode;
  const next = (row.nextElementSibling ?? row.previousElementSibling)?.querySelector("button");
  row.remove();
  put(state, h("p", { class: "note good" }, t("tell_following_off")));
  (next ?? section.querySelector("h3")).focus();
  if (thread.thread.key === key) (await telling(thread)).followedNoMore();
}
