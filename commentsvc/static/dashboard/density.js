/** Cards comfortable or compact, changed in place and kept for this browser; without script the button is a plain form. */

import { send } from "./http.js";

export function prepareDensity(root, cards, toasts, words) {
  const button = root.querySelector("[data-density]");
  const form = button?.form;
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { ok, data } = await send(form, button);
    if (!ok) {
      toasts.show(data.message ?? data.title ?? words.textFailed, { problem: true });
      return;
    }
    const compact = data.cards === "compact";
    root.body.classList.toggle("compact", compact);
    button.setAttribute("aria-pressed", String(compact));
    button.value = compact ? "comfortable" : "compact";
    // Everything has moved: what one was at stays in sight.
    cards.current?.scrollIntoView({ block: "nearest" });
  });
}
