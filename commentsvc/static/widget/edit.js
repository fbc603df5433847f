/** Editing one's own comment in its place. */

import { call } from "./api.js";
import { charactersLeft, LIMIT } from "./composer.js";
import { drawTools } from "./composer-tools.js";
import { button, h, put, uid } from "./dom.js";
import { spotlight } from "./permalink.js";
import { callAs, sentenceOf } from "./session.js";

const lefts = new WeakMap();

/** Replaces the comment's text by a box until it is saved or left. */
export function openEdit(thread, view) {
  const { t, mine } = thread;
  const { id: comment } = view.comment;
  // Left without saving: the words are still there when the reader comes back to them.
  const left = lefts.get(view);
  const source = left ?? mine.sources[comment] ?? view.comment.source ?? mine.own.get(comment)?.source ?? "";
  const id = uid("edit");
  const box = h("textarea", { class: "field", id, dir: "auto", rows: 5, value: source });
  const state = h("div", { class: "state", role: "status" });
  const save = h("button", { type: "submit", class: "btn primary" }, t("save"));
  const form = h(
    "form",
    { class: "edit", novalidate: true },
    h("label", { class: "sr", for: id }, t("edit_label")),
    box,
    h(
      "div",
      { class: "form-grid" },
      drawTools(t, box),
      state,
      h("div", { class: "actions" }, save, button({ class: "btn quiet", onclick: () => leave() }, t("cancel"))),
    ),
  );
  const say = (sentence) => put(state, sentence ? h("p", { class: "note bad" }, sentence) : null);
  let version = view.comment.version;
  let told = false; // what checks object to was said

  function leave() {
    lefts.set(view, box.value);
    view.update();
    view.menuButton.focus();
  }

  async function nudge(error) {
    told = true;
    try {
      const { showNudge } = await import("./nudge.js");
      showNudge(t, state, box, error, { post: submit, change: () => {} });
    } catch {
      say(`${error.title} ${sentenceOf(error)}`);
    }
  }

  async function submit() {
    if (!box.value.trim()) return say(t("text_missing"));
    if (charactersLeft(box.value) < 0) return say(t("too_long", { n: LIMIT }));
    save.disabled = true;
    try {
      saved(thread, view, await send(thread, view, box.value, version, told));
    } catch (error) {
      save.disabled = false;
      if (error.code === "reconsider") return nudge(error);
      if (error.status === 412) version = await newestVersion(thread, view, version);
      say(error.status === 412 ? t("edit_lost") : sentenceOf(error) || t("not_done"));
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
    if (event.key === "Escape" && !event.isComposing) leave();
  });
  view.body.replaceWith(form);
  view.foot.hidden = true;
  box.focus();
}

function send(thread, view, source, version, told) {
  const path = `/comments/${encodeURIComponent(view.comment.id)}`;
  return callAs(thread.site, "PATCH", path, { body: { source, nudge: told ? "told" : "ask" }, ifMatch: version, lang: thread.t.lang });
}

function saved(thread, view, answer) {
  const { mine, element, t } = thread;
  const comment = { ...view.comment, ...(answer.comment ?? answer) };
  if (answer.thread_version) thread.version = answer.thread_version;
  lefts.delete(view);
  mine.own.set(comment.id, comment);
  mine.sources[comment.id] = comment.source;
  view.update(comment);
  spotlight(thread, view);
  element.announce(comment.status === "pending" ? comment.held_because || t("held") : t("saved"));
  element.notify("comments:edited", { site: thread.site, id: comment.id, status: comment.status });
}

async function newestVersion(thread, view, before) {
  try {
    const answer = await call("GET", `/comments/${encodeURIComponent(view.comment.id)}`, { cache: "no-cache" });
    return (answer.comment ?? answer).version ?? before;
  } catch {
    return before;
  }
}
