"""The words of a text as a reader would read them, whatever was done to hide them, and where each stands in the text.

A word may be read in more than one way. As typed, folded: without case, accents and invisible characters. And, where
something was done to it: with letters of one alphabet in place of those of the other that look alike, with digits and
signs as the letters they stand for, without the signs between its letters, with a drawn-out letter once or twice, and
letters standing alone put together. An innocent word is read in no way but its own.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, groupby, islice, product

# No word of a list is longer, and no reading is looked at beyond it.
WORD_MAX_CHARS = 40
_READINGS_MAX = 24
# Letters that stand alone, put together: shorter runs are words ("і", "в", "a"), longer ones are drawings.
_SPACED_MIN, _SPACED_MAX = 3, 16
# So many readings of one text are looked at: a text that is all disguise is cut short, not computed at length.
_HIDDEN_MAX = 2_000

_CYRILLIC = "абвгдеєжзиіклмнопрстуфхцчшщъыьэюя"
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\U000e0000-\U000e01ef]"
)
# What folding maps letter by letter, in both cases; everything else is taken apart first.
_PLAIN_CHARS = "\\x00-\\x7f\u00a0\u00ab\u00bb\u2010-\u2027\u2030-\u205e\u20ac\u2116а-яА-ЯёЁіІїЇєЄґҐ"
_PLAIN = re.compile(f"[{_PLAIN_CHARS}]*")
_RUNS = re.compile(f"([{_PLAIN_CHARS}]+)|[^{_PLAIN_CHARS}]+")
# Letters that are compared as one, apostrophes, and all kinds of blanks.
_SAME = {"ё": "е", "ї": "і", "й": "и", "ґ": "г", "’": "'", "`": "'", "\n": " ", "\t": " ", "\r": " ", "\u00a0": " "}
_SAME |= {"\x0b": " ", "\x0c": " ", "\u2028": " ", "\u2029": " ", "ʼ": "'"}
# An apostrophe within a word is a letter of it; folding makes one of all its kinds.
_NO_WORD = re.compile(r"[^\w' ]")
_LOOSE_APOSTROPHE = re.compile(r"'(?![^\W_])|(?<![^\W_])'")
# Letters that stand alone, one after another, with whatever between them.
_ALONE = re.compile(r" [^\W\d_](?: {1,3}[^\W\d_](?= )){2,}")
_LATIN_AS_CYRILLIC = {
    "a": "а", "b": "вьб", "c": "с", "e": "е", "g": "д", "h": "н", "i": "іи", "k": "к", "l": "і", "m": "м", "n": "пн",
    "o": "о", "p": "р", "r": "г", "s": "с", "t": "т", "u": "и", "w": "ш", "x": "х", "y": "у",
}  # fmt: skip
_CYRILLIC_AS_LATIN = {
    "а": "a", "в": "b", "с": "c", "е": "e", "н": "h", "і": "i", "к": "k", "м": "m", "о": "o", "р": "p", "т": "t",
    "х": "x", "у": "y", "г": "r", "п": "n", "и": "u", "ь": "b", "ш": "w",
    "ѕ": "s", "ј": "j", "ԁ": "d", "ԛ": "q", "ԝ": "w", "һ": "h", "ɑ": "a", "α": "a", "ε": "e", "ι": "i", "κ": "k",
    "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u", "χ": "x", "γ": "y",
}  # fmt: skip
_SIGNS_AS_CYRILLIC = {
    "0": "о", "1": "іил", "3": "зе", "4": "ча", "5": "с", "6": "б", "7": "т", "8": "в", "9": "д", "@": "а", "$": "с",
    "!": "і", "|": "і", "€": "е", "+": "т",
}  # fmt: skip
_SIGNS_AS_LATIN = {
    "0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "b", "7": "t", "8": "b", "9": "g", "@": "a", "$": "s",
    "!": "i", "|": "l", "€": "e", "+": "t",
}  # fmt: skip
_AS_CYRILLIC = _LATIN_AS_CYRILLIC | _SIGNS_AS_CYRILLIC | {letter: letter for letter in _CYRILLIC}
_AS_LATIN = _CYRILLIC_AS_LATIN | _SIGNS_AS_LATIN | {chr(code): chr(code) for code in range(ord("a"), ord("z") + 1)}
# Latin letters that are drawn like Cyrillic ones: a word of these alone may be one of the other alphabet.
_DRAWN_CYRILLIC = str.maketrans("acehikmoptxy", "асенікмортху")
_ONLY_DRAWN = re.compile("[acehikmoptxy]{3,40}")
_SIGNS = "0134567890@$!|€+"
# Something is done to the letters of a chunk: signs in place of them, signs between them, or two alphabets.
_SIGN_RUN = re.compile(r"[\d@$!|€+*._~\-]+")
_BEFORE_LETTERS, _AFTER_LETTERS = frozenset("0123456789@$!|€+"), frozenset("0123456789@$|€+")
_LATIN, _OTHER = re.compile("[a-z]"), re.compile("[а-яієѕјԁԛԝһα-ω]")
_MIXED = re.compile("[a-z](?=[а-яієѕјԁԛԝһα-ω])|[а-яієѕјԁԛԝһα-ω](?=[a-z])")
# Letters that stand in words of these languages only for others.
_STRANGE = re.compile("[ѕјԁԛԝһɑα-ω]")
_EDGES = "\"'`.,:;?!()[]{}<>«»„“”‘’…—–-*_~/\\#"
_NO_LETTER = re.compile(r"[\W\d_]+")
_BETWEEN = re.compile(r"[*._~\-']+")


@dataclass(frozen=True)
class Hidden:
    """A reading of something that is not typed so, and its place in the folded text."""

    reading: str
    start: int
    end: int


@dataclass(frozen=True)
class Read:
    """A text as it is compared with lists: ``line`` is the folded text with a space before, after and for everything
    that is no part of a word, and ``hidden`` what is to be read into it. ``places`` are where the characters of the
    folded text stood in the text; None: where they stand.
    """

    line: str
    hidden: list[Hidden]
    places: list[int] | None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text a part of the folded text stood."""
        return (start, end) if self.places is None else (self.places[start], self.places[end - 1] + 1)


def fold(text: str) -> str:
    """A text without case, accents and invisible characters: what words and lists are compared by."""
    return _folded(text)[0]


def read(text: str) -> Read:
    """A text in all its readings."""
    folded, places = _folded(text)
    line = f" {_line(folded)} "
    hidden = chain(_drawn(folded), _spaced(line), _disguised(folded))
    return Read(line, list(islice(hidden, _HIDDEN_MAX)), places)


def _line(folded: str) -> str:
    line = _NO_WORD.sub(" ", folded)
    if "_" in line:
        line = line.replace("_", " ")
    return _LOOSE_APOSTROPHE.sub(" ", line) if "'" in line else line


def _folded(text: str) -> tuple[str, list[int] | None]:
    """The text folded, and where each of its characters stood; None: where it stands."""
    if _PLAIN.fullmatch(text):
        return _plainly(text), None
    kept, places = [], []
    for run in _RUNS.finditer(text):
        if run[1] is not None:
            kept.append(_plainly(run[1]))
            places.extend(range(*run.span()))
            continue
        for place, char in enumerate(run[0], run.start()):
            for part in _taken_apart(char):
                kept.append(_SAME.get(part, " " if part.isspace() else part))
                places.append(place)
    return "".join(kept), places


def _plainly(text: str) -> str:
    """Plain characters folded, each to one."""
    text = text.lower()
    for char, same in _SAME.items():
        if char in text:
            text = text.replace(char, same)
    return text


def _taken_apart(char: str) -> Iterator[str]:
    if _INVISIBLE.match(char):
        return
    for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold()):
        # Accents go; vowel signs, which are letters of their own, have no combining class.
        if not unicodedata.combining(part):
            yield part


def _drawn(folded: str) -> Iterator[Hidden]:
    for found in _ONLY_DRAWN.finditer(folded):
        start, end = found.span()
        if not (folded[start - 1 : start].isalnum() or folded[end : end + 1].isalnum()):
            yield Hidden(found[0].translate(_DRAWN_CYRILLIC), start, end)


def _disguised(folded: str) -> Iterator[Hidden]:
    looked_at = 0
    for place in sorted(_suspicious(folded)):
        if place < looked_at:
            continue
        start = folded.rfind(" ", 0, place) + 1
        end = folded.find(" ", place)
        looked_at = end if end >= 0 else len(folded)
        chunk = folded[start:looked_at]
        inner = chunk.strip(_EDGES)
        start += chunk.index(inner)
        for reading in _readings(inner):
            yield Hidden(reading, start, start + len(inner))


def _suspicious(folded: str) -> Iterator[int]:
    """Where something is done to letters. Each kind is looked for by itself: so each is found without trying all kinds
    at every letter.
    """
    for run in _SIGN_RUN.finditer(folded):
        start, end = run.span()
        after_letter, before_letter = folded[start - 1 : start].isalpha(), folded[end : end + 1].isalpha()
        if (after_letter and (before_letter or folded[start] in _AFTER_LETTERS)) or (
            before_letter and folded[end - 1] in _BEFORE_LETTERS
        ):
            yield start
    if _LATIN.search(folded) and _OTHER.search(folded):
        yield from (found.start() for found in _MIXED.finditer(folded))
    yield from (found.start() for found in _STRANGE.finditer(folded))
    for letter in set(folded):
        thrice = letter * 3
        if letter.isalpha() and thrice in folded:
            yield from (found.start() for found in re.finditer(thrice, folded))


def _readings(chunk: str) -> set[str]:
    """How a chunk can be read in which something is done to letters, by one alphabet at a time."""
    if len(chunk) > 3 * WORD_MAX_CHARS:
        return set()
    joined = _BETWEEN.sub("", chunk)
    found = set()
    for table in (_AS_CYRILLIC, _AS_LATIN):
        letters = [table.get(char, "") for char in joined]
        if not all(letters) or len(letters) > WORD_MAX_CHARS:
            continue
        for reading in islice(product(*letters), _READINGS_MAX):
            found |= _undrawn("".join(reading))
    plain = _NO_LETTER.sub("", joined)
    if len(plain) <= WORD_MAX_CHARS:
        found |= _undrawn(plain)
    return {reading for reading in found if len(reading) > 1 and reading != chunk}


def _undrawn(word: str) -> set[str]:
    """A word, or, where letters of it are drawn out, it with these once, and twice."""
    runs = [(letter, len(list(run))) for letter, run in groupby(word)]
    if all(length < 3 for _, length in runs):
        return {word}
    return {
        "".join(letter * min(length, most) if length > 2 else letter * length for letter, length in runs)
        for most in (1, 2)
    }


def _spaced(line: str) -> Iterator[Hidden]:
    """Words made of letters that stand alone, one after another; ``line`` begins and ends with a space."""
    for run in _ALONE.finditer(line):
        # The folded text has no space before it.
        places = [run.start() + at - 1 for at, char in enumerate(run[0]) if char != " "]
        for first in range(len(places) - _SPACED_MIN + 1):
            for size in range(_SPACED_MIN, min(_SPACED_MAX, len(places) - first) + 1):
                part = places[first : first + size]
                word = "".join(line[place + 1] for place in part)
                for reading in {word, *_other_alphabet(word)}:
                    yield Hidden(reading, part[0], part[-1] + 1)


def _other_alphabet(word: str) -> Iterator[str]:
    for table in (_AS_CYRILLIC, _AS_LATIN):
        letters = [table.get(char, "")[:1] for char in word]
        if all(letters):
            yield "".join(letters)
