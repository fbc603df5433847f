/**
 * What the bearer of the token did in this thread: votes, flags, own comments that others do not see, deadlines.
 * A vote among `uncounted` is left out of the tallies that everybody sees, and drawn on top for its own reader.
 */

import { call } from "./api.js";
import { setToken, token } from "./session.js";

/** Loads it and marks the page; a stale token is forgotten silently. */
export async function loadMine(thread) {
  const { element, site, mine } = thread;
  let answer;
  try {
    const path = `/sites/${encodeURIComponent(site)}/me/thread`;
    answer = await call("GET", path, {
      query: element.articleQuery,
      token: token(site),
      lang: thread.t.lang,
      signal: element.signal,
    });
  } catch (error) {
    if (error.status === 401) setToken(site, null);
    return;
  }
  mine.votes = { ...answer.votes };
  mine.uncounted = new Set(answer.uncounted);
  mine.flags = new Set(answer.flags);
  mine.editable = { ...answer.editable };
  mine.sources = { ...answer.sources };
  for (const comment of answer.comments ?? []) mark(thread, comment);
  for (const view of thread.views.values())
    if (view.comment.status === "approved" && view.comment.author) view.drawVotes();
}

function mark(thread, comment) {
  thread.mine.own.set(comment.id, comment);
  if (thread.views.has(comment.id) && comment.status === "approved") return;
  thread.addOwn(comment);
}
