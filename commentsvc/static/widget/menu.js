/** The menu under a comment: hand on its address, mute its author, flag it; for its author edit and withdraw. */

import { prepareWriting } from "./composer.js";
import { deskUrl, deskWanted } from "./desk-links.js";
import { button, h, icon } from "./dom.js";
import { isOwn } from "./own.js";
import { mineKnown } from "./mine.js";
import { equip } from "./reading.js";
import { complain } from "./remark.js";

const ICONS = {
  link: "M8 12l4-4M9 6l1.500-1.500a3.500 3.500 0 0 1 5 5L14 11M11 14l-1.500 1.500a3.500 3.500 0 0 1-5-5L6 9",
  share: "M10 12.500V3.500M6.500 6.500L10 3l3.500 3.500M5 10H4v7h12v-7h-1",
  mute: "M3 3l14 14M10 6a4 4 0 0 1 4 4c0 .6-.1 1.100-.3 1.600M6.500 7.500A10 10 0 0 0 3 10c1.500 3 4 5 7 5 1.200 0 2.300-.3 3.300-.9",
  parent: "M10 16V5M5.500 9.500L10 5l4.500 4.500",
  flag: "M5 17V3.500M5 4c4-2 6 2 10 0v7.500c-4 2-6-2-10 0",
  edit: "M4 16l.8-3.500L13 4.300a1.600 1.600 0 0 1 2.300 0l.4.4a1.600 1.600 0 0 1 0 2.300L7.500 15.200z",
  withdraw: "M4 6h12M8 6V4h4v2M6 6l.7 10h6.600L14 6",
  desk: "M3 4.500h14v8H3zM7 16h6M10 12.500V16",
};

const DAY = 86_400_000; // milliseconds

/** Opens the menu of one comment (or closes it when it is open). */
export async function openMenu(thread, view) {
  if (view.closeMenu) {
    view.closeMenu();
    return;
  }
  const [known] = await Promise.all([mineKnown(thread), prepareWriting(thread), equip(thread)]);
  if (view.closeMenu) return;
  const menu = h("div", { class: "popup", part: "menu", role: "menu" }, items(thread, view, known));
  const life = new AbortController();
  view.closeMenu = (focus = true) => {
    life.abort();
    menu.remove();
    view.closeMenu = null;
    view.menuButton.setAttribute("aria-expanded", "false");
    if (focus) view.menuButton.focus();
  };
  view.foot.append(menu);
  view.menuButton.setAttribute("aria-expanded", "true");
  menu.addEventListener("keydown", (event) => move(menu, event, view.closeMenu));
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(relatedTarget) && relatedTarget !== view.menuButton) view.closeMenu?.(false);
  });
  const outside = (event) =>
    event.composedPath().some((node) => node === menu || node === view.menuButton) || view.closeMenu?.(false);
  document.addEventListener("pointerdown", outside, { signal: life.signal });
  menu.firstElementChild.focus();
}

/** `known`: whether the deadlines of the reader's own comments are there. */
function items(thread, view, known) {
  const { t, mine } = thread;
  const { comment } = view;
  const own = mine.own.has(comment.id) || Object.hasOwn(mine.editable, comment.id);
  const left = new Date(mine.editable[comment.id] ?? 0) - Date.now();
  const item = (name, label, act, grave = false) =>
    button(
      {
        class: grave ? "grave" : null,
        role: "menuitem",
        tabindex: -1,
        onclick: () => {
          view.closeMenu?.();
          act();
        },
      },
      icon(ICONS[name]),
      label,
    );
  return [
    comment.permalink && item("link", t("copy_link"), () => later("./share.js", "copyLink", thread, view)),
    comment.permalink &&
      navigator.share &&
      item("share", t("share"), () => later("./share.js", "shareLink", thread, view)),
    view.parent && item("parent", t("to_parent"), () => toParent(thread, view)),
    !isOwn(thread, comment) && muteItem(thread, view, item),
    !own &&
      item("flag", mine.flags.has(comment.id) ? t("flagged") : t("flag"), () =>
        later("./flag-dialog.js", "openFlag", thread, view),
      ),
    own && !thread.locked && left > 0 && editItem(thread, view, item, left),
    own && (left > 0 || !known) && item("withdraw", t("withdraw"), () => later("./withdraw.js", "openWithdraw", thread, view), true),
    deskWanted(thread.site) && deskItem(thread, view),
  ];
}

function deskItem({ site, t }, { comment }) {
  const href = deskUrl(site, `comments/${comment.id}`);
  const plain = { role: "menuitem", tabindex: -1, target: "_blank", rel: "noopener" };
  return h("a", { href, ...plain }, icon(ICONS.desk), t("open_in_desk"));
}

function muteItem({ t, reading }, view, item) {
  const { author } = view.comment;
  if (!author) return null;
  if (!reading.muted.has(view.comment)) return item("mute", t("mute", author), () => reading.muted.mute(view));
  return item("mute", t("unmute_name", author), () => reading.muted.unmute(author.avatar));
}

/** Editing, which ends in `left` milliseconds; the time is named where that is within a day. */
function editItem(thread, view, item, left) {
  const { t } = thread;
  const time = new Intl.DateTimeFormat(t.lang, { timeStyle: "short" }).format(Date.now() + left);
  const label = left < DAY ? t("edit_until", { time }) : t("edit");
  return item("edit", label, () => later("./edit.js", "openEdit", thread, view));
}

function toParent(thread, { comment, parent }) {
  thread.goTo(comment.reply_to?.id ?? parent.comment.id);
}

function later(file, name, thread, view) {
  import(file).then((module) => module[name](thread, view)).catch(() => complain(view, thread.t("not_done")));
}

function move(menu, event, close) {
  const all = [...menu.children];
  const at = all.indexOf(menu.getRootNode().activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (event.key === "Escape" || event.key === "Tab") {
    close(event.key === "Escape");
    if (event.key === "Escape") event.stopPropagation();
  } else if (to !== undefined) {
    event.preventDefault();
    all.at(to % all.length).focus();
  }
}
