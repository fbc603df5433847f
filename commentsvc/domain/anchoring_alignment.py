"""Which words of an older text became which words of a newer one, also where whole passages have moved.

Runs of words that stand once in either text are the same passage (Paul Heckel, "A technique for isolating differences
between files", Communications of the ACM 21(4), 1978); each run then grows over equal words beside it. A passage of the
newer text has one origin at most. So the words of a deleted sentence are not found in a like sentence that stood in the
article all along: those words are known to come from there.

Growing goes first to the ends of sentences, then of paragraphs, then anywhere. Between a passage that ends and one that
begins like what was deleted between them, the border is thus where editors cut.
"""

from collections.abc import Iterator

from commentsvc.domain.anchoring_prepared import Prepared, unique_runs

_RUN_SIZES, _RUN_SIZES_SPACELESS = (6, 3), (10, 5)
_ANYWHERE = 3


class Alignment:
    """``there[i]`` is the word of ``new`` that word ``i`` of ``old`` became, -1 for none; ``back`` the reverse."""

    def __init__(self, old: Prepared, new: Prepared):
        self.old, self.new = old, new
        if old.words == new.words:
            self.there = self.back = list(range(len(old.words)))
            return
        self.there, self.back = [-1] * len(old.words), [-1] * len(new.words)
        sizes = _RUN_SIZES_SPACELESS if old.spaceless else _RUN_SIZES
        self._align(self._whole_runs(sizes[0]), sizes[0])
        self._align(self._remaining_runs(sizes[1]), sizes[1])

    def _whole_runs(self, size: int) -> list[tuple[int, int]]:
        return _same_runs(self.old.unique(size), self.new.unique(size))

    def _remaining_runs(self, size: int) -> list[tuple[int, int]]:
        return _same_runs(
            unique_runs(self.old.words, size, _free_stretches(self.there, size)),
            unique_runs(self.new.words, size, _free_stretches(self.back, size)),
        )

    def _align(self, places: list[tuple[int, int]], size: int) -> None:
        passages = [self._trimmed(*passage, size) for passage in _joined(places, size)]
        passages = sorted((p for p in passages if p[0] < p[1]), key=lambda passage: passage[0] - passage[1])
        for start, end, shift in passages:
            self._claim(start, end, shift)
        starts = [(start, shift) for start, _end, shift in passages]
        ends = [(end, shift) for _start, end, shift in passages]
        for level in (1, 2, _ANYWHERE):
            if level == _ANYWHERE:
                length = len(self.old.words)
                starts.append((length, len(self.new.words) - length))
                ends.append((0, 0))
            # Only what grew may grow further, from where it stopped.
            starts = [(self._grow_back(start, shift, level), shift) for start, shift in starts]
            ends = [(self._grow_on(end, shift, level), shift) for end, shift in ends]

    def _trimmed(self, start: int, end: int, shift: int, size: int) -> tuple[int, int, int]:
        """Leave out what reaches less than a run across the end of a sentence: growing decides whose it is."""
        here, there = self.old.breaks, self.new.breaks
        first, last = start, end
        for at in range(max(start + 1, end - size + 1), end):
            if here[at] or there[at + shift]:
                last = at
                break
        for at in range(min(end - 1, start + size - 1), start, -1):
            if here[at] or there[at + shift]:
                first = at
                break
        return first, last, shift

    def _claim(self, start: int, end: int, shift: int) -> None:
        there, back = self.there, self.back
        if max(there[start:end]) < 0 and max(back[start + shift : end + shift]) < 0:
            there[start:end] = range(start + shift, end + shift)
            back[start + shift : end + shift] = range(start, end)
            return
        for at in range(start, end):
            if there[at] < 0 and back[at + shift] < 0:
                there[at], back[at + shift] = at + shift, at

    def _grow_back(self, start: int, shift: int, level: int) -> int:
        """Align equal words before a passage, up to a break of the given level; return where it begins now."""
        there, back, old, new = self.there, self.back, self.old.words, self.new.words
        here_breaks, there_breaks = self.old.breaks, self.new.breaks
        at = start - 1
        while at >= 0 and at + shift >= 0 and there[at] < 0 and back[at + shift] < 0 and old[at] == new[at + shift]:
            if here_breaks[at + 1] >= level or there_breaks[at + shift + 1] >= level:
                break
            there[at], back[at + shift] = at + shift, at
            at -= 1
        return at + 1

    def _grow_on(self, end: int, shift: int, level: int) -> int:
        """Align equal words after a passage, up to a break of the given level; return where it ends now."""
        there, back, old, new = self.there, self.back, self.old.words, self.new.words
        here_breaks, there_breaks = self.old.breaks, self.new.breaks
        at = end
        most = min(len(old), len(new) - shift)
        while at < most and there[at] < 0 and back[at + shift] < 0 and old[at] == new[at + shift]:
            if here_breaks[at] >= level or there_breaks[at + shift] >= level:
                break
            there[at], back[at + shift] = at + shift, at
            at += 1
        return at


def align(old: Prepared, new: Prepared) -> Alignment:
    """Return the alignment of two texts, made once for each pair."""
    if old not in new.alignments:
        new.alignments[old] = Alignment(old, new)
    return new.alignments[old]


def _same_runs(here: dict[tuple, int], there: dict[tuple, int]) -> list[tuple[int, int]]:
    """The places of the runs that both texts have, in the order of the older text, which is that of its dictionary."""
    return [(at, there[run]) for run, at in here.items() if run in there]


def _joined(places: list[tuple[int, int]], size: int) -> Iterator[tuple[int, int, int]]:
    """Join overlapping runs into passages: (start, end, shift), in words of the older text."""
    start = end = shift = None
    for here, there in places:
        if start is not None and here <= end and there - here == shift:
            end = here + size
            continue
        if start is not None:
            yield start, end, shift
        start, end, shift = here, here + size, there - here
    if start is not None:
        yield start, end, shift


def _free_stretches(aligned: list[int], size: int) -> Iterator[tuple[int, int]]:
    """The stretches of at least ``size`` words that are aligned with none."""
    start = None
    for at, other in enumerate([*aligned, 0]):
        if other < 0:
            start = at if start is None else start
        elif start is not None:
            if at - start >= size:
                yield start, at
            start = None
