/**
 * The script a publisher pastes. It stays tiny: it finds our elements and loads each one's code when the element comes
 * near the viewport. Everything is fetched side by side, so that nothing waits for a chain of modules. It never throws
 * into the host page.
 */

const base = new URL("./", import.meta.url);
const assets = new URL("embed/assets/dev/", base); // the service writes the digest of this release here
// The parts that the service makes of the modules, besides the one that bears the element's name: all that an element
// needs before it shows, with its sentences (*: the language). What is loaded later is not named here.
const PARTS = {
  "comment-thread": "shared lang/*",
  "comment-count": "lang/count-*",
  "comment-frame": "",
  "latest-comments": "site-list shared lang/* lang/lists-*",
  "most-discussed": "site-list shared lang/* lang/lists-* lang/count-*",
  "correction-notices": "shared lang/notices-*",
  "correction-reporter": "article-text session form-style shared lang/corrections-*",
};
const NAMES = Object.keys(PARTS).join(",");
const SORRY = {
  en: ["This could not be loaded.", "Try again"],
  uk: ["Не вдалося завантажити.", "Ще раз"],
  ru: ["Не удалось загрузить.", "Ещё раз"],
};
const prefetch = Symbol.for("commentsvc.prefetch");
const loading = new Map();
const seen = new WeakSet();

function language(element) {
  const asked = element.closest("[lang]")?.lang || navigator.language || "en";
  const short = asked.toLowerCase().split("-")[0];
  return SORRY[short] ? short : "en";
}

function remembered(site) {
  try {
    return localStorage.getItem(`commentsvc:${base.origin}:${site}:sort`);
  } catch {
    return null;
  }
}

/** The thread's data request, begun while the modules load; the element picks it up if it asks for the same. */
function prefetchThread(element) {
  const site = element.getAttribute("site");
  const sort = remembered(site) || element.getAttribute("sort") || "best";
  // The publisher's server may have put the page itself inside (included.js).
  if (!site || element[prefetch] || element.querySelector("[data-made]")?.dataset.sort === sort) return;
  const key = element.getAttribute("key");
  const canonical = document.querySelector('link[rel="canonical"]')?.href;
  const about = key ? { key } : { url: element.getAttribute("url") || canonical || location.href.split("#")[0] };
  const query = new URLSearchParams({ ...about, sort });
  const { href } = new URL(`api/v1/sites/${encodeURIComponent(site)}/thread?${query}`, base);
  const headers = { Accept: "application/json" };
  const response = fetch(href, { credentials: "omit", headers, signal: AbortSignal.timeout(12_000) });
  response.catch(() => {});
  element[prefetch] = { href, response };
}

async function load(name, element) {
  if (name === "comment-thread") setTimeout(() => prefetchThread(element)); // storage is slow, so in a task of its own
  if (customElements.get(name)) return;
  if (!loading.has(name)) {
    const files = `${name} ${PARTS[name]}`.trim().replaceAll("*", language(element)).split(" ");
    loading.set(name, Promise.all(files.map((file) => import(new URL(`${file}.js`, assets)))));
  }
  try {
    await loading.get(name);
  } catch (error) {
    loading.delete(name);
    apologise(name, element, error);
  }
}

function loadAll(name) {
  for (const element of document.querySelectorAll(name)) load(name, element);
}

function apologise(name, element, error) {
  console.error(
    `[commentsvc] <${name}>: no code from ${assets}. Is it allowed in script-src and connect-src? See docs/embed.md`,
    error,
  );
  const [sentence, retry] = SORRY[language(element)];
  const text = document.createElement("p");
  const again = document.createElement("button");
  again.type = "button";
  again.append(retry);
  again.onclick = () => {
    text.remove();
    load(name, element);
  };
  text.append(sentence, " ", again);
  element.prepend(text);
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) {
        near.unobserve(target);
        load(target.localName, target);
      }
    }
  },
  { rootMargin: "600px" },
);

function watch(element) {
  if (seen.has(element)) return;
  seen.add(element);
  near.observe(element);
  onAddress();
}

/**
 * An address that names a comment leads to the thread, which the browser itself cannot find inside its element; one that
 * names words of the article leads to them (quote-link.js then follows the address by itself).
 */
function onAddress() {
  if (location.hash.includes("commentsvc-quote=")) import(new URL("quote-link.js", assets)).catch(console.warn);
  if (location.hash.startsWith("#comment-")) loadAll("comment-thread");
}

/** A reader who selects words needs the reporter at once, wherever its element stands. */
function onSelection() {
  if (document.getSelection()?.isCollapsed === false) loadAll("correction-reporter");
}

function start() {
  document.querySelectorAll(NAMES).forEach(watch);
  new MutationObserver((records) => {
    for (const node of records.flatMap((record) => [...record.addedNodes])) {
      if (node.matches?.(NAMES)) watch(node);
      if (node.firstElementChild) node.querySelectorAll(NAMES).forEach(watch);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
  addEventListener("hashchange", onAddress);
  document.addEventListener("selectionchange", onSelection, { passive: true });
}

const mark = Symbol.for(`commentsvc.embed:${base.href}`);
if (!window[mark]) {
  window[mark] = true;
  start();
}
