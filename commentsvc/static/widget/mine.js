/**
 * What the bearer of the token did in this thread: votes, flags, own comments that others do not see, deadlines.
 * A vote among `uncounted` is left out of the tallies that everybody sees, and drawn on top for its own reader.
 */

import { dress } from "./dress.js";
import { dropToken, send, token } from "./session.js";

const PATIENCE = 2000; // milliseconds
const loading = new WeakMap();

/** Loads it and marks the page; a stale token is forgotten silently. */
export function loadMine(thread) {
  const done = load(thread);
  loading.set(thread, done);
  return done;
}

/** Gives true when what was asked for last is there, false when it takes too long to wait for. */
export function mineKnown(thread) {
  const there = Promise.resolve(loading.get(thread)).then(() => true, () => false);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, false));
  return Promise.race([there, late]);
}

async function load(thread) {
  const { element, site, mine } = thread;
  const bearer = token(site);
  for (const [id, { done }] of mine.cast ?? []) if (done) mine.cast.delete(id);
  let answer;
  try {
    const path = `/sites/${encodeURIComponent(site)}/me/thread`;
    answer = await send("GET", path, {
      query: element.articleQuery,
      token: bearer,
      lang: thread.t.lang,
      signal: element.signal,
    });
  } catch (error) {
    if (error.status === 401) dropToken(site, bearer);
    return;
  }
  if (answer.restricted) thread.later("./standing.js", "showStanding", thread.composer);
  if (answer.comments?.length) await dress(thread); // the sentences
  // What a page that is being drawn brings stands in its own place.
  await thread.whole();
  const before = mine.votes;
  mine.votes = { ...answer.votes };
  for (const [id, { value }] of mine.cast ?? []) mine.votes[id] = value;
  mine.uncounted = new Set(answer.uncounted);
  mine.flags = new Set(answer.flags);
  mine.editable = { ...answer.editable };
  mine.sources = { ...answer.sources };
  for (const comment of answer.comments ?? []) mark(thread, comment);
  for (const view of thread.views.values()) {
    // Only where the vote changed: a button that is about to be pressed should not be exchanged for another.
    const changed = (before[view.comment.id] ?? 0) !== view.vote;
    if (changed && view.comment.status === "approved" && view.comment.author) view.drawVotes();
  }
}

function mark(thread, comment) {
  thread.mine.own.set(comment.id, comment);
  if (thread.views.has(comment.id) && comment.status === "approved") return;
  addOwn(thread, comment);
}

/** Shows one of the reader's own comments that the public page does not (yet) carry. */
export function addOwn(thread, comment) {
  thread.mine.own.set(comment.id, comment);
  const parent = comment.parent_id ? thread.views.get(comment.parent_id) : null;
  if (comment.parent_id && !parent) return null;
  // Below the depth limit replies stay in their parent's list.
  const under = parent && comment.depth <= parent.comment.depth ? parent.parent : parent;
  const view = thread.show(comment, under, !under);
  const note = comment.rule && view?.article.querySelector(".note.bad");
  if (note) explain(thread, note, comment);
  return view;
}

/** The rule behind a refusal, and what the newsroom wrote to the author, below its reason. */
async function explain(thread, note, comment) {
  const { drawWhy } = await import("./refused.js");
  await dress(thread);
  if (!note.nextElementSibling?.matches(".why")) note.after(drawWhy(thread, comment));
}

/** Leaves the page as it is for somebody who did nothing here. */
export function forgetMine(thread) {
  const { mine, views } = thread;
  for (const { id, status } of mine.own.values()) if (status !== "approved" && views.has(id)) drop(thread, views.get(id));
  mine.own.clear();
  Object.assign(mine, { votes: {}, uncounted: new Set(), flags: new Set(), editable: {}, sources: {}, cast: null });
  for (const view of views.values()) {
    view.article.querySelector(".badge.you")?.remove();
    if (view.comment.author) view.drawVotes();
  }
}

/** Takes a comment off the page, or leaves its tombstone where others answered it. */
export function drop(thread, view) {
  thread.mine.own.delete(view.comment.id);
  if (view.list.childElementCount) {
    view.update({ ...view.comment, author: null, body: null, withdrawn: true });
    return;
  }
  thread.views.delete(view.comment.id);
  view.node.remove();
  view.parent?.drawFold();
}
