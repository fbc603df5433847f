/** The reader's bearer token: kept on this device, made when first needed, replaced silently when it went stale. */

import { call } from "./api.js";
import { keep, recall } from "./storage.js";

const opening = new Map();

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
    const made = call("POST", `/sites/${encodeURIComponent(site)}/session`, { body: name ? { name } : {}, lang })
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
    return await call(method, path, { ...rest, token: bearer });
  } catch (error) {
    if (error.status !== 401) throw error;
    setToken(site, null);
    return call(method, path, { ...rest, token: await openSession(site, { name, lang: options.lang }) });
  }
}
