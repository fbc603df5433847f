"""An article's text made ready, once, for many questions about places in it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate, pairwise

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
_SPACELESS_ENDS = frozenset("。｡")
_ENDS = frozenset(".!?؟।॥") | _SPACELESS_ENDS
_CLOSING = frozenset("\"')]»」』")
_CLOSING_MAX = 4
_ENDS_OR_CLOSING = _ENDS | _CLOSING
SENTENCE, PARAGRAPH = 1, 2


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

    def begins(self, word: int) -> int:
        """Return 2 where a word begins a paragraph (or is past the last one), 1 where it begins a sentence, else 0."""
        if not 0 < word < len(self.words) or self._spaced[word - 1][-1] == "\n":
            return PARAGRAPH
        last, furthest = word - 1, max(0, word - 1 - _CLOSING_MAX)
        apart = self._spaced[last] != self.words[last]
        while last > furthest and self.words[last] in _CLOSING and self._spaced[last - 1] == self.words[last - 1]:
            last -= 1
        ended = self.words[last] in _SPACELESS_ENDS or (apart and self.words[last] in _ENDS)
        return SENTENCE if ended else 0

    def paragraphs(self) -> Iterator[tuple[str, int, int]]:
        """Yield each paragraph in its normal form, with its range of words."""
        text, at, first = self.normal.text, 0, 0
        while at < len(text):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            last = bisect_left(self.starts, end, first)
            if first < last:
                yield text[at:end].strip(), first, last
            at, first = end + 1, last

    def sentences(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """Yield each sentence that stands whole in the given range of words, with its own range."""
        words, spaced = self.words, self._spaced
        ends = [at + 1 for at in range(start, end - 1) if words[at] in _ENDS_OR_CLOSING or spaced[at][-1] == "\n"]
        borders = [at for at in (start, *ends, end) if self.begins(at)]
        for first, last in pairwise(borders):
            yield self.flat[self.starts[first] : self.end(last - 1)], first, last

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
