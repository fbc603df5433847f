/**
 * The small button at the selection, for mouse and touch.
 *
 * It lives in the top layer (popover), so that no overflow, transform or z-index of the page can hide or move it, and
 * in our shadow root, so that it is never part of the selection.
 */

import { isTouchOnly } from "./correction-invitation.js";
import { button, icon } from "./dom.js";

const PENCIL = "M3.5 16.5l.9-3.6L13.6 3.7a1.7 1.7 0 0 1 2.4 0l.3.3a1.7 1.7 0 0 1 0 2.4L7.1 15.6z M12 5.3l2.7 2.7";

/** Pixels between the words and the button. On touch the selection's own handles hang below the words. */
const GAP = 8;
const TOUCH_GAP = 34;

/** Pixels kept free at the edges of the window. */
const EDGE = 8;

/** Milliseconds for which a selection must be still before the button follows it. */
const SETTLED = 180;

function visibleRects(range) {
  return Array.from(range.getClientRects()).filter(
    (rect) => rect.width > 0 && rect.height > 0 && rect.bottom > 0 && rect.top < innerHeight,
  );
}

/** Where the button goes, in pixels of the window; null when the words are out of sight. */
export function placeFor(rects, size, touch, viewport) {
  if (rects.length === 0) return null;
  const last = rects.at(-1);
  const gap = touch ? TOUCH_GAP : GAP;
  const lowest = viewport.height - size.height - EDGE;
  let top = last.bottom + gap;
  // The browser's own bar for touch selections stands above the words: there the button goes to the window's foot.
  if (top > lowest) top = touch ? lowest : Math.max(EDGE, rects[0].top - size.height - gap);
  const left = last.left + last.width / 2 - size.width / 2;
  return {
    top: Math.min(top, lowest),
    left: Math.min(Math.max(left, EDGE), Math.max(EDGE, viewport.width - size.width - EDGE)),
  };
}

/** Shows and hides itself with the selection. `find()` gives what is selected (with its `range`) or null. */
export class CorrectionButton {
  element;
  #find;
  #found = null;
  #timer = 0;
  #frame = 0;
  #pressed = false;
  #touch = isTouchOnly();

  constructor(t, find, onpress) {
    this.#find = find;
    this.element = button(
      { class: "at-selection", part: "button", popover: "manual", hidden: true, onclick: () => this.#press(onpress) },
      icon(PENCIL),
      t("report_button"),
    );
    // Without this, pressing would move the focus and drop the selection.
    for (const type of ["pointerdown", "mousedown"]) {
      this.element.addEventListener(type, (event) => {
        event.preventDefault();
        this.#pressed = true;
      });
    }
  }

  /** Follows the page's selection until `signal` is aborted. */
  listen(signal) {
    const options = { signal, passive: true };
    document.addEventListener("selectionchange", () => this.#later(), options);
    document.addEventListener("pointerdown", (event) => this.#pointerDown(event), { ...options, capture: true });
    document.addEventListener("pointerup", () => this.#pointerUp(), { ...options, capture: true });
    document.addEventListener("pointercancel", () => this.#pointerUp(), { ...options, capture: true });
    document.addEventListener("scroll", () => this.#follow(), { ...options, capture: true });
    addEventListener("resize", () => this.#follow(), options);
    signal.addEventListener("abort", () => this.hide());
    this.#later();
  }

  hide() {
    clearTimeout(this.#timer);
    this.#found = null;
    if (this.element.hidden) return;
    if (this.element.matches(":popover-open")) this.element.hidePopover();
    this.element.hidden = true;
  }

  #down = false;

  #pointerDown(event) {
    this.#down = true;
    this.#touch = event.pointerType !== "mouse";
  }

  #pointerUp() {
    this.#down = false;
    this.#later();
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#update(), SETTLED);
  }

  #update() {
    // A drag still going on; on touch the handles are dragged without pointer events, so only the pause counts.
    if ((this.#down && !this.#touch) || this.#pressed) return;
    const found = this.#find();
    if (!found) return this.hide();
    this.#found = found;
    this.element.hidden = false;
    if (this.element.showPopover && !this.element.matches(":popover-open")) this.element.showPopover();
    return this.#place();
  }

  #place() {
    const size = this.element.getBoundingClientRect();
    const view = {
      width: document.documentElement.clientWidth || innerWidth,
      height: visualViewport?.height ?? innerHeight,
    };
    const place = placeFor(visibleRects(this.#found.range), size, this.#touch, view);
    this.element.classList.toggle("away", !place);
    if (!place) return;
    this.element.style.setProperty("top", `${Math.round(place.top)}px`);
    this.element.style.setProperty("left", `${Math.round(place.left)}px`);
  }

  #follow() {
    if (!this.#found || this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#found) this.#place();
    });
  }

  #press(onpress) {
    // What was found when the button appeared: some touch browsers have already dropped the selection by now.
    const found = this.#find() ?? this.#found;
    this.#pressed = false;
    this.hide();
    if (found) onpress(found);
  }
}
