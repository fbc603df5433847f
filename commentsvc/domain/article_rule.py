"""Which parts of an article's page are text: the lists and questions of the rule in docs/extraction.md.

The widget's ``article-rule.js`` holds the same lists; tests hold the two against each other and against the document.
"""

import re
from collections.abc import Mapping

from commentsvc.domain.inline_style import Style


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


SKIPPED_ELEMENTS = _names(
    """annotation annotation-xml applet area audio base basefont button canvas comment-count comment-frame
    comment-thread correction-notices correction-reporter datalist dialog embed frame frameset head iframe img input
    latest-comments link map meta meter most-discussed noembed noframes noscript object optgroup option param progress
    rp rt rtc script select source style svg template textarea title track video"""
)
"""Never text, with everything inside: controls, media, annotations, what browsers do not show, our own elements."""

BESIDE_ELEMENTS = _names("aside form nav")
BESIDE_ROLES = _names(
    """alert alertdialog banner button complementary dialog doc-noteref doc-pagebreak menu menubar navigation search
    status tablist toolbar tooltip"""
)
BESIDE_NAMES = _names(
    """ad ad-block ad-box ad-container ad-slot ad-unit ad-wrap ad-wrapper adbox ads adsbygoogle adslot adunit advert
    advertisement advertisements advertising adverts also-read banner-ad more-on newsletter-form newsletter-signup
    outbrain promo promo-block promo-box promobox read-also read-also-block readalso recirculation
    recommended-articles related related-articles related-content related-links related-news related-posts
    related-stories screen-reader-text see-also seealso share share-bar share-buttons share-links sharebar sharing
    skip-link social-links social-share social-sharing sr-only subscribe-box taboola visually-hidden"""
)
"""Classes and ids, made plain by ``_plain_name``, of adverts, "read also" boxes, share bars and unseen hints."""

BLOCKS = _names(
    """address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup legend li listing main menu nav ol p plaintext pre search section
    summary table tbody td tfoot th thead tr ul xmp"""
)
"""A line break stands before and after each of these."""

BREAKS = frozenset(("br", "hr"))
PREFORMATTED = _names("listing plaintext pre xmp")

SCOPE_ATTRIBUTE = "data-comments-scope"
SKIP_ATTRIBUTE = "data-comments-skip"
_ASCII_SPACE = re.compile("[ \t\n\f\r]+")
_CAPTIONS = frozenset(("figcaption", "caption"))
_LEAD_CLASSES = frozenset(("lead", "lede", "standfirst"))

Attributes = Mapping[str, str | None]


def words_of(attributes: Attributes, name: str) -> list[str]:
    """The words of an attribute that holds a list, such as ``class``."""
    return [word for word in _ASCII_SPACE.split(attributes.get(name) or "") if word]


def is_skipped(name: str, attributes: Attributes, style: Style) -> bool:
    """Tell whether an element, footnote marks aside, is no text of the article, with everything inside.

    ``style`` is what counts of its own style (``inline_style.Style``).
    """
    if name in SKIPPED_ELEMENTS or style.hides or attributes.get("aria-hidden") == "true":
        return True
    if "hidden" in attributes and (attributes["hidden"] or "").lower() != "until-found":
        return True
    if SKIP_ATTRIBUTE in attributes:
        return attributes[SKIP_ATTRIBUTE] != "false"
    return name in BESIDE_ELEMENTS or _is_beside(attributes)


def scope_of(name: str, attributes: Attributes) -> str | None:
    """The part of the article that an element says it is, by its meaning; None where it says nothing."""
    properties = words_of(attributes, "itemprop")
    if name == "h1" or "headline" in properties:
        return "headline"
    if name in _CAPTIONS or "caption" in properties:
        return "caption"
    classes = words_of(attributes, "class")
    by_author = "author" in properties or "author" in words_of(attributes, "rel")
    if name == "address" or by_author or "byline" in classes:
        return "byline"
    is_lead = "description" in properties or attributes.get("role") == "doc-subtitle"
    return "lead" if is_lead or _LEAD_CLASSES.intersection(classes) else None


def _is_beside(attributes: Attributes) -> bool:
    roles = words_of(attributes, "role")
    if roles and roles[0].lower() in BESIDE_ROLES:
        return True
    names = words_of(attributes, "class") + words_of(attributes, "id")
    return any(_plain_name(one) in BESIDE_NAMES for one in names)


def _plain_name(word: str) -> str:
    """A class in lower case: of ``block__element--modifier`` the element, else the block; hyphens for underscores."""
    block = word.lower().rpartition("__")[2].partition("--")[0]
    return block.replace("_", "-")
