/**
 * Which parts of an article's page are text: the lists and questions of the rule in docs/extraction.md.
 *
 * The service's `domain/article_rule.py` holds the same lists; tests hold the two against each other and against the
 * document. Names and words are compared here and not by selectors, which mind the page's mode and language.
 */

const SKIPPED_ELEMENTS = new Set(
  `annotation annotation-xml applet area audio base basefont button canvas comment-count comment-frame comment-thread
   correction-notices correction-reporter datalist dialog embed frame frameset head iframe img input latest-comments link
   map meta meter most-discussed noembed noframes noscript object optgroup option param progress rp rt rtc script select
   source style svg template textarea title track video`.split(/\s+/),
);

const BESIDE_ELEMENTS = new Set("aside form nav".split(" "));

const BESIDE_ROLES = new Set(
  `alert alertdialog banner button complementary dialog doc-noteref doc-pagebreak menu menubar navigation search status
   tablist toolbar tooltip`.split(/\s+/),
);

const BESIDE_NAMES = new Set(
  `ad ad-block ad-box ad-container ad-slot ad-unit ad-wrap ad-wrapper adbox ads adsbygoogle adslot adunit advert
   advertisement advertisements advertising adverts also-read banner-ad more-on newsletter-form newsletter-signup outbrain
   promo promo-block promo-box promobox read-also read-also-block readalso recirculation recommended-articles related
   related-articles related-content related-links related-news related-posts related-stories screen-reader-text see-also
   seealso share share-bar share-buttons share-links sharebar sharing skip-link social-links social-share social-sharing
   sr-only subscribe-box taboola visually-hidden`.split(/\s+/),
);

const BLOCKS = new Set(
  `address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer
   form h1 h2 h3 h4 h5 h6 header hgroup legend li listing main menu nav ol p plaintext pre search section summary table
   tbody td tfoot th thead tr ul xmp`.split(/\s+/),
);

const BREAKS = new Set(["br", "hr"]);
const PREFORMATTED = new Set("listing plaintext pre xmp".split(" "));
const CAPTIONS = new Set(["figcaption", "caption"]);
const LEAD_CLASSES = ["lead", "lede", "standfirst"];
const SCOPES = new Set(["headline", "lead", "body", "caption", "byline"]);
const MARK_LINK = 'a[href^="#"]';

function wordsOf(element, attribute) {
  const value = element.getAttribute(attribute);
  return value ? value.split(/[ \t\n\f\r]+/).filter(Boolean) : [];
}

/** A class in lower case: of `block__element--modifier` the element, else the block; hyphens for underscores. */
function plainName(word) {
  return word.toLowerCase().split("__").at(-1).split("--")[0].replaceAll("_", "-");
}

function isBeside(element) {
  if (BESIDE_ELEMENTS.has(element.localName)) return true;
  if (BESIDE_ROLES.has(wordsOf(element, "role")[0]?.toLowerCase())) return true;
  const isNamed = (word) => BESIDE_NAMES.has(plainName(word));
  return wordsOf(element, "class").some(isNamed) || wordsOf(element, "id").some(isNamed);
}

function userSelect(style) {
  return style.userSelect || style.webkitUserSelect;
}

function isUnseen(style) {
  return style.visibility === "hidden" || style.visibility === "collapse";
}

/** What of styles counts in an article: one that is itself not visible (yet) or not to be selected has a text, too. */
export function obeyedIn(root) {
  const style = getComputedStyle(root);
  return { visibility: !isUnseen(style), userSelect: userSelect(style) !== "none" };
}

function isHidden(element, obeyed) {
  const style = getComputedStyle(element);
  if (style.display === "none" || (obeyed.visibility && isUnseen(style))) return true;
  return obeyed.userSelect && userSelect(style) === "none";
}

function isMark(element) {
  return element.localName === "sup" && (element.parentNode.matches?.(MARK_LINK) || element.querySelector(MARK_LINK));
}

function isSkippedByMarkup(element) {
  if (element.getAttribute("aria-hidden") === "true") return true;
  if (element.hasAttribute("hidden") && element.getAttribute("hidden").toLowerCase() !== "until-found") return true;
  if (element.hasAttribute("data-comments-skip")) return element.getAttribute("data-comments-skip") !== "false";
  return isBeside(element);
}

/** Whether an element is no text of the article, with everything inside. `obeyed`: see `obeyedIn`. */
export function isSkipped(element, obeyed) {
  const name = element.localName;
  if (SKIPPED_ELEMENTS.has(name) || isMark(element)) return true;
  if (element.hasAttributes() ? isSkippedByMarkup(element) : BESIDE_ELEMENTS.has(name)) return true;
  return isHidden(element, obeyed);
}

/** Whether an element stands between line breaks. */
export function breaksLine(element) {
  return BLOCKS.has(element.localName) || BREAKS.has(element.localName);
}

/** Whether line feeds inside an element are line breaks. */
export function isPreformatted(element) {
  return PREFORMATTED.has(element.localName);
}

function meantScope(element) {
  const properties = wordsOf(element, "itemprop");
  if (element.localName === "h1" || properties.includes("headline")) return "headline";
  if (CAPTIONS.has(element.localName) || properties.includes("caption")) return "caption";
  const classes = wordsOf(element, "class");
  const byAuthor = properties.includes("author") || wordsOf(element, "rel").includes("author");
  if (element.localName === "address" || byAuthor || classes.includes("byline")) return "byline";
  const isLead = properties.includes("description") || element.getAttribute("role") === "doc-subtitle";
  return isLead || LEAD_CLASSES.some((name) => classes.includes(name)) ? "lead" : null;
}

/** What part of the article a node belongs to: the publisher's `data-comments-scope`, else the markup's own meaning. */
export function scopeOf(node, root) {
  let element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  for (; element && root.contains(element); element = element.parentElement) {
    const stated = element.getAttribute("data-comments-scope");
    if (SCOPES.has(stated)) return stated;
    if (element === root) break;
    const meant = meantScope(element);
    if (meant) return meant;
  }
  return "body";
}
