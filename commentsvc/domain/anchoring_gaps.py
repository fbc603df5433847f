"""Pairs the words of two stretches of text that stand in the same place and differ: what became of each word.

An alignment by dynamic programming (S. B. Needleman and C. D. Wunsch, Journal of Molecular Biology 48(3), 1970) in
which words may also be alike. Long stretches are first divided at their longest common subsequence of words.
"""

from dataclasses import dataclass

from rapidfuzz.distance import LCSseq, Levenshtein

_CELLS_MAX = 600
_STRETCH_MAX = 4_000
_ALIKE = 0.5
_INSTEAD = 0.1
"""What it weighs that a word stands where another stood: only that, so that any likeness weighs more."""


@dataclass(frozen=True)
class Pair:
    """Word ``old`` became word ``new``; ``likeness`` 1 is the same word, 0 another one in its place."""

    old: int
    new: int
    likeness: float


def pair_words(old: list[str], old_range: tuple[int, int], new: list[str], new_range: tuple[int, int]) -> list[Pair]:
    """Return the pairs of ``old[a:b]`` and ``new[c:d]``, in order.

    The cost is bounded: of what is far too long, words that differ stay unpaired, and so does its end.
    """
    (start, end), (other, other_end) = old_range, new_range
    if start >= end or other >= other_end:
        return []
    if (end - start) * (other_end - other) <= _CELLS_MAX:
        return _paired(old, old_range, new, new_range)
    end, other_end = min(end, start + _STRETCH_MAX), min(other_end, other + _STRETCH_MAX)
    pairs: list[Pair] = []
    last, other_last = start, other
    for block in LCSseq.opcodes(old[start:end], new[other:other_end]).as_matching_blocks():
        here, there = start + block.a, other + block.b
        if (here - last) * (there - other_last) <= _CELLS_MAX:
            pairs += _paired(old, (last, here), new, (other_last, there))
        pairs += [Pair(here + step, there + step, 1.0) for step in range(block.size)]
        last, other_last = here + block.size, there + block.size
    return pairs


def _paired(old: list[str], old_range: tuple[int, int], new: list[str], new_range: tuple[int, int]) -> list[Pair]:
    a, b = old[slice(*old_range)], new[slice(*new_range)]
    if not a or not b:
        return []
    likenesses = [[_likeness(word, other) for other in b] for word in a]
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        row, below, alike, length = best[i], best[i + 1], likenesses[i], len(a[i]) + 1
        for j in range(len(b) - 1, -1, -1):
            together = below[j + 1] + alike[j] * length + _INSTEAD
            skipped = below[j] if below[j] > row[j + 1] else row[j + 1]
            row[j] = together if together > skipped else skipped
    pairs, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append(Pair(old_range[0] + i, new_range[0] + j, likenesses[i][j]))
            i, j = i + 1, j + 1
    return pairs


def _likeness(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if len(word) < 3 or not word[0].isalnum() or not other[0].isalnum():
        return 0.0
    return Levenshtein.normalized_similarity(word, other, score_cutoff=_ALIKE)
