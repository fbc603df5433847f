/** What every way of signing in ends with: the token is kept, and the page is told. */

import { loadMine } from "./mine.js";
import { setAccount, setToken } from "./session.js";
import { keep } from "./storage.js";

/**
 * Takes up the service's answer (`{token, reader, merged}`, and `publisher` where it was the publisher's word); gives who
 * is signed in (`{id, name}`).
 */
export function nowSignedIn(element, { token, reader, merged, publisher }, thread) {
  const { site } = element;
  const { id, name, avatar } = reader;
  setToken(site, token);
  keep(site, "avatar", avatar);
  keep(site, "signed-out", null);
  setAccount(site, { id, name, avatar, publisher });
  element.notify("comments:signed-in", { site, id, name, merged });
  if (thread) loadMine(thread).catch(() => {});
  return { id, name };
}
