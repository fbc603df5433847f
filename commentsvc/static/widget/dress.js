/** Dresses a thread for use: the look, the words and the tip that a reader needs only once he turns to it. */

import { h, uid } from "./dom.js";
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
    explainBest(thread);
  } catch (error) {
    dressed.delete(thread);
    throw error;
  }
}

/** Says what "Best" means, on hover and focus; Escape hides it. */
function explainBest({ t, sorts }) {
  const best = sorts?.querySelector('[data-sort="best"]');
  if (!best) return;
  const tip = h("span", { class: "tip", role: "tooltip", id: uid("tip") }, t("sort_best_hint"));
  best.after(tip);
  best.setAttribute("aria-describedby", tip.id);
  const hush = (on) => best.parentNode.classList.toggle("hush", on);
  best.addEventListener("keydown", ({ key }) => key === "Escape" && hush(true));
  best.addEventListener("pointerenter", () => hush(false));
}
