/**
 * "Open in the desk", for whoever of the newsroom has switched it on in this browser by a link of the desk
 * (`#comments-desk=on`). Plain links: no moderator's token is ever on the article's origin, and the desk asks who comes.
 */

import { base } from "./address.js";
import { h, put } from "./dom.js";
import { keep, recall } from "./storage.js";

const SWITCH = /^#comments-desk=(on|off)$/;

/** Whether there is anything for this module to do. */
export const deskWanted = (site) => SWITCH.test(location.hash) || recall(site, "desk") === "on";

/** The desk's page of a comment or thread. */
export const deskUrl = (site, path) => new URL(`desk/${encodeURIComponent(site)}/${path}`, base).href;

/** Takes the switch out of the address, and draws the thread's link into `place` while it is on. */
export function drawDeskLink(thread, place) {
  const [, said] = SWITCH.exec(location.hash) ?? [];
  if (said) {
    keep(thread.site, "desk", said === "on" ? "on" : null);
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  const { id } = thread.thread;
  const on = recall(thread.site, "desk") === "on" && id;
  const href = on && deskUrl(thread.site, `threads/${id}`);
  put(place, on ? h("p", { class: "desk-link" }, h("a", { href, target: "_blank", rel: "noopener", part: "desk-link" }, thread.t("open_in_desk"))) : null);
}
