"""From markdown-it's flat tokens to the tree of nodes, with the limits on its size."""

import re
from collections.abc import Iterable

from markdown_it.token import Token

from commentsvc.domain.errors import invalid
from commentsvc.domain.limits import LINKS_MAX, NESTING_MAX, NODES_MAX
from commentsvc.domain.page_url import host_of, safe_link
from commentsvc.domain.text import shows_something

_ELEMENTS = {
    "paragraph": "p",
    "blockquote": "quote",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "em": "em",
    "strong": "strong",
    "s": "del",
    "link": "a",
}
_BLOCKS = frozenset({"p", "pre", "quote", "ul", "ol", "li"})
_KEPT_EMPTY = frozenset({"li", "br"})
_ADDRESS_INSIDE = re.compile(r"(?:https?://|www\.)[^\s/?#]+", re.IGNORECASE)
_ADDRESS_ALONE = re.compile(r"[\w.+-]+@[\w.-]+|[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?")


class TreeBuilder:
    """Builds one body. Raises Invalid for ``source``: ``too_complex``, ``too_many_links`` (``max``)."""

    def __init__(self):
        self.nodes: list = []
        self.links: list[str] = []
        self._open: list[dict] = []
        self._count = 0

    def add_tokens(self, tokens: Iterable[Token]) -> None:
        """Append what the tokens of a whole text, or of one paragraph, say."""
        for token in tokens:
            kind, _, edge = token.type.rpartition("_")
            if token.type == "inline":
                self.add_tokens(token.children)
            elif token.type == "text":
                self.add_text(token.content)
            elif token.type in ("softbreak", "hardbreak"):
                self.line_end()
            elif token.type in ("fence", "code_inline"):
                self._add_code(token)
            elif token.hidden:
                continue  # the paragraph of a one-paragraph list item
            elif edge == "open":
                self.open(_ELEMENTS[kind], token)
            else:
                self.close()

    def open(self, name: str, token: Token | None = None) -> None:
        """Begin an element; what follows goes inside until ``close``."""
        node: dict = {"t": name}
        if name == "a":
            node["href"] = token.attrs["href"]
            node["bare"] = token.info == "auto"
        node["c"] = []
        self._open.append(node)
        if len(self._open) > NESTING_MAX:
            raise invalid("source", "too_complex")

    def close(self) -> None:
        """End the element opened last; one without content leaves no trace, except an item of a list."""
        node = self._open.pop()
        if node["t"] == "a":
            self._close_link(node)
        elif node["c"] or node["t"] in _KEPT_EMPTY:
            if node["t"] == "p":
                _trim_end(node["c"])
            self._append(node)

    def line_end(self) -> None:
        """A line break inside a paragraph."""
        _trim_end(self._siblings())
        self._append({"t": "br", "c": []})

    def add_text(self, text: str) -> None:
        """Append text, merged with a string before it."""
        siblings = self._siblings()
        if not text:
            return
        if siblings and isinstance(siblings[-1], str):
            siblings[-1] += text
        else:
            self._append(text)

    def _add_code(self, token: Token) -> None:
        # HTML drops a line end right after <pre>; blank lines around code mean nothing, so none is kept.
        content = token.content.strip("\n") if token.type == "fence" else token.content
        self.open("pre" if token.type == "fence" else "code")
        self.add_text(content)
        self.close()

    def _close_link(self, node: dict) -> None:
        bare, href = node.pop("bare"), node["href"]
        if not href:
            # "[words]()" leads nowhere, so it stays as typed.
            self.add_text("[")
            self._add_unlinked(node["c"])
            self.add_text("]()")
            return
        self.links.append(href)
        if len(self.links) > LINKS_MAX:
            raise invalid("source", "too_many_links", max=LINKS_MAX)
        text = words(node["c"])
        if not shows_something(text):
            node["c"] = [href]
        elif not bare and _names_another_place(text, href):
            # The words pretend to be an address that they do not lead to: show both, link only the true one.
            self._add_unlinked(node["c"])
            self.add_text(" (")
            self._append({"t": "a", "href": href, "c": [href]})
            self.add_text(")")
            return
        self._append(node)

    def _add_unlinked(self, children: list) -> None:
        for child in children:
            if isinstance(child, str):
                self.add_text(child)
            else:
                self._siblings().append(child)

    def _siblings(self) -> list:
        return self._open[-1]["c"] if self._open else self.nodes

    def _append(self, node: dict | str) -> None:
        self._count += 1
        if self._count > NODES_MAX:
            raise invalid("source", "too_complex")
        self._siblings().append(node)


def words(nodes: list) -> str:
    """Return the plain words of a tree: blocks and line breaks end a line, marks leave nothing."""
    parts: list[str] = []
    _collect(nodes, parts)
    return re.sub(r"\n{2,}", "\n", "".join(parts)).strip("\n")


def _collect(nodes: list, parts: list[str]) -> None:
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
        elif node["t"] == "br":
            parts.append("\n")
        elif node["t"] in _BLOCKS:
            parts.append("\n")
            _collect(node["c"], parts)
            parts.append("\n")
        else:
            _collect(node["c"], parts)


def _trim_end(siblings: list) -> None:
    if siblings and isinstance(siblings[-1], str):
        siblings[-1] = siblings[-1].rstrip(" \t")
        if not siblings[-1]:
            siblings.pop()


def _names_another_place(text: str, href: str) -> bool:
    """Tell whether a link's words look like an address, but not of the place to which the link leads."""
    text = text.strip()
    inside = _ADDRESS_INSIDE.search(text)
    if inside is None and not _ADDRESS_ALONE.fullmatch(text):
        return False
    if href.startswith("mailto:"):
        return text.removeprefix("mailto:").lower() != href.removeprefix("mailto:").partition("?")[0].lower()
    named = inside[0] if inside else text
    named = safe_link(named if "://" in named else f"https://{named}")
    return named is None or _bare_host(named) != _bare_host(href)


def _bare_host(href: str) -> str:
    return host_of(href).removeprefix("www.")
