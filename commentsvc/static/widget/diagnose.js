/** "Why is my embed blank?": one console message per cause, with the remedy and where to read on. */

import { base } from "./address.js";

const said = new Set();

const CAUSES = {
  site_missing: [
    "its `site` attribute is missing",
    'Add the short name of your site, as the desk shows it: site="daily".',
    "attributes",
  ],
  not_found: [
    "the service knows no site of this name",
    "Compare the `site` attribute with the name shown in the desk.",
    "attributes",
  ],
  forbidden: [
    "the service refused this page's origin",
    "Register the origin for the site: commentsvc site set … --origin …",
    "console-messages",
  ],
  url: [
    "the service refused the article's key or address",
    "Check `key`, or register the host of the `url` or canonical link for the site.",
    "attributes",
  ],
  network: [
    "the service did not answer, or the browser blocked the request",
    "Check that the service is up, that the page's Content-Security-Policy lists it in connect-src, that the page's " +
      "origin is registered for the site (writing needs it), and that no extension blocks it.",
    "content-security-policy",
  ],
  timeout: ["the service did not answer in time", "Look at the service's health page and its log.", "console-messages"],
  server: ["the service has a fault", "Look at the service's log.", "console-messages"],
};

function causeOf(error) {
  if (error.code === "site_missing") return "site_missing";
  if (error.kind === "network" || error.kind === "timeout") return error.kind;
  if (error.status === 404) return "not_found";
  if (error.status === 401 || error.status === 403) return "forbidden";
  if (error.status === 422 || error.status === 400) return "url";
  return error.status >= 500 ? "server" : null;
}

/** Says in the console, once per element and cause, why an element shows nothing and what to do. */
export function explain(element, error) {
  const cause = causeOf(error);
  const where = `<${element.localName} site="${element.getAttribute("site") ?? ""}" key="${element.getAttribute("key") ?? ""}">`;
  if (!cause) {
    console.error(`[commentsvc] ${where} failed:`, error);
    return;
  }
  if (said.has(where + cause)) return;
  said.add(where + cause);
  const [what, remedy, section] = CAUSES[cause];
  const answer = error.title ? ` The service said: ${error.title}` : "";
  const origin =
    cause === "forbidden" || cause === "network"
      ? ` This page's origin is ${location.origin}; the service is ${base.origin}.`
      : "";
  console.error(`[commentsvc] ${where}: ${what}. ${remedy}${origin}${answer} See docs/embed.md#${section}`);
}
