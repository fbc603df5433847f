"""An article's text made ready, once, for many questions about places in it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate

from commentsvc.domain.anchoring_normal import Normal
from commentsvc.domain.limits import ANCHORED_MAX_CHARS

# Scripts that write no spaces between words: each character counts as a word.
_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Vowel signs stand inside the words of India, yet count as no letters.
_SIGNS = "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0963\u0970-\u0dff"
# A word or a mark, with the space after it. The first form is for texts without such scripts, and twice as fast.
_WORD_AND_SPACE = re.compile(r"(?:\w+|[^\w\s])\s*")
_ANY_WORD_AND_SPACE = re.compile(rf"(?:[{_SPACELESS}]|(?:[^\W{_SPACELESS}]|[{_SIGNS}])+|[^\w\s])\s*")
_SPECIAL = re.compile(f"[{_SPACELESS}{_SIGNS}]")
_SENTENCE_ENDS = frozenset(".!?؟।॥")
_SPACELESS_ENDS = frozenset("。｡")
_CLOSING = frozenset("\"')]»」』")
_SENTENCE, _PARAGRAPH = 1, 2


class Prepared:
    """A text, its normal form, and the words of the normal form. Longer texts than the limit are cut.

    ``words[i]`` stands at ``starts[i]`` of ``normal.text``; punctuation marks are words of their own.
    """

    def __init__(self, text: str):
        self.text = text[:ANCHORED_MAX_CHARS]
        self.normal = Normal(self.text)
        normal = self.normal.text
        indent = len(normal) - len(normal.lstrip())
        pattern = _ANY_WORD_AND_SPACE if _SPECIAL.search(normal) else _WORD_AND_SPACE
        self._spaced = pattern.findall(normal, indent)
        self.words = list(map(str.rstrip, self._spaced))
        self.starts = list(accumulate(map(len, self._spaced), initial=indent))
        self.starts.pop()
        self.alignments: dict[Prepared, object] = {}

    @cached_property
    def flat(self) -> str:
        """The normal form with every paragraph break a space; offsets are the same."""
        return self.normal.text.replace("\n", " ")

    @cached_property
    def breaks(self) -> bytearray:
        """For each word: 2 where it begins a paragraph, 1 where it begins a sentence, else 0."""
        words, spaced = self.words, self._spaced
        levels = bytearray(len(words) + 1)
        levels[0] = _PARAGRAPH
        for at, piece in enumerate(spaced, 1):
            if piece[-1] == "\n":
                levels[at] = _PARAGRAPH
            elif piece[0] in _SENTENCE_ENDS or piece[0] in _SPACELESS_ENDS:
                after = at
                while after < len(words) and spaced[after - 1] == words[after - 1] and words[after] in _CLOSING:
                    after += 1
                if spaced[after - 1] != words[after - 1] or piece[0] in _SPACELESS_ENDS:
                    levels[after] = max(levels[after], _SENTENCE)
        return levels

    @cached_property
    def spaceless(self) -> bool:
        """Tell whether most words are single characters."""
        return len(self.words) > 0.55 * sum(map(len, self.words))

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands."""
        places: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            places.setdefault(word, []).append(at)
        return places

    def unique(self, size: int) -> dict[tuple, int]:
        """Return the runs of ``size`` words that stand here once, each with its place."""
        if size not in self._uniques:
            self._uniques[size] = unique_runs(self.words, size, [(0, len(self.words))])
        return self._uniques[size]

    @cached_property
    def _uniques(self) -> dict[int, dict[tuple, int]]:
        return {}

    def end(self, word: int) -> int:
        """Return where a word ends in the normal form."""
        return self.starts[word] + len(self.words[word])

    def words_in(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of words that ``start:end`` of the normal form touches."""
        first = bisect_right(self.starts, start) - 1
        if first < 0 or self.end(first) <= start:
            first += 1
        return first, max(first, bisect_left(self.starts, end))


def unique_runs(words: list[str], size: int, stretches: Iterable[tuple[int, int]]) -> dict[tuple, int]:
    """Return the runs of ``size`` words that stand once in the given stretches of words, each with its place."""
    runs: list[tuple] = []
    places: list[int] = []
    for start, end in stretches:
        runs += zip(*(words[start + step : end] for step in range(size)), strict=False)
        places += range(start, end - size + 1)
    last = dict(zip(runs, places, strict=True))
    if len(last) == len(runs):
        return last
    first = dict(zip(reversed(runs), reversed(places), strict=True))
    return {run: at for run, at in last.items() if first[run] == at}
