/** The reader's bearer token: kept on this device, made when first needed, replaced silently when it went stale. */

import { call } from "./api.js";
import { keep, recall } from "./storage.js";

const TIMEOUT = 20_000; // milliseconds; longer than for reading, since a second try costs the reader more
const opening = new Map();
const signing = new Map();

/** Sends "change" when somebody has signed in or out on this page. */
export const accounts = new EventTarget();

/**
 * Sends one request as `call` does. `body` is sent as JSON; `token` as bearer; `idempotencyKey`, `ifMatch` as headers;
 * `lang` chooses the language of problem documents.
 */
export function send(method, path, { body, token, idempotencyKey, ifMatch, lang, ...options } = {}) {
  const headers = { Accept: "application/json" };
  if (lang) headers["Accept-Language"] = lang;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
  if (idempotencyKey) headers["Idempotency-Key"] = idempotencyKey;
  if (ifMatch !== undefined && ifMatch !== null) headers["If-Match"] = `"${ifMatch}"`;
  return call(method, path, { ...options, headers, body: body && JSON.stringify(body), timeout: TIMEOUT });
}

/** The service's own sentences for the reader about what it refused, if it said any. */
export function sentenceOf({ errors = [], title }) {
  return errors.map(({ message }) => message).filter(Boolean).join(" ") || title;
}

/** The token kept for a site, or null. */
export function token(site) {
  return recall(site, "token");
}

/** Keeps a token (or forgets it with null). */
export function setToken(site, value) {
  keep(site, "token", value);
}

/** Forgets a token that is not known any more, unless another one has taken its place meanwhile. */
export function dropToken(site, stale) {
  if (token(site) === stale) setToken(site, null);
}

/** Who is signed in here: `{id, name, avatar, token}`, or null for a guest; it goes with its token. */
export function account(site) {
  try {
    const kept = JSON.parse(recall(site, "account"));
    return kept.token === token(site) ? kept : null;
  } catch {
    return null;
  }
}

/** Keeps who is signed in with the token at hand (or forgets it with null), and tells the page's boxes. */
export function setAccount(site, reader) {
  keep(site, "account", reader && JSON.stringify({ ...reader, token: token(site) }));
  accounts.dispatchEvent(new Event("change"));
}

/** Whoever acts while somebody is being signed in waits for `work`, and acts as whom it made of him. */
export function whileSigning(site, work) {
  const done = work.catch(() => {}).finally(() => signing.get(site) === done && signing.delete(site));
  signing.set(site, done);
  return work;
}

/** Fulfilled when a guest's session that is being opened is there, or is not to be had. */
export function guestKnown(site) {
  return Promise.resolve(opening.get(site)).catch(() => {});
}

/** Asks the publisher who the reader is, where the `element` has an `sso-url`; `again`: even if it was asked before. */
async function askWho(element, again = false) {
  if (!element?.hasAttribute("sso-url")) return;
  await import("./sign-on.js").then(({ askPublisher }) => askPublisher(element, again)).catch(() => {});
}

/** Gives the kept token; without one, that of whom the publisher names, or of a guest. Two callers at once share one. */
export async function openSession(site, { name, lang, element } = {}) {
  await signing.get(site);
  if (!token(site)) await askWho(element);
  const kept = token(site);
  if (kept) return kept;
  if (!opening.has(site)) {
    const made = send("POST", `/sites/${encodeURIComponent(site)}/session`, { body: name ? { name } : {}, lang })
      .then((answer) => {
        setToken(site, answer.token);
        return answer.token;
      })
      .finally(() => opening.delete(site));
    opening.set(site, made);
  }
  return opening.get(site);
}

/**
 * Calls as the reader: with a session, and once more with a new one when the kept token is no longer known. `signedIn`:
 * not as a guest, whose words would not be those of whom the page named; then the refusal is thrown.
 */
export async function callAs(site, method, path, { name, element, signedIn, ...rest } = {}) {
  const who = { name, element, lang: rest.lang };
  const bearer = await openSession(site, who);
  try {
    return await send(method, path, { ...rest, token: bearer });
  } catch (error) {
    if (error.status !== 401) throw error;
    dropToken(site, bearer);
    await askWho(element, true);
    if (signedIn && !account(site)) {
      setAccount(site, null);
      throw error;
    }
    return send(method, path, { ...rest, token: await openSession(site, who) });
  }
}
