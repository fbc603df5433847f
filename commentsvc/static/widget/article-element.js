/** Which element of a page is the article. */

/**
 * The element that a reporter names by `for`, else the `<article>` around it, else the first one on the page, else
 * `<main>`; or null. `host` may be missing: a page without a reporter has an article, too.
 */
export function articleElement(host) {
  const selector = host?.getAttribute("for");
  if (!selector) return host?.closest("article") ?? document.querySelector("article") ?? document.querySelector("main");
  try {
    const found = host.getRootNode().querySelector(selector);
    if (!found) console.warn(`[commentsvc] <correction-reporter for="${selector}">: nothing on this page matches`);
    return found;
  } catch {
    console.warn(`[commentsvc] <correction-reporter for="${selector}"> is not a CSS selector`);
    return null;
  }
}
