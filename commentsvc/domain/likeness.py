"""Which texts are nearly the same: what senders of floods change from one copy to the next makes no difference.

Case, accents, digits, punctuation, emoji, spaces, letters that look alike, and where on a site a link leads. The key is
a hash of what is left; texts with equal keys are alike.
"""

import hashlib
import re
from functools import lru_cache

from rapidfuzz import fuzz

from commentsvc.domain.look_alikes import skeleton

KEY_CHARS = 20
TELLING_LETTERS = 20
"""From so many letters on, two people hardly write the same by chance: "I quite agree" is no copy."""

# Percent of the letters in common, counted in their order, and how many letters are compared at most.
_NEARLY = 90
_COMPARED = 1000
_LOOKED_AT = 4 * _COMPARED
_ADDRESS = re.compile(r"(?:https?://|www\.)([^\s/?#]+)\S*", re.IGNORECASE)
_NO_LETTERS = re.compile(r"[\W\d_]+")


def key(source: str) -> str | None:
    """The key of a text as typed; None for one without letters, which is like nothing else."""
    letters = _letters(source)
    return hashlib.sha256(letters.encode()).hexdigest()[:KEY_CHARS] if letters else None


def telling_key(source: str) -> str | None:
    """The key of a text that is long enough for copies of it to tell something; else None."""
    return key(source) if len(_letters(source)) >= TELLING_LETTERS else None


def nearly_same(one: str, other: str) -> bool:
    """Whether two texts as typed, long enough to tell something, differ in no more than a word or two."""
    first, second = (_letters(text[:_LOOKED_AT])[:_COMPARED] for text in (one, other))
    if min(len(first), len(second)) < TELLING_LETTERS:
        return False
    return fuzz.ratio(first, second, score_cutoff=_NEARLY) >= _NEARLY


# One comment is compared with several, under several names.
@lru_cache(maxsize=128)
def _letters(source: str) -> str:
    hosts_only = _ADDRESS.sub(r"\1", source)
    return skeleton(_NO_LETTERS.sub("", hosts_only))
