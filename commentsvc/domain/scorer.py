"""How likely the newsroom refuses a comment, by its text alone: a linear model of hashed features (scorer_features).

The estimate is ``1 / (1 + exp(-margin))``, where the margin is the bias and the sum of the weights of the text's
features. So what a word adds can be said exactly. Weights are whole numbers from -127 to 127 times one scale.
"""

import math
import struct
import zlib
from array import array
from dataclasses import dataclass

from commentsvc.domain.scorer_features import SIZE, Hashing, Word, words

# Marks the form of a kept model: another one is learnt anew.
_FORM = b"SC1"
_HEAD = struct.Struct("<3s4sdd")
LARGEST = 127
# So many words are told, and none that adds less than this to the margin.
WORDS_TOLD = 8
_LEAST_TOLD = 0.15


@dataclass(frozen=True)
class Estimate:
    """A ``probability``, and the places of the words that weighed most towards a refusal, in the text's order."""

    probability: float
    places: tuple[tuple[int, int], ...] = ()
    # Marks of the outer form that weighed: link, digits, shouted, capitals, pictures.
    marks: tuple[str, ...] = ()


class Model:
    """Weights, read from what is kept. About a quarter of a megabyte in memory."""

    def __init__(self, hashing: Hashing, weights: array, scale: float, bias: float):
        self._hashing, self._weights, self._scale, self._bias = hashing, weights, scale, bias

    @classmethod
    def read(cls, kept: bytes, key: bytes) -> "Model | None":
        """The model that ``kept`` holds; None where it was made with another key or in another form."""
        hashing = Hashing(key)
        if len(kept) < _HEAD.size:
            return None
        form, check, scale, bias = _HEAD.unpack_from(kept)
        if form != _FORM or check != hashing.check:
            return None
        weights = array("b", zlib.decompress(kept[_HEAD.size :]))
        return cls(hashing, weights, scale, bias) if len(weights) == SIZE else None

    def kept(self) -> bytes:
        """The form in which it is kept."""
        packed = zlib.compress(self._weights.tobytes(), 9)
        return _HEAD.pack(_FORM, self._hashing.check, self._scale, self._bias) + packed

    def margin(self, source: str) -> float:
        """The logarithm of the odds of a refusal."""
        weights = self._weights
        vector = self._hashing.vector(source)
        return self._bias + self._scale * sum(weights[number] * value for number, value in vector.items())

    def probability(self, source: str) -> float:
        """How likely a refusal is, from 0 to 1."""
        return sigmoid(self.margin(source))

    def estimate(self, source: str) -> Estimate:
        """The same with what weighed."""
        vector = self._hashing.vector(source)
        parts = {number: self._scale * self._weights[number] * value for number, value in vector.items()}
        told = sorted(words(source), key=lambda word: self._added(word, parts), reverse=True)
        heavy: dict[str, list[Word]] = {}
        for word in told:
            if self._added(word, parts) < _LEAST_TOLD:
                break
            if word.form in heavy or len(heavy) < WORDS_TOLD:
                heavy.setdefault(word.form, []).append(word)
        places = sorted({(word.start, word.end) for same in heavy.values() for word in same})
        marks = [name for name in self._hashing.form_names(source) if not name.startswith("f length")]
        weighed = [name[2:] for name in marks if parts[self._hashing.index(name)] >= _LEAST_TOLD]
        return Estimate(sigmoid(self._bias + sum(parts.values())), tuple(places), tuple(weighed))

    def _added(self, word: Word, parts: dict[int, float]) -> float:
        return sum(parts[number] for number in {self._hashing.index(name) for name in word.names})


def sigmoid(margin: float) -> float:
    """The logistic function, for any number."""
    if margin < 0:
        grown = math.exp(max(margin, -700.0))
        return grown / (1 + grown)
    return 1 / (1 + math.exp(-margin))
