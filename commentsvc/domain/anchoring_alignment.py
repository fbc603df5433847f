"""Which words of an older text became which words of a newer one, also where whole passages have moved.

Paragraphs, then sentences, then runs of words that stand once in either text are the same passage (Paul Heckel, "A
technique for isolating differences between files", Communications of the ACM 21(4), 1978); each then grows over equal
words beside it. A passage of the newer text has one origin at most. So the words of a deleted sentence are not found in
a like sentence that stood in the article all along: those words are known to come from there.

Growing goes first to the ends of sentences, then of paragraphs, then anywhere. Between a passage that ends and one that
begins like what was deleted between them, the border is thus where editors cut.
"""

import re
from collections.abc import Iterable, Iterator

from commentsvc.domain.anchoring_prepared import PARAGRAPH, SENTENCE, Prepared, unique_runs

# Runs of the first and second round, and the shortest sentence: in words, or in characters where no spaces are written.
_SIZES, _SIZES_SPACELESS = (6, 3, 6), (10, 5, 12)
_ANYWHERE = PARAGRAPH + 1
_KEPT_MAX = 4

Part = tuple[str, int, int]
"""A paragraph or sentence, and its range of words."""

Passage = tuple[int, int, int]
"""Start and end in words of the older text, and how many words further on it stands in the newer one."""


class Alignment:
    """``there[i]`` is the word of ``new`` that word ``i`` of ``old`` became, -1 for none; ``back`` the reverse."""

    def __init__(self, old: Prepared, new: Prepared):
        self.old, self.new = old, new
        if old.words == new.words:
            self.there = self.back = list(range(len(old.words)))
            return
        self.there, self.back = [-1] * len(old.words), [-1] * len(new.words)
        # Whether a word is aligned, once more: in bytes a free stretch is found at once.
        self._held_here, self._held_there = bytearray(len(old.words)), bytearray(len(new.words))
        run, smaller_run, sentence = _SIZES_SPACELESS if old.spaceless else _SIZES
        passages = self._claimed(_same(old.paragraphs(), new.paragraphs(), sentence))
        passages += self._claimed(self._sentences_kept(sentence))
        passages = self._grown(passages + self._claimed(self._runs_kept(run)))
        # What is left: headings of a word or two, and shorter runs.
        passages += self._claimed(self._paragraphs_left())
        passages += self._grown(self._claimed(self._runs_kept(smaller_run)))
        length = len(old.words)
        self._grown([*passages, (0, 0, 0), (length, length, len(new.words) - length)], [_ANYWHERE])

    def _paragraphs_left(self) -> list[Passage]:
        """The paragraphs, of whatever length, of words not yet aligned that stand there once in both texts."""
        here = (each for each in self.old.paragraphs() if self._held_here.find(1, *each[1:]) < 0)
        there = (each for each in self.new.paragraphs() if self._held_there.find(1, *each[1:]) < 0)
        return _same(here, there, 1)

    def _sentences_kept(self, least: int) -> list[Passage]:
        """The sentences, of words not yet aligned, that stand there once in both texts."""
        here = (each for free in _free(self._held_here, least) for each in self.old.sentences(*free))
        there = (each for free in _free(self._held_there, least) for each in self.new.sentences(*free))
        return _same(here, there, least)

    def _runs_kept(self, size: int) -> list[Passage]:
        """The passages, of words not yet aligned, that runs of so many words make which stand there once in both."""
        here = unique_runs(self.old.words, size, _free(self._held_here, size))
        there = unique_runs(self.new.words, size, _free(self._held_there, size))
        # In the order of the older text, which is that of its dictionary.
        runs = [(at, at + size, there[run] - at) for run, at in here.items() if run in there]
        return [self._trimmed(*passage, size) for passage in _joined(runs)]

    def _claimed(self, passages: list[Passage]) -> list[Passage]:
        """Align the words of passages, the longest first; return the passages."""
        passages = sorted((p for p in passages if p[0] < p[1]), key=lambda passage: passage[0] - passage[1])
        for start, end, shift in passages:
            self._claim(start, end, shift)
        return passages

    def _grown(self, passages: list[Passage], levels: Iterable[int] = (SENTENCE, PARAGRAPH)) -> list[Passage]:
        """Let passages grow over equal words beside them, up to breaks of each level in turn; return them so."""
        for level in levels:
            passages = [(self._grow_back(start, shift, level), end, shift) for start, end, shift in passages]
            passages = [(start, self._grow_on(end, shift, level), shift) for start, end, shift in passages]
        return passages

    def _trimmed(self, start: int, end: int, shift: int, size: int) -> Passage:
        """Leave out what reaches less than a run across the end of a sentence: growing decides whose it is."""
        first, last = start, end
        for at in range(max(start + 1, end - size + 1), end):
            if self._begins(at, shift):
                last = at
                break
        for at in range(min(end - 1, start + size - 1), start, -1):
            if self._begins(at, shift):
                first = at
                break
        return first, last, shift

    def _begins(self, at: int, shift: int) -> int:
        return max(self.old.begins(at), self.new.begins(at + shift))

    def _claim(self, start: int, end: int, shift: int) -> None:
        there, back = self.there, self.back
        held_here, held_there = self._held_here, self._held_there
        if held_here.find(1, start, end) < 0 and held_there.find(1, start + shift, end + shift) < 0:
            there[start:end] = range(start + shift, end + shift)
            back[start + shift : end + shift] = range(start, end)
            held_here[start:end] = held_there[start + shift : end + shift] = b"\x01" * (end - start)
            return
        for at in range(start, end):
            if not held_here[at] and not held_there[at + shift]:
                self._pair(at, at + shift)

    def _pair(self, here: int, there: int) -> None:
        self.there[here], self.back[there] = there, here
        self._held_here[here] = self._held_there[there] = 1

    def _grow_back(self, start: int, shift: int, level: int) -> int:
        """Align equal words before a passage, up to a break of the given level; return where it begins now."""
        at = start - 1
        while at >= 0 and at + shift >= 0 and self._may_pair(at, at + shift):
            if level < _ANYWHERE and self._begins(at + 1, shift) >= level:
                break
            self._pair(at, at + shift)
            at -= 1
        return at + 1

    def _grow_on(self, end: int, shift: int, level: int) -> int:
        """Align equal words after a passage, up to a break of the given level; return where it ends now."""
        at, most = end, min(len(self.old.words), len(self.new.words) - shift)
        while at < most and self._may_pair(at, at + shift):
            if level < _ANYWHERE and self._begins(at, shift) >= level:
                break
            self._pair(at, at + shift)
            at += 1
        return at

    def _may_pair(self, here: int, there: int) -> bool:
        free = not self._held_here[here] and not self._held_there[there]
        return free and self.old.words[here] == self.new.words[there]


def align(old: Prepared, new: Prepared) -> Alignment:
    """Return the alignment of two texts, made once for each pair; the last few are kept with the newer text."""
    if old not in new.alignments:
        while len(new.alignments) >= _KEPT_MAX:
            del new.alignments[next(iter(new.alignments))]
        new.alignments[old] = Alignment(old, new)
    return new.alignments[old]


def _same(here: Iterable[Part], there: Iterable[Part], least: int) -> list[Passage]:
    """The parts of at least so many words that stand once in both texts."""
    old, new = _once(here), _once(there)
    kept = ((start, end, part) for part, (start, end) in old.items() if end - start >= least and part in new)
    return list(_joined((start, end, new[part][0] - start) for start, end, part in kept))


def _once(parts: Iterable[Part]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    several = set()
    for part, start, end in parts:
        if part in found:
            several.add(part)
        found[part] = start, end
    return {part: place for part, place in found.items() if part not in several} if several else found


def _joined(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Join passages, given in order, that overlap or touch in both texts."""
    joined = None
    for start, end, shift in passages:
        if joined and start <= joined[1] and shift == joined[2]:
            joined = joined[0], end, shift
            continue
        if joined:
            yield joined
        joined = start, end, shift
    if joined:
        yield joined


def _free(held: bytearray, least: int) -> list[tuple[int, int]]:
    """The stretches of at least so many words that are aligned with none."""
    return [match.span() for match in re.finditer(rb"\x00{%d,}" % least, held)]
