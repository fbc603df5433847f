"""The text of an article, out of its page's HTML, as a reader's browser would see it.

The rule is written down in docs/extraction.md; the widget's ``article-text.js`` follows it too, and tests compare the
two. Only this file knows the HTML parser.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from commentsvc.domain import article_rule as rule
from commentsvc.domain import inline_style
from commentsvc.domain.html_bounds import is_parsable
from commentsvc.domain.limits import ARTICLE_TEXT_MAX_CHARS
from commentsvc.domain.selectors import SCOPES

# Longest CSS selector of an article that is asked for: a page chooses it.
_SELECTOR_MAX_CHARS = 200
_WHITE_SPACE = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_INVISIBLE = "\x00-\x08\x0e-\x1f\x7f\xad\u200b\u2060\ufeff"
_PIECES = re.compile(f"([{_WHITE_SPACE}]+)|([{_INVISIBLE}]+)|[^{_WHITE_SPACE}{_INVISIBLE}]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
# These say of an inherited property that it is as in the element around.
_AS_AROUND = ("inherit", "unset", "revert", "revert-layer")
_MARK_LINK = 'a[href^="#"]'


@dataclass
class ArticleText:
    """The text, and in which part of the article (``selectors.SCOPES``) its characters stand.

    ``parts`` are (start, scope) in reading order, in characters of ``text``; each goes on to the next one.
    """

    text: str
    parts: list[tuple[int, str]] = field(default_factory=list)

    def scope_at(self, offset: int) -> str:
        """The part of the article in which the character at ``offset`` stands."""
        return next((scope for start, scope in reversed(self.parts) if start <= offset), "body")


def extract(html: str, selector: str | None = None) -> ArticleText | None:
    """Read the article out of a page; None where the page has none, nothing in it is text, or it is out of bounds.

    ``selector`` is the CSS selector of the article. Without one it is found as the widget finds it: by the ``for`` of
    the page's ``<correction-reporter>``, else the ``<article>`` around that, else the first ``<article>``, else
    ``<main>``.
    """
    if not is_parsable(html):
        return None
    tree = LexborHTMLParser(_SURROGATE.sub("\ufffd", html), scripting=True)
    root = _first(tree, selector) if selector else _find_article(tree)
    if root is None:
        return None
    collector = _Collector()
    _collect(root, collector)
    found = collector.text()
    return found if found.text else None


def _find_article(tree: LexborHTMLParser) -> LexborNode | None:
    reporter = _first(tree, "correction-reporter")
    stated = reporter.attributes.get("for") if reporter else None
    if stated:
        return _first(tree, stated)
    above = reporter.parent if reporter else None
    while above is not None:
        if above.tag == "article":
            return above
        above = above.parent
    return _first(tree, "article") or _first(tree, "main")


def _first(tree: LexborHTMLParser, selector: str) -> LexborNode | None:
    if len(selector) > _SELECTOR_MAX_CHARS:
        return None
    try:
        return tree.css_first(selector)
    except (SelectolaxError, ValueError):
        return None


class _Collector:
    """Takes pieces of text and gaps in reading order, and joins them."""

    def __init__(self):
        self._pieces: list[str] = []
        self._gap = ""
        self._parts: list[tuple[int, str]] = []

    def space(self) -> None:
        self._gap = self._gap or " "

    def line_break(self) -> None:
        self._gap = "\n"

    def words(self, words: str, scope: str) -> None:
        if self._pieces and self._gap:
            self._pieces.append(self._gap)
        self._gap = ""
        if not self._parts or self._parts[-1][1] != scope:
            self._parts.append((len(self._pieces), scope))
        self._pieces.append(words)

    def text(self) -> ArticleText:
        whole = _normal("".join(self._pieces))[:ARTICLE_TEXT_MAX_CHARS]
        parts, at, done = [], 0, 0
        for piece, scope in self._parts:
            at += len(_normal("".join(self._pieces[done:piece])))
            done = piece
            parts.append((at, scope))
        return ArticleText(whole, [part for part in parts if part[0] < len(whole)])


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@dataclass(frozen=True)
class _Around:
    """What the elements around a node say of it."""

    scope: str
    preformatted: bool
    in_mark_link: bool = False


def _collect(root: LexborNode, collector: _Collector) -> None:
    """Walk without recursion: nothing keeps a page from nesting as deep as it likes."""
    obeyed = _obeyed(root)
    scope = _stated_scope(root) or "body"
    levels: list[tuple[Iterator[LexborNode], _Around, bool]] = [(_children(root), _Around(scope, _is_pre(root)), False)]
    while levels:
        children, around, breaks = levels[-1]
        node = next(children, None)
        if node is None:
            levels.pop()
            if breaks:
                collector.line_break()
        elif node.is_text_node:
            _collect_words(node.text_content or "", around, collector)
        elif node.is_element_node and (inside := _entered(node, around, obeyed)) is not None:
            breaks = node.tag in rule.BLOCKS or node.tag in rule.BREAKS
            if breaks:
                collector.line_break()
            levels.append((_children(node), inside, breaks))


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _entered(node: LexborNode, around: _Around, obeyed: dict) -> _Around | None:
    """What surrounds the children of an element; None where it is skipped."""
    name, attributes = node.tag, node.attributes
    style = _style(attributes, obeyed) if "style" in attributes else inline_style.PLAIN
    if rule.is_skipped(name, attributes, style):
        return None
    if name == "sup" and (around.in_mark_link or node.css_first(_MARK_LINK) is not None):
        return None
    is_mark_link = name == "a" and (attributes.get("href") or "").startswith("#")
    if not attributes and not is_mark_link and not around.in_mark_link and name not in _MEANINGFUL:
        return around
    scope = _stated_scope(node) or rule.scope_of(name, attributes) or around.scope
    return _Around(scope, around.preformatted or _is_pre(node), is_mark_link)


_MEANINGFUL = rule.PREFORMATTED | {"h1", "figcaption", "caption", "address"}


def _style(attributes: rule.Attributes, obeyed: dict) -> inline_style.Style:
    said = inline_style.read(attributes["style"] or "")
    visibility = said.visibility if obeyed["visibility"] else None
    return inline_style.Style(said.display, visibility, said.user_select if obeyed["user_select"] else None)


def _obeyed(root: LexborNode) -> dict:
    """An article that is itself not visible (yet) or not to be selected has a text all the same."""
    found = {}
    node: LexborNode | None = root
    while node is not None and node.is_element_node:
        said = inline_style.read(node.attributes.get("style") or "")
        for name in ("visibility", "user_select"):
            if getattr(said, name) not in (None, *_AS_AROUND):
                found.setdefault(name, getattr(said, name))
        node = node.parent
    hides = inline_style.Style(visibility=found.get("visibility")).hides
    return {"visibility": not hides, "user_select": found.get("user_select") != "none"}


def _is_pre(node: LexborNode) -> bool:
    return node.tag in rule.PREFORMATTED


def _stated_scope(node: LexborNode) -> str | None:
    stated = node.attributes.get(rule.SCOPE_ATTRIBUTE)
    return stated if stated in SCOPES else None


def _collect_words(text: str, around: _Around, collector: _Collector) -> None:
    for piece in _PIECES.finditer(text):
        if piece[1]:
            if around.preformatted and "\n" in piece[1]:
                collector.line_break()
            else:
                collector.space()
        elif not piece[2]:
            collector.words(piece[0], around.scope)
