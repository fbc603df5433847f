/** The way to what the service knows of readers, and for how long. */

import { base } from "./address.js";
import { h } from "./dom.js";

/** A link to the privacy page of a thread's site, in a window of its own. */
export function drawPrivacy({ t, site }, look = null) {
  const href = new URL(`embed/${encodeURIComponent(site)}/privacy?lang=${t.lang}`, base).href;
  return h("a", { class: look, href, target: "_blank", rel: "noopener" }, t("privacy"));
}
