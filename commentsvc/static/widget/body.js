/** Draws a comment's body from the API's node tree. The one place where a reader's text becomes part of the page. */

import { h } from "./dom.js";

const TAGS = ["p", "em", "strong", "code", "pre", "quote", "ul", "ol", "li", "del"];
const BLOCKS = new Set(["p", "quote", "ul", "ol", "pre"]);
const SAFE = /^(https?|mailto):$/;
const MAX_DEPTH = 40;

/** The nodes of a body; unknown kinds of node show their text. */
export function drawBody(nodes, depth = 0) {
  return [nodes ?? []].flat().map((node) => drawNode(node, depth));
}

function drawNode(node, depth) {
  if (typeof node === "string") return document.createTextNode(node);
  if (!node || typeof node !== "object" || depth > MAX_DEPTH) return null;
  if (node.t === "br") return h("br");
  const children = drawBody(node.c, depth + 1);
  if (node.t === "a") return drawLink(node.href, children);
  if (!TAGS.includes(node.t)) return children;
  // Only the outermost: text inside an element with `dir` of its own does not count for the quote or list around it.
  const props = depth === 0 && BLOCKS.has(node.t) ? { dir: "auto" } : {};
  return h(node.t === "quote" ? "blockquote" : node.t, props, children);
}

function drawLink(href, children) {
  let url;
  try {
    url = new URL(href);
  } catch {
    return children;
  }
  if (!SAFE.test(url.protocol)) return children;
  return h("a", { href: url.href, rel: "nofollow ugc noopener noreferrer", target: "_blank" }, children);
}
