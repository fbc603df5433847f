"""A reader's text as a tree of nodes, as plain words and as safe HTML.

Nodes are those of the API: a string is text, an element is ``{"t": name, "c": [nodes]}`` and a link also has ``href``.
Elements are p, em, strong, code, pre, quote, ul, ol, li, a, br and del. Neighbouring strings are merged.
"""

import re
from dataclasses import dataclass

from commentsvc.domain.errors import invalid
from commentsvc.domain.limits import SOURCE_MAX_CHARS
from commentsvc.domain.markup_html import render_html
from commentsvc.domain.markup_rules import build_parser
from commentsvc.domain.markup_tree import TreeBuilder, words
from commentsvc.domain.text import showable, shows_something

__all__ = ["Body", "excerpt", "parse", "render_html"]

_PARSER = build_parser()
_MARKED = re.compile(r"[*_~`\[\\]|://|^[ \t]*(?:[>+-]|\d)", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_UNSPLITTABLE = re.compile("[\u0300-\u036f\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")


@dataclass(frozen=True)
class Body:
    """What is shown of a comment: ``nodes`` ready for JSON, the addresses of its links in order, its plain words."""

    nodes: list
    links: tuple[str, ...]
    text: str


def parse(source: str) -> Body:
    """Turn a comment as typed into what is shown.

    Raises Invalid for ``source``: ``too_long`` (``max``), ``too_many_links`` (``max``), ``too_complex``.
    """
    if len(source) > SOURCE_MAX_CHARS:
        raise invalid("source", "too_long", max=SOURCE_MAX_CHARS)
    shown = showable(source.replace("\r\n", "\n").replace("\r", "\n"))
    tree = TreeBuilder()
    if _MARKED.search(shown):
        tree.add_tokens(_PARSER.parse(shown))
    else:
        _add_plain(tree, shown)
    text = words(tree.nodes)
    if not shows_something(text) and shows_something(shown):
        # All of it were marks, an empty code block for example: show them rather than nothing.
        tree = TreeBuilder()
        _add_plain(tree, shown)
        text = words(tree.nodes)
    return Body(tree.nodes, tuple(tree.links), text)


def excerpt(text: str, max_chars: int) -> str:
    """Return the opening of a text on one line, at most ``max_chars`` long, cut at a word and marked with "…"."""
    line = " ".join(text[: 4 * max_chars + 1000].split())
    if len(line) <= max_chars:
        return line
    end = max(max_chars - 1, 0)
    space = line.rfind(" ", 0, end + 1)
    if space >= max_chars // 2:
        end = space
    while 0 < end < len(line) and (_UNSPLITTABLE.match(line[end]) or line[end - 1] == "\u200d"):
        end -= 1
    return line[:end].rstrip(" ,;:–—-") + "…" if max_chars > 0 else ""


def _add_plain(tree: TreeBuilder, text: str) -> None:
    """Paragraphs and line ends only: what the parser makes of a text without marks, at a tenth of its cost."""
    for paragraph in _BLANK_LINES.split(text):
        lines = paragraph.strip().split("\n")
        tree.open("p")
        for number, line in enumerate(lines):
            if number:
                tree.line_end()
            tree.add_text(line.strip(" \t"))
        tree.close()
