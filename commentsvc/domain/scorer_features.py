"""What the scorer sees of a comment: its words, pieces of them, and its outer form. Never who wrote it.

A word is brought into one form, so that another alphabet's letters, case, accents, digits for letters, signs between
letters and letters drawn out make no other word of it. Pieces of three and four letters stand for what inflection
leaves of a word, in whatever language. Nothing is kept by name: each feature becomes a number below ``2 ** BITS`` by a
hash with a key (BLAKE2, RFC 7693), the idea of K. Weinberger et al., "Feature hashing for large scale multitask
learning" (ICML 2009).
"""

import hashlib
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from commentsvc.domain.look_alikes import skeleton
from commentsvc.domain.searching import cut

BITS = 18
SIZE = 1 << BITS
# Longer ones are one word of so many letters.
WORD_MAX_CHARS = 40
_PIECES = (3, 4)
# What a mark of the outer form weighs beside all words together, which weigh 1.
_FORM_VALUE = 0.2

# Inside a word these only hide it; each is replaced by a letter that the form leaves out, so that places stay.
_HIDDEN = re.compile("(?<=\\w)[\u00ad\u200b-\u200f\u2060-\u2064\ufeff*_]+(?=\\w)")
_SIGN_LETTERS = re.compile(r"(?<=\w)[@$](?=\w)")
_FILLER = "ʼ"
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_DIGITS = re.compile(r"\d[\d ()+-]{6,}\d")
_SHOUTED = re.compile(r"[!?]{3,}")
_PICTURES = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
_SPELLED_MIN = 3


@dataclass(frozen=True)
class Word:
    """A word in its one form, and where it stands in the text; ``names`` are the features that it brings."""

    start: int
    end: int
    form: str
    names: tuple[str, ...]


def words(source: str) -> list[Word]:
    """The words of a text with their features; letters spelled with spaces are one word more."""
    found = [(start, end, form) for start, end in _places(source) if (form := _form(source[start:end]))]
    found += _spelled(found)
    made = []
    for place, (start, end, form) in enumerate(found):
        names = [f"w {form}", *_pieces(form)]
        if place:
            names.append(f"p {found[place - 1][2]} {form}")
        made.append(Word(start, end, form, tuple(names)))
    return made


def outer_form(source: str) -> dict[str, bool]:
    """Marks of the outer form: name -> whether the text has it. Of its length exactly one holds."""
    letters = [char for char in source if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    length = min(int(math.log2(len(source) + 1)), 12)
    return {
        "link": _ADDRESS.search(source) is not None,
        "digits": _DIGITS.search(source) is not None,
        "shouted": _SHOUTED.search(source) is not None,
        "capitals": len(letters) > 10 and capitals > 0.6 * len(letters),
        "pictures": len(_PICTURES.findall(source)) > 2,
        f"length {length}": True,
    }


class Hashing:
    """Numbers for features, by a key: without it nobody can ask a model about a word."""

    def __init__(self, key: bytes):
        self._key = key[: hashlib.blake2b.MAX_KEY_SIZE]

    def index(self, name: str) -> int:
        """The number of a feature, below ``SIZE``."""
        digest = hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=4, key=self._key).digest()
        return int.from_bytes(digest, "little") & (SIZE - 1)

    @property
    def check(self) -> bytes:
        """Four bytes by which a model knows the key that it was made with."""
        return hashlib.blake2b(b"check", digest_size=4, key=self._key).digest()

    def vector(self, source: str) -> dict[int, float]:
        """A text as numbers of features with their values: those of words have length 1 together."""
        numbers = {self.index(name) for word in words(source) for name in word.names}
        value = 1 / math.sqrt(len(numbers)) if numbers else 0.0
        vector = dict.fromkeys(numbers, value)
        for name in self.form_names(source):
            number = self.index(name)
            vector[number] = vector.get(number, 0.0) + _FORM_VALUE
        return vector

    def form_names(self, source: str) -> list[str]:
        """The features of the outer form that a text has."""
        return [f"f {name}" for name, has in outer_form(source).items() if has]


def _places(source: str) -> list[tuple[int, int]]:
    joined = _HIDDEN.sub(lambda found: _FILLER * len(found[0]), source)
    return cut(_SIGN_LETTERS.sub(lambda found: "a" if found[0] == "@" else "s", joined))


def _form(typed: str) -> str:
    plain = typed.replace("@", "a").replace("$", "s").translate(_NOTHING)
    return _DRAWN_OUT.sub(r"\1", skeleton(plain))[:WORD_MAX_CHARS]


_NOTHING = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff*_'’ʼ‘`´ʹ"))


def _spelled(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Words of single letters in a row: ``i d i o t``."""
    made, run = [], []
    for one in [*found, (0, 0, "--")]:
        if len(one[2]) == 1:
            run.append(one)
            continue
        if len(run) >= _SPELLED_MIN:
            made.append((run[0][0], run[-1][1], "".join(letter for *_, letter in run)[:WORD_MAX_CHARS]))
        run = []
    return made


def _pieces(form: str) -> Iterator[str]:
    edged = f"^{form}$"
    for length in _PIECES:
        for start in range(len(edged) - length + 1):
            yield f"c {edged[start : start + length]}"
