/** The reader's bearer token: kept on this device, made when first needed, replaced silently when it went stale. */

import { call } from "./api.js";
import { keep, recall } from "./storage.js";

const TIMEOUT = 20_000; // milliseconds; longer than for reading, since a second try costs the reader more
const opening = new Map();

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

/** Opens a guest's session unless one is kept; two callers at once share one. */
export function openSession(site, { name, lang } = {}) {
  const kept = token(site);
  if (kept) return Promise.resolve(kept);
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

/** Calls as the reader: with a session, and once more with a new one when the kept token is no longer known. */
export async function callAs(site, method, path, options = {}) {
  const { name, ...rest } = options;
  const bearer = await openSession(site, { name, lang: options.lang });
  try {
    return await send(method, path, { ...rest, token: bearer });
  } catch (error) {
    if (error.status !== 401) throw error;
    setToken(site, null);
    return send(method, path, { ...rest, token: await openSession(site, { name, lang: options.lang }) });
  }
}
