/**
 * The script a publisher pastes. It stays tiny: it finds our elements and loads each one's code when the element comes
 * near the viewport. Everything is fetched side by side, so that nothing waits for a chain of modules. It never throws
 * into the host page.
 */

const base = new URL("./", import.meta.url);
const assets = new URL("embed/assets/dev/", base); // the service writes the digest of this release here
// The parts that the service makes of the modules: all that an element needs before it shows, with its sentences (*: the
// language). What is loaded later is not named here.
const PARTS = {
  "comment-thread": ["comment-thread.js", "shared.js", "lang/*.js"],
  "comment-count": ["comment-count.js", "lang/count-*.js"],
  "comment-frame": ["comment-frame.js"],
  "latest-comments": ["latest-comments.js", "site-list.js", "shared.js", "lang/*.js", "lang/lists-*.js"],
  "most-discussed": [
    "most-discussed.js",
    "site-list.js",
    "shared.js",
    "lang/*.js",
    "lang/lists-*.js",
    "lang/count-*.js",
  ],
  "correction-reporter": [
    "correction-reporter.js",
    "article-text.js",
    "session.js",
    "form-style.js",
    "shared.js",
    "lang/corrections-*.js",
  ],
};
const NAMES = Object.keys(PARTS).join(",");
const SORRY = {
  en: ["This could not be loaded.", "Try again"],
  uk: ["Це не вдалося завантажити.", "Спробувати ще раз"],
  ru: ["Это не удалось загрузить.", "Попробовать ещё раз"],
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
  const url = new URL(`api/v1/sites/${encodeURIComponent(site)}/thread`, base);
  const key = element.getAttribute("key");
  const canonical = document.querySelector('link[rel="canonical"]')?.href;
  if (key) url.searchParams.append("key", key);
  else url.searchParams.append("url", element.getAttribute("url") || canonical || location.href.split("#")[0]);
  url.searchParams.append("sort", sort);
  const headers = { Accept: "application/json" };
  const response = fetch(url, { credentials: "omit", headers, signal: AbortSignal.timeout(12_000) });
  response.catch(() => {});
  element[prefetch] = { href: url.href, response };
}

async function load(name, element) {
  if (name === "comment-thread") setTimeout(() => prefetchThread(element)); // storage is slow, so in a task of its own
  if (customElements.get(name)) return;
  if (!loading.has(name)) {
    const files = PARTS[name].map((file) => new URL(file.replace("*", language(element)), assets).href);
    loading.set(name, Promise.all(files.map((file) => import(file))));
  }
  try {
    await loading.get(name);
  } catch (error) {
    loading.delete(name);
    apologise(name, element, error);
  }
}

function apologise(name, element, error) {
  console.error(
    `[commentsvc] <${name}>: no code from ${assets}. Does it answer, and does the page's Content-Security-Policy ` +
      "allow it in script-src and connect-src? See docs/embed.md",
    error,
  );
  const [sentence, retry] = SORRY[language(element)];
  const text = document.createElement("p");
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = retry;
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
      if (!isIntersecting) continue;
      near.unobserve(target);
      load(target.localName, target);
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

/** An address that names a comment leads to the thread, which the browser itself cannot find inside its element. */
function onAddress() {
  if (!location.hash.startsWith("#comment-")) return;
  for (const element of document.querySelectorAll("comment-thread")) load("comment-thread", element);
}

/** An address that names words of the article leads to them, also where the browser knows no text fragments. */
function onQuote() {
  if (!location.hash.includes("commentsvc-quote=")) return;
  import(new URL("quote-link.js", assets))
    .then(({ showQuote }) => showQuote(location.hash))
    .catch((error) => console.warn("[commentsvc] the words that the address names could not be shown", error));
}

/** A reader who selects words needs the reporter at once, wherever its element stands. */
function onSelection() {
  if (document.getSelection()?.isCollapsed !== false) return;
  for (const element of document.querySelectorAll("correction-reporter")) load("correction-reporter", element);
}

function start() {
  document.querySelectorAll(NAMES).forEach(watch);
  new MutationObserver((records) => {
    for (const node of records.flatMap((record) => [...record.addedNodes])) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      if (node.matches(NAMES)) watch(node);
      if (node.firstElementChild) node.querySelectorAll(NAMES).forEach(watch);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
  addEventListener("hashchange", onAddress);
  addEventListener("hashchange", onQuote);
  document.addEventListener("selectionchange", onSelection, { passive: true });
  onQuote();
}

const mark = Symbol.for(`commentsvc.embed:${base.href}`);
if (!window[mark]) {
  window[mark] = true;
  start();
}
