/** Dresses a thread for use: the look, the words and the tip that a reader needs only once he turns to it. */

import { addTip } from "./best-tip.js";
import { fullDate } from "./full-date.js";
import { catalogue } from "./language.js";
import { adopt } from "./style.js";
import threadUseStyle from "./thread-use-style.js";

const dressed = new WeakMap();

/** Adds them, once. Fulfilled when `thread.t` knows the further sentences. */
export function dress(thread) {
  if (!dressed.has(thread)) dressed.set(thread, start(thread));
  return dressed.get(thread);
}

async function start(thread) {
  try {
    adopt(thread.element.shadowRoot, threadUseStyle);
    thread.t.add(await catalogue(thread.t.lang, "write-"));
    const best = thread.sorts?.querySelector('[data-sort="best"]');
    if (best) addTip(best, thread.t("sort_best_hint"));
    thread.element.root.addEventListener("pointerover", (event) => nameMoment(thread, event));
  } catch (error) {
    dressed.delete(thread);
    throw error;
  }
}

/** Day and time in full, for who points at a date. */
function nameMoment({ t }, { target }) {
  const time = target.closest("time");
  if (time && !time.title) time.title = fullDate(t.lang, time.dateTime);
}
