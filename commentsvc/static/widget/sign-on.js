/**
 * Signing in with the publisher's word, and out. Loaded when a page calls `identify()`, or when a reader of a page with
 * `sso-url` wants to write (docs/sign-on.md).
 */

import { forgetMine, loadMine } from "./mine.js";
import { account, guestKnown, send, setAccount, setToken, token, whileSigning } from "./session.js";
import { nowSignedIn } from "./signed-in.js";
import { keep, recall } from "./storage.js";

const TIMEOUT = 8000; // milliseconds that the publisher's server has
const exchanged = new Map();
const asked = new Map();

/**
 * Exchanges the publisher's token for one of ours. Gives who is signed in (`{id, name}`), or null where the token was
 * refused; the same token again gives the same. Without a token (null) the reader is signed out who came by one; who
 * signed in by mail stays. `thread`: what the element shows, to be marked with what is the reader's own.
 */
export async function identify(element, jwt, thread) {
  const { site } = element;
  if (!jwt) {
    if (account(site)?.publisher) await signOut(element, thread);
    return null;
  }
  if (!exchanged.has(jwt)) exchanged.set(jwt, whileSigning(site, exchange(element, jwt)));
  const reader = await exchanged.get(jwt);
  if (!reader) exchanged.delete(jwt);
  if (reader && thread) loadMine(thread).catch(() => {});
  return reader;
}

async function exchange(element, jwt) {
  const { site } = element;
  await guestKnown(site);
  let answer;
  try {
    const path = `/sites/${encodeURIComponent(site)}/session/sign-on`;
    answer = await send("POST", path, { body: { token: jwt }, token: token(site), lang: element.t?.lang });
  } catch (error) {
    const { code, kind, status, title } = error;
    console.error(`[commentsvc] The reader was not signed in: ${title ?? kind}. See docs/sign-on.md`);
    element.notify("comments:failed", { site, code: code ?? kind ?? "error", status: status ?? 0 });
    return null;
  }
  return nowSignedIn(element, { ...answer, publisher: true });
}

/** Ends this device's sign-in; what the reader wrote stays. */
async function signOut(element, thread) {
  const { site } = element;
  const ended = token(site);
  setToken(site, null);
  keep(site, "avatar", null);
  setAccount(site, null);
  if (thread) forgetMine(thread);
  element.notify("comments:signed-out", { site });
  // Where the service cannot be reached the token is at least nowhere any more.
  await send("DELETE", `/sites/${encodeURIComponent(site)}/session`, { token: ended }).catch(() => {});
}

/** Signs out because the reader wants it: the publisher is not asked again until the reader does. */
export async function leave(element, thread) {
  keep(element.site, "signed-out", "1");
  await signOut(element, thread);
}

/** Comes back after that; gives who is signed in, or null. */
export async function comeBack(element) {
  keep(element.site, "signed-out", null);
  await askPublisher(element, true);
  return account(element.site);
}

/** Whether the reader signed out here and may want to come back. */
export function hasLeft(element) {
  return Boolean(element.hasAttribute("sso-url") && recall(element.site, "signed-out"));
}

/**
 * Asks the publisher's server (`sso-url`) once per page who the reader is, or once more where `again` says so. Always
 * fulfilled; a reader whom the publisher does not know any more is signed out.
 */
export async function askPublisher(element, again) {
  if (recall(element.site, "signed-out")) return;
  const where = `${element.site} ${element.getAttribute("sso-url")}`;
  if (again || !asked.has(where)) asked.set(where, ask(element).catch(() => {}));
  await asked.get(where);
}

async function ask(element) {
  const url = new URL(element.getAttribute("sso-url"), location.href);
  if (url.origin !== location.origin) {
    console.error(`[commentsvc] sso-url has to be of this page's origin, ${location.origin}. See docs/sign-on.md`);
    return;
  }
  const response = await fetch(url, {
    credentials: "include",
    headers: { Accept: "application/json" },
    cache: "no-store",
    signal: AbortSignal.timeout(TIMEOUT),
  });
  if (response.status === 204 || response.status === 401) await element.identify(null);
  else if (response.ok) await element.identify(String((await response.json()).token));
}
