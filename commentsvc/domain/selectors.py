"""Where in an article a correction points: the W3C Web Annotation selectors, checked and shown in their sentence.

Format: https://www.w3.org/TR/annotation-model/#text-quote-selector and #text-position-selector.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from commentsvc.domain.errors import invalid
from commentsvc.domain.limits import CONTEXT_MAX_CHARS, POSITION_MAX, QUOTE_MAX_CHARS, SENTENCE_MAX_CHARS
from commentsvc.domain.text import clean_text

SCOPES = ("headline", "lead", "body", "caption", "byline")
"""The parts of an article in which a passage can stand."""

_HIGH_HALVES = "".join(map(chr, range(0xD800, 0xDC00)))
_LOW_HALVES = "".join(map(chr, range(0xDC00, 0xE000)))
_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\]]*\s+|[。！？]|\n")
# "No. 4", "вул. 5", "Fig. 2": a number after a short word.
_ABBREVIATED = re.compile(r"\b[^\W\d]{1,3}\.\s+\Z")
_ENDED = re.compile(r"(?:[.!?…][\"'»”’)\]]*|[。！？])$")
_PLACES_MAX = 200


@dataclass(frozen=True)
class TextQuoteSelector:
    """The words meant (``exact``) and those around them; made clean on creation.

    Context longer than the limit is cut at its far end, for it is the page that chose its length, not the reader.

    Raises Invalid for ``target.exact``, ``target.prefix`` or ``target.suffix`` with the codes of ``clean_text``.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""

    def __post_init__(self):
        object.__setattr__(self, "exact", clean_text("target.exact", self.exact, QUOTE_MAX_CHARS))
        object.__setattr__(self, "prefix", _context("target.prefix", self.prefix, -1))
        object.__setattr__(self, "suffix", _context("target.suffix", self.suffix, 1))


@dataclass(frozen=True)
class Target:
    """A place in an article: a quote, where known its position in characters of the article's text, and its part.

    A report on the article as a whole has no quote.

    Raises Invalid for ``target.start`` (``bad_range``) or ``target.scope`` (``unknown_choice``).
    """

    quote: TextQuoteSelector | None = None
    start: int | None = None
    end: int | None = None
    scope: str | None = None

    def __post_init__(self):
        position = (self.start, self.end)
        if position != (None, None):
            whole = all(isinstance(number, int) and not isinstance(number, bool) for number in position)
            if not whole or not 0 <= self.start < self.end <= POSITION_MAX:
                raise invalid("target.start", "bad_range")
        if self.scope is not None and self.scope not in SCOPES:
            raise invalid("target.scope", "unknown_choice")


def in_sentence(target: Target, text: str | None) -> tuple[str, str, str]:
    """Return (before, exact, after): the quoted words in the sentence in which they stand, for display.

    Taken from ``text`` (the article as the reader saw it) where the quote is found in it, else from the quote's own
    context. Each side has at most ``SENTENCE_MAX_CHARS`` characters; a cut is marked with "…".
    """
    if target.quote is None:
        return "", "", ""
    exact = target.quote.exact
    start = place(target, text) if text else None
    if start is None:
        return (
            _sentence_start(target.quote.prefix, exact, False),
            exact,
            _sentence_rest(exact, target.quote.suffix, False),
        )
    end = start + len(exact)
    first, last = max(0, start - SENTENCE_MAX_CHARS), end + SENTENCE_MAX_CHARS
    before = _sentence_start(text[first:start], exact, first == 0)
    return before, exact, _sentence_rest(exact, text[end:last], last >= len(text))


def _context(field: str, value: object, outwards: int) -> str:
    """Context as kept, cut at its far end, which lies ``outwards``: -1 at its beginning, 1 at its end."""
    if not isinstance(value, str):
        return clean_text(field, value, CONTEXT_MAX_CHARS, False)
    near = _nearest(value, outwards, 2 * CONTEXT_MAX_CHARS)
    # Scripts count UTF-16 units, so a cut of theirs may split an emoji at the far end.
    whole = near.lstrip(_LOW_HALVES) if outwards < 0 else near.rstrip(_HIGH_HALVES)
    kept = whole if whole.isspace() else clean_text(field, whole, 2 * CONTEXT_MAX_CHARS, False)
    return _nearest(kept, outwards, CONTEXT_MAX_CHARS)


def _nearest(text: str, outwards: int, chars: int) -> str:
    return text[-chars:] if outwards < 0 else text[:chars]


def place(target: Target, text: str) -> int | None:
    """Where the quote of a target stands in a text: the start of the occurrence that best agrees with the context,
    then with the position; None without any.
    """
    exact = target.quote.exact
    best, best_rank = None, None
    start = text.find(exact)
    for _ in range(_PLACES_MAX):
        if start < 0:
            break
        distance = abs(start - target.start) if target.start is not None else start
        rank = (_agreement(target.quote, text, start), -distance)
        if best_rank is None or rank > best_rank:
            best, best_rank = start, rank
        start = text.find(exact, start + 1)
    if target.start is not None and text.startswith(exact, target.start):
        exactly = (_agreement(target.quote, text, target.start), 0)
        if best_rank is None or exactly > best_rank:
            best = target.start
    return best


def _agreement(quote: TextQuoteSelector, text: str, start: int) -> int:
    """How many characters next to an occurrence agree with the quote's context, both sides together."""
    end = start + len(quote.exact)
    before = text[max(0, start - len(quote.prefix)) : start]
    return _common(quote.prefix[::-1], before[::-1]) + _common(quote.suffix, text[end : end + len(quote.suffix)])


def _common(a: str, b: str) -> int:
    if a == b:
        return len(a)
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _sentence_start(before: str, exact: str, whole: bool) -> str:
    """The part of ``before`` that belongs to the sentence which it ends in."""
    ends = [end for end in _sentence_ends(before + exact[:1]) if end <= len(before)]
    if ends:
        return before[ends[-1] :]
    if whole or not before:
        return before
    cut = re.match(r"\S*\s", before)
    return "…" + (before[cut.end() :] if cut else before)


def _sentence_rest(exact: str, after: str, whole: bool) -> str:
    """The part of ``after`` that belongs to the sentence which it begins in; nothing if the quote ended it."""
    if _ENDED.search(exact) and (not after or after[0].isspace() or exact[-1] in "。！？"):
        return ""
    end = next(_sentence_ends(after), None)
    if end is not None:
        return after[:end].rstrip()
    if whole or not after:
        return after
    cut = re.search(r"\s\S*$", after)
    return (after[: cut.start()] if cut else after) + "…"


def _sentence_ends(text: str) -> Iterator[int]:
    """Where sentences end, by what follows: none goes on in lower case, or with the number of "No. 4"."""
    for match in _SENTENCE_END.finditer(text):
        for_certain = "\n" in match[0] or match[0][0] in "。！？"
        if for_certain or not _goes_on(text[: match.end()], text[match.end() : match.end() + 1]):
            yield match.end()


def _goes_on(before: str, following: str) -> bool:
    return following.islower() or (following.isdigit() and _ABBREVIATED.search(before) is not None)
