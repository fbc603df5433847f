"""Whether two names look alike to a reader: whoever borrows a journalist's name borrows the newspaper's word.

The idea is the skeleton of Unicode Technical Standard #39 (https://www.unicode.org/reports/tr39/, section 4): letters
that look alike become one letter, and names with equal skeletons are taken for each other. The table here is a short
one of our own, for the scripts in which one letter passes for another of a different script: Latin, Cyrillic, Greek.
"""

import unicodedata
from functools import lru_cache
from itertools import filterfalse

# Latin letter: what passes for it, in both cases. What is known from its capital alone stands under the capital.
_PASSES_FOR = {
    "a": "аАαΑɑ",
    "b": "вВьЬβΒ",
    "c": "сСϲϹ",
    "d": "ԁԀ",
    "e": "еЕєЄεΕ",
    "g": "ɡԍ",
    "h": "нНһҺΗ",
    "j": "јЈϳ",
    "k": "кКκΚ",
    "l": "iI1іІїЇӀӏιΙıɩlL",
    "m": "мМΜ",
    "n": "пПηΝ",
    "o": "оОοΟσ0",
    "p": "рРρΡ",
    "q": "ԛԚ",
    "r": "гГ",
    "s": "ѕЅ5",
    "t": "тТτΤ",
    "u": "υμиИйЙ",
    "v": "νѵѴ",
    "w": "ԝԜωшШ",
    "x": "хХχΧ×",
    "y": "уУүҮγΥ",
    "z": "Ζ",
    "3": "зЗэЭ",
}
_SKELETON = str.maketrans({char: letter for letter, passing in _PASSES_FOR.items() for char in passing})
_PAIRS = (("rn", "m"), ("vv", "w"))

NEWSROOM_WORDS = (
    "Admin", "Administrator", "Editor", "Editors", "Moderator", "Newsroom", "Staff",
    "Адміністратор", "Модератор", "Редактор", "Редакція", "Администратор", "Редакция",
)  # fmt: skip
"""Names that say no more than that somebody speaks for the newspaper."""


def look_alike(one: str, other: str) -> bool:
    """Whether one name could be taken for the other.

    Case, accents, spaces and punctuation do not tell names apart, nor does the order of given name and surname, nor
    letters that pass for each other. A further name or initial does.
    """
    return not _keys(one).isdisjoint(_keys(other))


def skeleton(text: str) -> str:
    """A text with one letter in place of all that pass for it, without case and accents."""
    return _without_marks(text).translate(_SKELETON).casefold()


@lru_cache(maxsize=4096)
def _keys(name: str) -> frozenset[str]:
    """The forms under which a name is compared; a name without letters has none."""
    plain = _without_marks(name)
    words = _words(plain.casefold())
    # The table comes before folding: some letters pass for others only as capitals.
    drawn = _words(plain.translate(_SKELETON).casefold())
    return frozenset({"".join(words), _drawn("".join(drawn)), _drawn("".join(sorted(drawn)))} - {""})


def _without_marks(name: str) -> str:
    """Accents go; vowel signs, which are letters of their own in the scripts of India, have no combining class."""
    return "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", name)))


def _words(name: str) -> list[str]:
    return "".join(char if unicodedata.category(char)[0] in "LNM" else " " for char in name).split()


def _drawn(letters: str) -> str:
    for pair, letter in _PAIRS:
        letters = letters.replace(pair, letter)
    return letters
