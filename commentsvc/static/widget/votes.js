/** Votes: shown at once, corrected by the answer; the last press wins however fast they come. */

import { dress } from "./dress.js";
import { complain } from "./remark.js";
import { callAs, sentenceOf } from "./session.js";

const running = new WeakMap();

/** Votes, changes the vote, or takes it back when the same button is pressed again. */
export async function castVote(thread, view, value) {
  const { id } = view.comment;
  const wanted = view.vote === value ? 0 : value;
  show(thread, view, wanted);
  note(thread, id);
  if (running.has(view)) {
    running.set(view, wanted);
    return;
  }
  running.set(view, wanted);
  let sent = null;
  try {
    while (sent !== running.get(view)) {
      sent = running.get(view);
      const answer = await send(thread, id, sent);
      if (sent === running.get(view)) settle(thread, view, answer);
    }
    thread.element.notify("comments:voted", { site: thread.site, id, value: sent });
  } catch (error) {
    show(thread, view, 0, true);
    await dress(thread);
    apologise(thread, view, error);
  } finally {
    running.delete(view);
    note(thread, id, true);
  }
}

/** What was known of the reader before must not undo a vote that was cast meanwhile (mine.js). */
function note({ mine }, id, done = false) {
  mine.cast ??= new Map();
  mine.cast.set(id, { value: mine.votes[id] ?? 0, done });
}

function send(thread, id, value) {
  const path = `/comments/${encodeURIComponent(id)}/vote`;
  const options = { lang: thread.t.lang, element: thread.element, ...(value ? { body: { value } } : {}) };
  return callAs(thread.site, value ? "PUT" : "DELETE", path, options);
}

const settled = new WeakMap();

/** Draws the vote as if it were counted; `undo` goes back to what the service last said. */
function show(thread, view, wanted, undo = false) {
  const { id } = view.comment;
  const { mine } = thread;
  if (!settled.has(view)) {
    settled.set(view, { vote: view.vote, apart: mine.uncounted.has(id), votes: { ...view.comment.votes } });
  }
  const known = settled.get(view);
  const next = undo ? known.vote : wanted;
  const votes = { ...known.votes };
  // Where the vote is left out of the tallies that everybody sees, the button adds it by itself.
  if (known.vote !== next && !known.apart) {
    if (known.vote) votes[side(known.vote)] -= 1;
    if (next) votes[side(next)] += 1;
  }
  mine.votes[id] = next;
  view.comment.votes = votes;
  if (undo) settled.delete(view);
  view.drawVotes();
}

function side(value) {
  return value > 0 ? "up" : "down";
}

function settle(thread, view, answer) {
  const { uncounted } = thread.mine;
  settled.delete(view);
  if (answer?.votes) view.comment.votes = answer.votes;
  uncounted.delete(view.comment.id);
  if (view.vote && answer?.counted === false) {
    uncounted.add(view.comment.id);
    view.comment.votes[side(view.vote)] -= 1;
  }
  if (answer?.thread_version) thread.version = answer.thread_version;
  view.drawVotes();
}

function apologise(thread, view, error) {
  const sentence = sentenceOf(error) || thread.t("vote_failed");
  complain(view, sentence);
  thread.element.announce(sentence);
}
