/** Building the page by DOM calls only: no markup strings, so nothing a reader typed can become an element. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Creates an element. `props`: `on…` functions become listeners, `true` an empty attribute, `null`/`false`/`undefined`
 * nothing, all else an attribute. Children: nodes, strings, numbers, nested arrays; `null` and `false` are left out.
 * Style attributes are refused, because a strict CSP would block them.
 */
export function h(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** The same for an SVG element. */
export function s(tag, props = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (!isThere(value)) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter(isThere));
  return node;
}

function isThere(one) {
  return (one ?? false) !== false;
}

/** A line icon of 20 by 20 from path data; decorative, so hidden from assistive technology. */
export function icon(path) {
  return s("svg", { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true" }, s("path", { d: path }));
}

/** A button; `label` is its visible text unless `props` bring an icon as child. */
export function button(props, ...children) {
  return h("button", { type: "button", ...props }, ...children);
}

/** An id that is unique on the page, for `aria-describedby` and labels inside one shadow root. */
export function uid(prefix = "c") {
  uid.last = (uid.last ?? 0) + 1;
  return `${prefix}${uid.last}`;
}

/** Replaces the children of `parent`. */
export function put(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter(isThere));
  return parent;
}
