"""Finds the words of a correction report again in a later version of the article, or says that they are gone.

Where the article as the reader saw it is known, both versions are aligned once (``anchoring_alignment``), and every
report of the article is read off that. Otherwise, and for what the alignment leaves open, the quote is looked for by
its words and context (``anchoring_candidates``). What is found is a proposal for an editor, with how sure it is. How it
works in plain words, and how well: docs/anchoring.md.
"""

from dataclasses import dataclass

from commentsvc.domain.anchoring_alignment import align
from commentsvc.domain.anchoring_candidates import agreement, candidates, occurrences
from commentsvc.domain.anchoring_normal import fold
from commentsvc.domain.anchoring_places import Place, Quoted, find_place
from commentsvc.domain.anchoring_prepared import Prepared
from commentsvc.domain.anchoring_verdicts import CERTAIN, FAINT, Verdict, certainty, looks_fixed, verdict
from commentsvc.domain.selectors import Target

__all__ = ["Anchor", "Prepared", "Sought", "anchor", "looks_fixed"]

_RIVAL = 0.02
_UNDECIDED = CERTAIN - 0.01


@dataclass(frozen=True)
class Sought:
    """What is looked for: a quote with its context, and its range in the older text, in code points, where known."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None

    @classmethod
    def of(cls, target: Target) -> "Sought | None":
        """Return what a report's target asks for; None for a report on the article as a whole."""
        if target.quote is None:
            return None
        quote = target.quote
        return cls(quote.exact, quote.prefix, quote.suffix, target.start, target.end)


@dataclass(frozen=True)
class Anchor:
    """Where a quote is now.

    ``verdict``: ``exact``, the same words at the same place of the text; ``moved``, the same words elsewhere;
    ``changed``, the place with other words; ``uncertain``, a place that is not sure enough to be proposed; ``gone``.
    ``start``, ``end``: in code points of the newer text; None when gone. ``score``: how sure the place is, 0 to 1.
    ``words``: what stands there.
    """

    verdict: Verdict
    start: int | None
    end: int | None
    score: float
    words: str


def anchor(sought: Sought, original: str | Prepared | None, edited: str | Prepared) -> Anchor:
    """Find a quote of ``original`` (the article as the reader saw it; None if unknown) in ``edited``.

    For many quotes of one article give ``Prepared`` texts, the same objects each time: they are compared once.
    """
    new = edited if isinstance(edited, Prepared) else Prepared(edited)
    old = Prepared(original) if isinstance(original, str) else original
    quoted = _quoted(sought, old) if old else None
    places: list[Place] = []
    if quoted:
        alignment = align(old, new)
        place = find_place(quoted, new, alignment.there)
        if place and certainty(place, quoted) >= CERTAIN:
            return _found(place, quoted, new)
        places = ([place] if place else []) + candidates(quoted, new, None, alignment.back)
    else:
        quoted = _by_context(sought)
        if quoted:
            hint = None if sought.start is None else new.normal.forth(sought.start, sought.start + 1)[0]
            places = candidates(quoted, new, hint, None)
    return _best(places, quoted, new) if places else Anchor("gone", None, None, 0.0, "")


def _best(places: list[Place], quoted: Quoted, new: Prepared) -> Anchor:
    """The likeliest of several places; of two that are as likely as each other neither is certain."""
    ranked = sorted(places, key=lambda place: -certainty(place, quoted))
    best = ranked[0]
    rivals = (place for place in ranked[1:] if place.last < best.first or best.last < place.first)
    close = any(certainty(place, quoted) > certainty(best, quoted) - _RIVAL for place in rivals)
    return _found(best, quoted, new, most=_UNDECIDED if close else 1.0)


def _quoted(sought: Sought, old: Prepared) -> Quoted | None:
    """The quote in the older text: at its position if it stands there, else where its context agrees best."""
    words = _flat(sought.exact)
    if sought.start is not None and sought.end is not None and 0 <= sought.start < sought.end <= len(old.text):
        start, end = old.normal.forth(sought.start, sought.end)
        # Literally the same even where the range cuts a letter from its accent.
        if old.flat[start:end].strip() == words or old.text[sought.start : sought.end] == sought.exact:
            return _range(old, start, end)
    found = occurrences(words, old.flat)
    if not found:
        return None
    before, after = _flat(sought.prefix, False), _flat(sought.suffix, False)

    def rank(at: int) -> tuple[float, int]:
        near = abs(at - old.normal.forth(sought.start, sought.start + 1)[0]) if sought.start is not None else 0
        return agreement(before, after, old.flat, at, at + len(words)), -near

    start = max(found, key=rank)
    return _range(old, start, start + len(words))


def _by_context(sought: Sought) -> Quoted | None:
    """The quote in its own context, which is then all that is known of the older text."""
    text = Prepared(sought.prefix + sought.exact + sought.suffix)
    start = len(sought.prefix)
    return _range(text, *text.normal.forth(start, start + len(sought.exact)), whole=False)


def _range(text: Prepared, start: int, end: int, whole: bool = True) -> Quoted | None:
    """A quote without spaces at its edges; None if it has no words."""
    words = text.flat[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    first, last = text.words_in(start, end)
    return Quoted(text, start, end, first, last, whole) if first < last else None


def _flat(text: str, stripped: bool = True) -> str:
    flat = fold(text).replace("\n", " ")
    return flat.strip() if stripped else flat


def _found(place: Place, quoted: Quoted, new: Prepared, most: float = 1.0) -> Anchor:
    score = min(most, certainty(place, quoted))
    # Without anything to compare with, the same words are at least the same words.
    if score < (FAINT if quoted.whole or place.likeness < 1 else FAINT / 3):
        return Anchor("gone", None, None, score, "")
    start, end = new.normal.back(place.start, place.end)
    words = new.text[start:end]
    was = quoted.text.text[slice(*quoted.text.normal.back(quoted.start, quoted.end))]
    return Anchor(verdict(place, score, was, words), start, end, score, words)
