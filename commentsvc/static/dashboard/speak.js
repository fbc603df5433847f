/** The newsroom's own words: sent without leaving the page, kept until they are posted, taken back by undo. */

import { send } from "./http.js";

export function listenForWords(root, toasts, words) {
  for (const form of root.querySelectorAll("[data-speak]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      post(form, toasts, words);
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
  }
}

async function post(form, toasts, words) {
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  const { ok, status, data } = await send(form);
  delete form.dataset.sending;
  if (!ok) {
    complain(form, status === 401 ? words.textSignedOut : (told(data) ?? words.textFailed));
    return;
  }
  quieten(form);
  form.elements.text.value = "";
  // The next words are another comment, even if they are the same.
  form.elements.once.value = crypto.getRandomValues(new Uint32Array(4)).join("");
  const menu = form.closest("details");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  const back = () => takeBack(form, data.undo, toasts, words);
  toasts.show(data.message, { action: { label: words.textUndo, run: back }, undo: true });
}

function told(data) {
  return data.errors?.[0]?.message ?? data.message ?? data.title;
}

async function takeBack(form, url, toasts, words) {
  const undoing = document.createElement("form");
  undoing.action = url;
  undoing.append(form.querySelector("[name=csrf_token]").cloneNode());
  const { ok, data } = await send(undoing);
  toasts.show(ok ? data.message : (told(data) ?? words.textFailed), { problem: !ok });
}

/** Beside the words, and said aloud; they stay in the box. */
function complain(form, message) {
  quieten(form);
  const note = document.createElement("p");
  note.className = "note problem";
  note.setAttribute("role", "alert");
  note.textContent = message;
  form.elements.text.after(note);
  form.elements.text.setAttribute("aria-invalid", "true");
  form.elements.text.focus();
}

function quieten(form) {
  form.querySelector("[role=alert]")?.remove();
  form.elements.text.removeAttribute("aria-invalid");
}
