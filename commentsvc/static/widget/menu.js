/** The menu under a comment: copy its link, flag it, and for its author edit and withdraw. */

import { prepareWriting } from "./composer.js";
import { button, h, icon } from "./dom.js";

const ICONS = {
  link: "M8 12l4-4M9 6l1.500-1.500a3.500 3.500 0 0 1 5 5L14 11M11 14l-1.500 1.500a3.500 3.500 0 0 1-5-5L6 9",
  flag: "M5 17V3.500M5 4c4-2 6 2 10 0v7.500c-4 2-6-2-10 0",
  edit: "M4 16l.8-3.500L13 4.300a1.600 1.600 0 0 1 2.300 0l.4.4a1.600 1.600 0 0 1 0 2.300L7.500 15.200z",
  withdraw: "M4 6h12M8 6V4h4v2M6 6l.7 10h6.600L14 6",
};

/** Opens the menu of one comment (or closes it when it is open). */
export async function openMenu(thread, view) {
  if (view.closeMenu) {
    view.closeMenu();
    return;
  }
  await prepareWriting(thread);
  const menu = h("div", { class: "popup", part: "menu", role: "menu" }, items(thread, view));
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

function items(thread, view) {
  const { t, mine } = thread;
  const { comment } = view;
  const own = mine.own.has(comment.id) || Object.hasOwn(mine.editable, comment.id);
  const deadline = mine.editable[comment.id];
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
    comment.permalink && item("link", t("copy_link"), () => copy(thread, view)),
    !own &&
      item("flag", mine.flags.has(comment.id) ? t("flagged") : t("flag"), () =>
        later("./flag-dialog.js", "openFlag", thread, view),
      ),
    own &&
      deadline &&
      Date.parse(deadline) > Date.now() &&
      item("edit", t("edit"), () => later("./edit.js", "openEdit", thread, view)),
    own && item("withdraw", t("withdraw"), () => later("./withdraw.js", "openWithdraw", thread, view), true),
  ];
}

function later(file, name, thread, view) {
  import(file).then((module) => module[name](thread, view)).catch(() => view.complain(thread.t("not_done")));
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

async function copy(thread, view) {
  const { t, element } = thread;
  try {
    await navigator.clipboard.writeText(new URL(view.comment.permalink, location.href).href);
    view.confirm(t("copied"));
    element.announce(t("copied"));
  } catch {
    view.complain(t("copy_failed"));
  }
}
