/** Single keys. They rest while somebody types, with any modifier, and when they are switched off. */

const STORED = "desk-keys";
const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable]";

export function listenForKeys(cards, toasts) {
  const help = document.querySelector("[data-help-dialog]");
  const context = { cards, toasts, help };
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
  return event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
}

function pressed(event, { cards, toasts, help }) {
  if (event.key === "Escape") closeMenus(cards, event);
  if (event.defaultPrevented || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
  if (help?.open || document.documentElement.classList.contains("keys-off")) return;
  // Held down, a key may walk on but decide only once.
  if (event.repeat && !["j", "k"].includes(letter(event))) return;
  if (act(letter(event), cards, toasts, help)) event.preventDefault();
}

function act(key, cards, toasts, help) {
  if (key === "?") {
    help?.showModal();
    return true;
  }
  if (key === "j" || key === "k") {
    cards.step(key === "j" ? 1 : -1);
    return true;
  }
  if (key === "u") return undo(toasts);
  if (key === "/") return search();
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

function search() {
  const field = document.querySelector("[data-search]");
  field?.focus();
  field?.select();
  return Boolean(field);
}

function decideAll(form, key) {
  if (/^[1-9]$/.test(key)) return press(form.querySelector(`details[open] [data-digit="${key}"]`));
  return /^[a-z]$/.test(key) && press(form.querySelector(`[data-key="${key}"]`));
}

function undo(toasts) {
  if (toasts.undoButton) return press(toasts.undoButton);
  document.querySelector("[data-undo-last]")?.requestSubmit();
  return true;
}

function closeMenus(cards, event) {
  const menu = document.querySelector("[data-together] details[open]") ?? cards.target?.querySelector("details[open]");
  if (!menu) return;
  event.preventDefault();
  menu.open = false;
  if (cards.target) cards.focus(cards.target);
}
