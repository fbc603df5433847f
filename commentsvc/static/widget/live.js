/**
 * New comments: asks now and then whether there are any, and offers them without moving what is being read; and says
 * when the thread was locked or unlocked meanwhile. Asks a shared, cacheable address; not at all in hidden tabs; ever
 * less often while the service does not answer, or has nothing new for long.
 */

import { button, put } from "./dom.js";
import { equip } from "./reading.js";

const MINUTE = 60_000; // milliseconds
const LEAST = 10; // seconds between two questions
const MOST = 600;
const MOST_AFTER_ERROR = 300;
const QUIET = 10; // answers without news after which the questions become rarer, up to four times

/** Watches the thread, drawn at `since` (milliseconds), until its element leaves the page or is drawn anew. */
export function watchThread(thread, since) {
  const { signal } = thread.element;
  let wait = seconds(thread.thread.poll_after);
  let timer = null;
  let asked = since;
  let quiet = 0;

  const plan = () => {
    clearTimeout(timer);
    if (!document.hidden && !signal.aborted) timer = setTimeout(ask, asked + wait * 1000 - Date.now());
  };
  const ask = async () => {
    asked = Date.now();
    try {
      const { thread: now } = await thread.element.firstPage({ v: thread.version }, "no-cache");
      const news = now.comment_count - thread.count;
      quiet = news === 0 ? quiet + 1 : 0;
      wait = seconds(seconds(now.poll_after) * Math.min(Math.max(1, 1.2 ** (quiet - QUIET)), 4));
      await offer(thread, news);
      if (now.slow_seconds !== thread.thread.slow_seconds || now.anonymous_closed !== thread.thread.anonymous_closed) {
        await (await import("./pause.js")).followPause(thread, now);
      }
      if (now.state !== thread.thread.state) await (await import("./locked.js")).followLock(thread, now.state);
    } catch {
      // Not all readers at once, when the service is back.
      wait = Math.min(wait * 2, MOST_AFTER_ERROR) * (0.75 + Math.random() / 2);
    }
    plan();
  };

  document.addEventListener("visibilitychange", plan, { signal });
  const clock = setInterval(() => tick(thread), MINUTE);
  const end = () => {
    clearTimeout(timer);
    clearInterval(clock);
  };
  signal.addEventListener("abort", end, { once: true });
  plan();
  equip(thread).catch(() => {});
}

function seconds(wanted) {
  return Math.min(Math.max(Number(wanted) || LEAST, LEAST), MOST);
}

/** "Five minutes ago" goes on. */
function tick({ views, t }) {
  if (document.hidden) return;
  for (const { time } of views.values()) if (time) time.textContent = t.ago(time.dateTime);
}

async function offer(thread, n) {
  if (n <= 0) {
    put(thread.news);
    return;
  }
  await equip(thread); // the sentence
  const show = async () => {
    thread.filter = null;
    await thread.setSort(thread.element.sort);
    thread.list.querySelector(".comment")?.focus({ preventScroll: true });
  };
  put(thread.news, button({ class: "btn", part: "new-button", onclick: show }, thread.t("new_n", { n })));
}
