/** A selection of cards: how many, and the bar that decides about all of them; copying words with one click. */

/** Show the bar as soon as something is ticked; with Shift a click ticks all between. */
export function prepareSelection(root) {
  const bar = root.querySelector("[data-together]");
  if (!bar) return;
  const count = bar.querySelector("[data-together-count]");
  const text = count.dataset.text;
  bar.classList.add("scripted");
  let last = null;
  const boxes = () => [...root.querySelectorAll("[data-choose]")];
  const all = prepareAll(root, boxes, () => refresh());
  const refresh = () => {
    const chosen = boxes().filter((box) => box.checked).length;
    if (all) {
      all.checked = chosen > 0 && chosen === boxes().length;
      all.indeterminate = chosen > 0 && !all.checked;
    }
    bar.classList.toggle("some", chosen > 0);
    count.textContent = text.replace("0", String(chosen));
  };
  root.addEventListener("click", (event) => {
    const box = event.target.closest("[data-choose]");
    if (!box) return;
    if (event.shiftKey && last?.isConnected) between(boxes(), last, box);
    last = box;
    refresh();
  });
  root.addEventListener("cardschange", refresh);
  refresh();
}

/** The box that ticks the whole page. */
function prepareAll(root, boxes, changed) {
  const all = root.querySelector("[data-choose-all]");
  if (!all) return null;
  all.closest("[data-choose-all-label]").hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    changed();
  });
  return all;
}

function between(boxes, from, to) {
  const [start, end] = [boxes.indexOf(from), boxes.indexOf(to)].sort((a, b) => a - b);
  for (const box of boxes.slice(start, end + 1)) box.checked = to.checked;
}

/** Answers that are written already: a press puts the words into the box, where they can be changed. */
export function prepareTemplates(root) {
  for (const place of root.querySelectorAll("[data-templates]")) {
    place.hidden = false;
    place.addEventListener("click", (event) => {
      const button = event.target.closest("[data-template]");
      if (!button) return;
      const box = place.closest("details").querySelector("textarea");
      box.value = button.dataset.template;
      box.focus();
    });
  }
}

/** Buttons that copy the words beside them: by the Clipboard API, or, where a page may not, by a selection. */
export function prepareCopying(root, toasts, words) {
  for (const button of root.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const source = button.parentElement.querySelector("[data-copied]");
      const done = await copy(source);
      toasts.show(done ? words.textCopied : words.textNotCopied, { problem: !done });
    });
  }
}

async function copy(source) {
  try {
    await navigator.clipboard.writeText(source.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(source);
    try {
      return document.execCommand("copy");
    } catch {
      // The words are selected: the person can copy them with the keyboard.
      return false;
    }
  }
}
