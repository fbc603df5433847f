/** A word on what "Best" means, for the mouse, the keyboard and the finger. */

import { h, uid } from "./dom.js";

/** Adds the tip to `control`: shown on hover, on keyboard focus and after a touch; Escape or a touch elsewhere hides it. */
export function addTip(control, words) {
  const whole = control.parentNode;
  const tip = h("span", { class: "tip", role: "tooltip", id: uid("tip") }, words);
  const show = (event) => {
    whole.classList.remove("hush");
    if (event.pointerType === "touch") whole.classList.add("told");
    // On the document: with a mouse alone the focus is anywhere.
    for (const type of ["keydown", "pointerdown"]) document.addEventListener(type, hide, true);
  };
  const hide = (event) => {
    if (event.type === "keydown" ? event.key !== "Escape" : event.composedPath().includes(whole)) return;
    whole.classList.remove("told");
    whole.classList.toggle("hush", event.type === "keydown");
    for (const type of ["keydown", "pointerdown"]) document.removeEventListener(type, hide, true);
  };
  whole.addEventListener("pointerenter", show);
  control.addEventListener("focus", show);
  control.after(tip);
  control.setAttribute("aria-describedby", tip.id);
  // It comes with the first turn to the thread, which may have been to this very button.
  if (whole.matches(":hover, :focus-within")) show({ pointerType: matchMedia("(hover: none)").matches ? "touch" : "mouse" });
}
