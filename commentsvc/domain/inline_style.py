"""The three things an element's own ``style`` can say that keep its words from a reader.

Syntax: https://www.w3.org/TR/css-style-attr/ and https://www.w3.org/TR/css-syntax-3/#parse-list-of-declarations, of
which only what decides these three properties is read. Style sheets are not read at all (docs/extraction.md says why).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WIDE = frozenset(("inherit", "initial", "unset", "revert", "revert-layer"))
_VALUES = {
    "display": frozenset(
        (
            "block",
            "contents",
            "flex",
            "flow",
            "flow-root",
            "grid",
            "inline",
            "inline-block",
            "inline-flex",
            "inline-grid",
            "inline-table",
            "list-item",
            "math",
            "none",
            "ruby",
            "ruby-text",
            "table",
            "table-caption",
            "table-cell",
            "table-column",
            "table-column-group",
            "table-footer-group",
            "table-header-group",
            "table-row",
            "table-row-group",
            "-webkit-box",
            "-webkit-flex",
            "-webkit-inline-box",
            "-webkit-inline-flex",
        )
    ),
    "visibility": frozenset(("collapse", "hidden", "visible")),
    "user-select": frozenset(("all", "auto", "none", "text")),
}
_ALIASES = {"-webkit-user-select": "user-select"}
_SPACE = " \t\n\f\r"
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_IMPORTANT = re.compile(rf"![{_SPACE}]*important\Z", re.IGNORECASE)
_PIECES = re.compile(r"""\\.|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|.""", re.DOTALL)
_CLOSES = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True)
class Style:
    """What counts of an element's own style: ``hides`` is whether its words are not there for readers."""

    display: str | None = None
    visibility: str | None = None
    user_select: str | None = None

    @property
    def hides(self) -> bool:
        """Not displayed, not visible, or not to be selected."""
        return self.display == "none" or self.visibility in ("hidden", "collapse") or self.user_select == "none"


PLAIN = Style()
"""The style of an element without any."""


def read(style: str) -> Style:
    """Read a ``style`` attribute: of several valid declarations of a property the last one, important ones first."""
    found: dict[str, tuple[bool, str]] = {}
    for declaration in _declarations(_COMMENT.sub(" ", style)):
        name, colon, value = declaration.partition(":")
        name = name.strip(_SPACE).lower()
        name = _ALIASES.get(name, name)
        if not colon or name not in _VALUES:
            continue
        value = value.strip(_SPACE)
        important = _IMPORTANT.search(value)
        value = (value[: important.start()] if important else value).strip(_SPACE).lower()
        is_valid = value in _VALUES[name] or value in _WIDE
        if is_valid and (important or not found.get(name, (False, ""))[0]):
            found[name] = (bool(important), value)
    values = {name.replace("-", "_"): value for name, (_, value) in found.items()}
    return Style(**values)


def _declarations(text: str) -> Iterator[str]:
    """Split at the semicolons that stand in no string and no brackets."""
    written, open_brackets = [], []
    for piece in _PIECES.findall(text):
        if piece == ";" and not open_brackets:
            yield "".join(written)
            written = []
            continue
        if piece in _CLOSES:
            open_brackets.append(_CLOSES[piece])
        elif open_brackets and piece == open_brackets[-1]:
            open_brackets.pop()
        written.append(piece)
    yield "".join(written)
