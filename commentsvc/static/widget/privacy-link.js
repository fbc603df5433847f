/** The ways to the pages of a thread's site: what the service knows of readers, and the house rules of all times. */

import { base } from "./address.js";
import { h } from "./dom.js";

/** A link to the privacy page, in a window of its own. */
export function drawPrivacy(thread, look = null) {
  return drawLink(thread, "privacy", thread.t("privacy"), look);
}

/** A link to one version of the house rules among all, or to all of them, in a window of its own. */
export function drawRulesLink(thread, version = null) {
  const { t } = thread;
  if (version) return drawLink(thread, "rules", t("refused_version", { version }), null, `#version-${version}`);
  return drawLink(thread, "rules", t("rules_versions"));
}

function drawLink({ t, site }, page, words, look = null, place = "") {
  const href = new URL(`embed/${encodeURIComponent(site)}/${page}?lang=${t.lang}${place}`, base).href;
  return h("a", { class: look, href, target: "_blank", rel: "noopener" }, words);
}
