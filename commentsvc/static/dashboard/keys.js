/** Single keys. They rest while somebody types, with any modifier, and when they are switched off. */

const STORED = "desk-keys";
const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable]";

/** `desk`: `{ cards, decisions, supply, toasts }`. */
export function listenForKeys(desk) {
  const help = document.querySelector("[data-help-dialog]");
  const context = { ...desk, help, held: null };
  prepareSwitches();
  document.querySelector("[data-help]")?.addEventListener("click", (event) => {
    if (!help || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    help.showModal();
  });
  document.addEventListener("keydown", (event) => pressed(event, context));
}

function areOn() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

function prepareSwitches() {
  document.documentElement.classList.toggle("keys-off", !areOn());
  for (const place of document.querySelectorAll("[data-keys-switch]")) {
    place.hidden = false;
    const box = place.querySelector("[data-keys-on]");
    box.checked = areOn();
    box.addEventListener("change", () => {
      try {
        localStorage.setItem(STORED, box.checked ? "on" : "off");
      } catch {
        // Without storage the choice holds for this page only.
      }
      document.documentElement.classList.toggle("keys-off", !box.checked);
      for (const other of document.querySelectorAll("[data-keys-on]")) other.checked = box.checked;
    });
  }
}

/** The Latin letter of a key: by what it writes, or, on keyboards of other scripts, by its place. */
function letter(event) {
  if (event.key.length !== 1 || event.key < "\u0080") return event.key;
  if (!event.code.startsWith("Key")) return event.key;
  return event.shiftKey ? event.code.slice(3) : event.code.slice(3).toLowerCase();
}

function pressed(event, context) {
  if (event.key === "Escape") close(context, event);
  if (event.defaultPrevented || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
  if (context.help?.open || document.documentElement.classList.contains("keys-off")) return;
  // Held down, a key may walk on but decide only once.
  if (event.repeat && !["j", "k"].includes(letter(event))) return;
  if (act(letter(event), context)) event.preventDefault();
}

function act(key, context) {
  const { cards, help } = context;
  if (context.held) return hold(key, context);
  if (key === "?") {
    help?.showModal();
    return true;
  }
  if (key === "j" || key === "k") return step(key, context);
  if (key === "u") return undo(context);
  if (key === "/") return search();
  if (key === "X") return selectTo(cards);
  // With a selection, what decides is for all of it.
  const together = document.querySelector("[data-together].some");
  if (together && decideAll(together, key)) return true;
  const card = cards.target;
  if (!card) return press(document.querySelector(`[data-of-page][data-key="${CSS.escape(key)}"]`));
  if (/^[1-9]$/.test(key)) return press(card.querySelector(`details[open] [data-digit="${key}"]`));
  return /^[a-z]$/.test(key) && press(card.querySelector(`[data-key="${key}"]`));
}

function press(button) {
  button?.click();
  return Boolean(button);
}

function step(key, { cards, supply }) {
  if (!cards.step(key === "j" ? 1 : -1)) supply.goOn();
  return true;
}

function search() {
  const field = document.querySelector("[data-search]");
  // On a narrow window it is folded away until it is asked for.
  if (field && !field.checkVisibility()) location.hash = field.form.id;
  field?.focus();
  field?.select();
  return Boolean(field);
}

/** As a click with Shift does: all between the last card that was ticked and this one. */
function selectTo(cards) {
  const box = cards.target?.querySelector("[data-choose]");
  box?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: true }));
  return Boolean(box);
}

function decideAll(form, key) {
  if (/^[1-9]$/.test(key)) return press(form.querySelector(`details[open] [data-digit="${key}"]`));
  return /^[a-z]$/.test(key) && press(form.querySelector(`[data-key="${key}"]`));
}

/** Undo the latest decision, once it is saved. Keys pressed meanwhile are meant for the card that it brings back. */
function undo(context) {
  const { list } = context.cards;
  context.held = [];
  list?.setAttribute("aria-busy", "true");
  takeBack(context).then((done) => {
    const keys = done ? context.held : [];
    context.held = null;
    list?.removeAttribute("aria-busy");
    while (keys.length && !context.held) act(keys.shift(), context);
    context.held?.push(...keys);
  });
  return true;
}

function hold(key, { held }) {
  const known = /^[a-zX1-9]$/.test(key);
  if (known) held.push(key);
  return known;
}

async function takeBack({ decisions, toasts }) {
  // What was not saved need not be undone, and nothing else shall be in its place.
  if (!(await decisions.settled())) return false;
  const undone = toasts.undoLast();
  if (undone) return undone;
  if (!press(toasts.undoButton)) document.querySelector("[data-undo-last]")?.requestSubmit();
  return false;
}

/** Esc closes one thing at a time: an open menu, a message that stays, the selection. */
function close({ cards, toasts, help }, event) {
  if (help?.open) return;
  const menu = document.querySelector("[data-together] details[open]") ?? cards.target?.querySelector("details[open]");
  if (menu) menu.open = false;
  else if (!toasts.settle() && !unselect()) return;
  event.preventDefault();
  if (cards.target) cards.focus(cards.target);
}

function unselect() {
  const ticked = document.querySelectorAll("[data-choose]:checked");
  for (const box of ticked) box.checked = false;
  ticked[0]?.dispatchEvent(new Event("cardschange", { bubbles: true }));
  return ticked.length > 0;
}
