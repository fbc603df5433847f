"""A text in the form in which places are compared, with the way back to every character of the text itself.

What editors, browsers and content systems change without changing a word is folded: Unicode's compatibility forms and
case, the shape of quotation marks, apostrophes and dashes, kinds and number of spaces; soft hyphens, zero-width
characters and marks of direction are left out. Source of the forms: Unicode Standard Annex 15 (NFKC) and the Unicode
Standard, section 3.13 (case folding).
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache

_SHAPES = str.maketrans(
    dict.fromkeys("“”„‟«»″〝〞〟״", '"')
    | dict.fromkeys("‘’‚‛‹›ʼʹˈʽʻ′`´՚׳ꞌ＇", "'")
    | dict.fromkeys("‐‑‒–—―−⁃־᠆﹘﹣－", "-")
)
# What shows nothing anywhere: soft hyphens, spaces without width, marks of direction.
_UNSEEN_CHARS = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
# What is left out besides: joiners, which shape letters, fillers, variation selectors, Arabic's stretching line.
_LEFT_OUT_CHARS = "\u034f\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\uffa0"
_UNSEEN = re.compile(f"[{_UNSEEN_CHARS}]+")
_LEFT_OUT = re.compile(f"[{_UNSEEN_CHARS}{_LEFT_OUT_CHARS}]+")
_LINE_END = re.compile("[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
# The second halves of canonical pairs that count as letters of their own: vowel signs of India and its neighbours,
# Hangul's vowels and finals, and the halfwidth sound marks of Japanese.
_JOINING = frozenset(
    "\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e\u1b35\uff9e\uff9f"
    "\U00011127\U0001133e\U00011357\U000114b0\U000114ba\U000114bd\U000115af\U00011930"
) | frozenset(map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))))
_REPLACED_ONE_BY_ONE = 12
# All but the letters, digits and stops that most texts are made of, which fold one to one, by case alone.
_NOT_PLAIN = re.compile("[^ a-zA-Z0-9.,а-яА-ЯёЁіїєґІЇЄҐא-תء-غف-يぁ-ゖァ-ヺ一-鿿]")


class Normal:
    """The normal form (``text``) of a text, and how the offsets of both, in code points, belong together."""

    def __init__(self, text: str):
        odd, direct = _odd_and_direct(frozenset(_NOT_PLAIN.findall(text)))
        kept: list[str] = []
        # Where the one-to-one correspondence begins anew: in the normal form, in the text, and the length in the text
        # of a piece whose characters belong together (0: one to one).
        self._normal, self._given, self._whole = [0], [0], [0]
        length = at = 0
        for match in odd.finditer(text) if odd else ():
            start, end = match.span()
            folded, shown, plain = _folded_piece(match.group())
            if plain:
                continue
            kept += (text[at:start], folded)
            length += start - at
            if folded:
                self._mark(length, start, shown)
            length += len(folded)
            self._mark(length, end, 0)
            at = end
        kept.append(text[at:])
        self._length = length + len(text) - at
        self.text = _one_to_one("".join(kept), direct)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the text that became ``start:end`` (not empty) of the normal form."""
        return self._given_range(start)[0], self._given_range(end - 1)[1]

    def forth(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the normal form that ``start:end`` of the text became."""
        return self._normal_offset(start, False), self._normal_offset(end, True)

    def _mark(self, normal: int, given: int, whole: int) -> None:
        if self._normal[-1] == normal:
            self._given[-1], self._whole[-1] = given, whole
        else:
            self._normal.append(normal)
            self._given.append(given)
            self._whole.append(whole)

    def _given_range(self, offset: int) -> tuple[int, int]:
        piece = bisect_right(self._normal, offset) - 1
        given, whole = self._given[piece], self._whole[piece]
        if whole:
            return given, given + whole
        given += offset - self._normal[piece]
        return given, given + 1

    def _normal_offset(self, offset: int, ends: bool) -> int:
        """The place in the normal form of an offset of the text, as the end of a range or as its start."""
        piece = (bisect_left if ends else bisect_right)(self._given, offset) - 1
        if piece < 0:
            return 0
        into, start = offset - self._given[piece], self._normal[piece]
        stop = self._normal[piece + 1] if piece + 1 < len(self._normal) else self._length
        if self._whole[piece]:
            return stop if ends or into >= self._whole[piece] else start
        return min(start + into, stop)


def fold(text: str) -> str:
    """Return the normal form of a text alone."""
    return Normal(text).text


def without_unseen(text: str) -> str:
    """Return a text without characters that show nothing: soft hyphens, zero-width ones, marks of direction."""
    return _UNSEEN.sub("", text)


@lru_cache(maxsize=512)
def _odd_and_direct(characters: frozenset[str]) -> tuple[re.Pattern | None, tuple[tuple[str, str], ...]]:
    """What in a text with these characters cannot be folded one to one, and what must be besides folding case."""
    joined, single, direct = [], [], []
    for char in sorted(characters):
        folded, joining = _folded(char)
        if joining:
            joined.append(char)
        elif char.isspace():
            single.append(char) if char != " " else None
        elif len(folded) != 1:
            single.append(char)
        elif folded != char.casefold():
            direct.append((char, folded))
    return _pattern("".join(joined), "".join(single)), tuple(direct)


@lru_cache(maxsize=512)
def _pattern(joined: str, single: str) -> re.Pattern:
    parts = [r"\s\s+"]
    if joined:
        marks = re.escape(joined)
        parts = [rf"\s[\s{marks}]+", rf"\S?[{marks}]+"]
    if single:
        parts.append(f"[{re.escape(single)}]")
    return re.compile("|".join(parts))


@lru_cache(maxsize=8192)
def _folded(char: str) -> tuple[str, bool]:
    """A character's fold, and whether it must be looked at together with the one before it."""
    left_out = bool(_LEFT_OUT.match(char))
    return _fold_piece(char), left_out or bool(unicodedata.combining(char)) or char in _JOINING


@lru_cache(maxsize=8192)
def _folded_piece(piece: str) -> tuple[str, int, bool]:
    """The fold of characters that belong together; how many of them count as its place, which is not what is left out;
    and whether each stays itself, as the vowel signs of many scripts do, so that the place may end between them."""
    shown = len(piece)
    while shown > 1 and _LEFT_OUT.match(piece[shown - 1]):
        shown -= 1
    if piece[0].isspace():
        return ("\n" if _LINE_END.search(piece) else " "), shown, False
    folded = _fold_piece(piece)
    return folded, shown, folded == piece


def _fold_piece(piece: str) -> str:
    seen = _LEFT_OUT.sub("", piece).translate(_SHAPES)
    return unicodedata.normalize("NFKC", seen).casefold().translate(_SHAPES)


def _one_to_one(text: str, direct: tuple[tuple[str, str], ...]) -> str:
    """Fold what has one character for one: fast, because nearly all of every text is such."""
    if len(direct) > _REPLACED_ONE_BY_ONE:
        text = text.translate({ord(char): folded for char, folded in direct})
    else:
        for char, folded in direct:
            text = text.replace(char, folded)
    folded = text.casefold()
    # A few folds of folds grow; where one stands in the text, case is left as it is rather than offsets wrong.
    return folded if len(folded) == len(text) else text
