"""How sure a place is, what became of the words there, and whether they are what a reader proposed."""

import re
import unicodedata
from collections import Counter
from typing import Literal

from commentsvc.domain.anchoring_normal import without_unseen
from commentsvc.domain.anchoring_places import Place, Quoted

Verdict = Literal["exact", "moved", "changed", "gone", "uncertain"]

CERTAIN = 0.5
"""From this certainty on a place is proposed; below it, it is "uncertain"."""

FAINT = 0.3
"""Below this certainty nothing was found."""

_SAME_PLACE = 0.3
_TELLING_CHARS = 12
_WORD = re.compile(r"\w+|[^\w\s]")


def certainty(place: Place, quoted: Quoted) -> float:
    """Return how sure it is, from 0 to 1, that a place is the quote's.

    The quote itself speaks for the place the more, the longer it is and the more alike the words are; its surroundings
    speak for it on either side. Both are joined as independent witnesses, and less alike words make either weaker.
    """
    length = quoted.end - quoted.start
    own = place.likeness**3 * length / (length + _TELLING_CHARS)
    before, after = place.before or 0.0, place.after or 0.0
    if quoted.whole:
        around = 1 - (1 - 0.9 * before) * (1 - 0.9 * after)
    else:
        # Nothing says that this was not there all along, so that one side alone is not enough.
        around = 0.9 * (before + after) / 2
    alike = max(place.likeness, 0.6) if place.tight else place.likeness
    return round((1 - (1 - own) * (1 - around)) * min(1.0, 0.3 + 0.7 * alike), 4)


def verdict(place: Place, score: float, was: str, now: str) -> Verdict:
    """Return what became of the words ``was`` at a place where ``now`` stands."""
    if score < CERTAIN:
        return "uncertain"
    if visible(was) != visible(now):
        return "changed"
    around = [side for side in (place.before, place.after) if side is not None]
    return "exact" if not around or max(around) >= _SAME_PLACE else "moved"


def visible(text: str) -> str:
    """Return a text as the eye sees it: one Unicode form, single spaces, nothing unseen; case and shapes kept."""
    return " ".join(without_unseen(unicodedata.normalize("NFC", text)).split())


def looks_fixed(was: str, now: str, replacement: str | None) -> bool:
    """Tell whether a reader's replacement for ``was`` has been made where ``now`` stands.

    It has if the replacement stands there literally; or if all words that it takes away are away and all that it adds
    are there, whatever else has changed. Spaces and unseen characters do not count; case, quotation marks and dashes
    do, for they may be the very correction. Without a replacement nobody can tell.
    """
    if not replacement or not now:
        return False
    old, new, wanted = visible(was), visible(now), visible(replacement)
    if old == new:
        return False
    if new == wanted:
        return True
    before, after, asked = (Counter(_WORD.findall(text)) for text in (old, new, wanted))
    taken, added = before - asked, asked - before
    return bool(taken or added) and not taken - (before - after) and not added - (after - before)
