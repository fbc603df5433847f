"""HTML that would keep a parser busy for minutes, told by a quick look before it is parsed.

Two patterns cost more than their length: elements nested thousands deep (each new block looks through all that are
open), and formatting that is never closed (each new paragraph repeats it all). Real pages come nowhere near.
"""

import re

from commentsvc.domain.limits import ARTICLE_HTML_MAX_CHARS

_DEPTH_MAX = 3_000
_REPEATED_MAX = 2_000_000
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_FORMATTING = frozenset(
    ("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
)
# Without an end tag as often as not; none of these nests in itself without one of the others between.
_WITHOUT_END = frozenset(
    (
        "area",
        "base",
        "basefont",
        "bgsound",
        "br",
        "caption",
        "col",
        "colgroup",
        "dd",
        "dt",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "keygen",
        "li",
        "link",
        "meta",
        "optgroup",
        "option",
        "p",
        "param",
        "rb",
        "rp",
        "rt",
        "rtc",
        "source",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "track",
        "wbr",
    )
)


def is_parsable(html: str) -> bool:
    """Tell whether a page is short and flat enough to be parsed at once."""
    if len(html) > ARTICLE_HTML_MAX_CHARS:
        return False
    depth = unclosed = others = 0
    for found in _TAG.finditer(html):
        name = found[2].lower()
        step = -1 if found[1] else 1
        if name in _FORMATTING:
            unclosed = max(0, unclosed + step)
        elif step > 0:
            others += 1
        if name not in _WITHOUT_END:
            depth = max(0, depth + step)
        if depth > _DEPTH_MAX or unclosed * others > _REPEATED_MAX:
            return False
    return True
