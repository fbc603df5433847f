/** Constructable style sheets: they work under `style-src 'none'` and are shared by every copy on the page. */

const made = new Map();

/** The style sheet for a CSS text, parsed once per page. */
export function sheet(css) {
  let found = made.get(css);
  if (!found) {
    found = new CSSStyleSheet();
    found.replaceSync(css);
    made.set(css, found);
  }
  return found;
}

/** Adds a sheet to a shadow root, once. */
export function adopt(root, css) {
  const added = sheet(css);
  if (!root.adoptedStyleSheets.includes(added)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, added];
}
