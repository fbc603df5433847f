"""The tree of nodes as HTML, for pages without JavaScript, feeds, mail and exports. The only user of bleach."""

import threading
from html import escape

from bleach.sanitizer import Cleaner

_TAGS = {
    "p": "p",
    "em": "em",
    "strong": "strong",
    "code": "code",
    "pre": "pre",
    "quote": "blockquote",
    "ul": "ul",
    "ol": "ol",
    "li": "li",
    "a": "a",
    "br": "br",
    "del": "del",
    # Of no reader's text: what ``domain.marking`` puts around words.
    "mark": "mark",
}
_REL = "nofollow ugc noopener noreferrer"
_local = threading.local()


def render_html(nodes: list) -> str:
    """Return safe HTML of a body's nodes.

    Written from the tree with every string escaped, then cleaned by bleach, so that a mistake in either is caught by
    the other. Parsing the result gives the same tree again.
    """
    parts: list[str] = []
    _write(nodes, parts)
    return _cleaner().clean("".join(parts))


def _write(nodes: list, parts: list[str]) -> None:
    for node in nodes:
        if isinstance(node, str):
            parts.append(escape(node, quote=False))
            continue
        tag = _TAGS[node["t"]]
        if tag == "br":
            parts.append("<br>")
            continue
        attributes = f' href="{escape(node["href"])}" rel="{_REL}"' if tag == "a" else ""
        parts.append(f"<{tag}{attributes}>")
        _write(node["c"], parts)
        parts.append(f"</{tag}>")


def _cleaner() -> Cleaner:
    """One cleaner per thread: building it costs more than cleaning a comment, and it must not be shared."""
    if not hasattr(_local, "cleaner"):
        _local.cleaner = Cleaner(
            tags=set(_TAGS.values()),
            attributes={"a": ["href", "rel"]},
            protocols={"http", "https", "mailto"},
            strip=True,
        )
    return _local.cleaner
