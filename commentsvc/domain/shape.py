"""How a text looks before anybody reads it: shouted, drawn out, covered with marks, mostly signs, or one character.

The rules and their numbers are our own. Each looks at every character a bounded number of times, so that no text is
slow, and each leaves single words, abbreviations and ordinary emphasis alone.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_SHOUTED_LETTERS = 20
_SHOUTED_WORDS = 3
_SHOUTED_SHARE = 0.9
_SIGNS_MIN = 12
_SIGNS_SHARE = 0.6
_ONE_CHARACTER_MIN = 4
_MARKED_PLACES = 3

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# Digits repeat in numbers, and hyphens, stars and dots in lines that part a text.
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{6,}|[!?]{6,}", re.IGNORECASE)
# Marks that go on any letter; the scripts of India, Hebrew and Arabic have marks of their own, which are letters.
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILE = re.compile(rf"{_MARKS}{{5,}}")
_SMALL_PILE = re.compile(rf"{_MARKS}{{3,}}")
_NEITHER_WORD_NOR_SPACE = re.compile(r"[^\w\s]")
# A line that parts a text, or dots that lead on.
_RULE = re.compile(r"[-=_*.~–—]{3,}")
_SPACES = re.compile(r"\s+")


class Shape(StrEnum):
    """What is odd about a text's looks."""

    CAPITALS = "capitals"
    DRAWN_OUT = "drawn_out"
    PILED_MARKS = "piled_marks"
    SIGNS = "signs"
    ONE_CHARACTER = "one_character"


@dataclass(frozen=True)
class Oddity:
    """One thing that is odd; from ``start`` to ``end`` of the text, or, without places, all of it."""

    shape: Shape
    start: int | None = None
    end: int | None = None


def oddities(text: str) -> list[Oddity]:
    """What is odd about a text as typed; addresses in it are looked at by nobody."""
    # As long as before, so that places stay.
    words = _ADDRESS.sub(lambda found: " " * len(found[0]), text)
    found = [Oddity(Shape.CAPITALS)] if _is_shouted(words) else []
    for shape, place in ((Shape.DRAWN_OUT, _DRAWN_OUT.search(words)), (Shape.PILED_MARKS, _pile(words))):
        if place is not None:
            found.append(Oddity(shape, *place.span()))
    if _is_one_character(words):
        found.append(Oddity(Shape.ONE_CHARACTER))
    elif _is_signs(words):
        found.append(Oddity(Shape.SIGNS))
    return found


def _is_shouted(words: str) -> bool:
    capitals = sum(map(str.isupper, words))
    if capitals < _SHOUTED_LETTERS or len(words.split()) < _SHOUTED_WORDS:
        return False
    return capitals >= _SHOUTED_SHARE * (capitals + sum(map(str.islower, words)))


def _pile(words: str) -> re.Match | None:
    pile = _PILE.search(words)
    if pile is not None:
        return pile
    small = list(_SMALL_PILE.finditer(words))
    return small[0] if len(small) >= _MARKED_PLACES else None


def _is_one_character(words: str) -> bool:
    shown = _SPACES.sub("", words).casefold()
    return len(shown) >= _ONE_CHARACTER_MIN and len(set(shown)) == 1


def _is_signs(words: str) -> bool:
    words = _RULE.sub(" ", words)
    others = _NEITHER_WORD_NOR_SPACE.findall(words)
    if len(others) < _SIGNS_MIN:
        return False
    # Vowel signs of many scripts are no word characters to the expression above, and no signs either.
    signs = sum(unicodedata.category(char)[0] in "SP" for char in others)
    letters = len(_SPACES.sub("", words)) - len(others)
    return signs >= _SIGNS_MIN and signs >= _SIGNS_SHARE * (signs + letters)
