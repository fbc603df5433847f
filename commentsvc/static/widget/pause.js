/**
 * While the newsroom fends off a raid: what a reader is told at the boxes. A slowed discussion says when one may write
 * again; where only accounts write it says so. What was typed stays.
 */

import { prepareWriting } from "./composer.js";
import { h } from "./dom.js";
import { catalogue } from "./language.js";
import { account } from "./session.js";

const SECOND = 1000; // milliseconds
const notes = new WeakMap();
const waits = new WeakMap();

/** Says at every box that is in use what holds in the thread now; nothing where nothing does. */
export async function drawPause(thread) {
  await prepare(thread);
  for (const shell of boxes(thread)) if (!waits.has(shell)) say(shell, standing(thread));
}

/** A page that was asked for meanwhile (`now`, its head) says something else than the one on the screen. */
export async function followPause(thread, now) {
  const { thread: before, element } = thread;
  await prepare(thread);
  const ended = before.anonymous_closed && !now.anonymous_closed;
  for (const name of ["anonymous_closed", "slow_seconds", "guests"]) before[name] = now[name];
  const sentence = ended ? thread.t("pause_ended") : standing(thread);
  for (const shell of boxes(thread)) say(shell, sentence);
  if (sentence) element.announce(sentence);
}

/** A comment was refused for one of the two reasons: says so at its box (`shell`), and when it is over. */
export async function refusedNow(thread, shell, { code, retryAfter }) {
  await prepare(thread);
  const { t, element } = thread;
  if (code === "anonymous_closed") {
    thread.thread.anonymous_closed = true;
    say(shell, t("pause_named"));
    element.announce(t("pause_named"));
    return;
  }
  const wait = (retryAfter ?? 10) * SECOND;
  const time = new Intl.DateTimeFormat(t.lang, { timeStyle: "medium" }).format(new Date(Date.now() + wait));
  say(shell, t("pause_until", { time }));
  element.announce(t("pause_until", { time }));
  clearTimeout(waits.get(shell));
  const over = () => {
    waits.delete(shell);
    if (element.signal.aborted) return;
    say(shell, t("pause_over"));
    element.announce(t("pause_over"));
  };
  waits.set(shell, setTimeout(over, wait));
}

async function prepare(thread) {
  const [words] = await Promise.all([catalogue(thread.t.lang, "pause-"), prepareWriting(thread)]);
  thread.t.add(words);
}

function boxes({ composer, replyBox }) {
  return [composer, replyBox.shell].filter((shell) => shell?.awake);
}

function standing({ t, site, thread }) {
  if (thread.anonymous_closed && !account(site)) return t("pause_named");
  return thread.slow_seconds ? t("pause_slow", { n: thread.slow_seconds }) : null;
}

/** Below the box, so that what is being typed does not move. */
function say(shell, sentence) {
  notes.get(shell)?.remove();
  notes.delete(shell);
  if (!sentence) return;
  const note = h("p", { class: "note pause-note", part: "pause" }, sentence);
  notes.set(shell, note);
  shell.box.after(note);
}
