"""Looks for a quote in a newer text by its words and those around it, where the older text does not lead there.

That is so where the older text is not known, or where the passage stands among words that are all new. Candidates are
the places where the quote stands literally and those where its rarer words stand in its order; each is then judged by
quote and context. Where the older text is known, words that have been somewhere else all along are no candidates.
"""

from collections import Counter

from rapidfuzz.distance import Indel

from commentsvc.domain.anchoring_gaps import pair_words
from commentsvc.domain.anchoring_places import Place, Quoted, find_place
from commentsvc.domain.anchoring_prepared import Prepared

_OCCURRENCES_MAX = 200
_JUDGED_MAX = 4
_CONTEXT_CHARS = 48
_CONTEXT_WORDS = 16
_WORDS_ASKED_MAX = 300
_COMMON = 40
"""A word that stands in more places than this says little of where the quote is."""
_BUCKET = 8
_VOTES_LEAST = 0.03
"""The least share of the votes there could be, were all words rare and in place, that makes a candidate."""


def candidates(quoted: Quoted, new: Prepared, hint: int | None, origins: list[int] | None) -> list[Place]:
    """Return places that may be the quote's, best guesses first, few.

    ``hint`` is the offset of ``new.normal`` about which it is expected; ``origins`` gives for each word of ``new`` the
    word of the quote's own text that it is known to come from, or -1.
    """
    shifts = dict.fromkeys([*_literal(quoted, new, hint, origins), *_voted(quoted, new, origins)])
    places: dict[tuple[int, int], Place] = {}
    for shift in shifts:
        place = find_place(quoted, new, _paired_near(quoted, new, shift, origins))
        if place and not (origins and _from_elsewhere(quoted, new, (place.first, place.last + 1), origins)):
            places.setdefault((place.start, place.end), place)
    return list(places.values())


def occurrences(words: str, text: str, near: int = 0) -> list[int]:
    """Return where ``words`` begin in ``text``, overlapping ones included: so many on each side of ``near``."""
    found: list[int] = []
    at = text.find(words, near) if words else -1
    while at >= 0 and len(found) < _OCCURRENCES_MAX:
        found.append(at)
        at = text.find(words, at + 1)
    at = text.rfind(words, 0, near + len(words) - 1) if words and near else -1
    while at >= 0 and len(found) < 2 * _OCCURRENCES_MAX:
        found.append(at)
        at = text.rfind(words, 0, at + len(words) - 1)
    return found


def agreement(before: str, after: str, text: str, start: int, end: int) -> float:
    """Return how alike the characters around a place are to a context, from 0 to 2."""
    before, after = before[-_CONTEXT_CHARS:], after[:_CONTEXT_CHARS]
    there_before, there_after = text[max(0, start - len(before)) : start], text[end : end + len(after)]
    return Indel.normalized_similarity(before, there_before) + Indel.normalized_similarity(after, there_after)


def _literal(quoted: Quoted, new: Prepared, hint: int | None, origins: list[int] | None) -> list[int]:
    """Shifts, in words, to the places where the quote stands literally: those of the best context."""
    before, after = quoted.text.flat[: quoted.start], quoted.text.flat[quoted.end :][:_CONTEXT_CHARS]
    length = quoted.end - quoted.start
    found = occurrences(quoted.words, new.flat, hint or 0)
    if origins:
        found = [at for at in found if not _from_elsewhere(quoted, new, new.words_in(at, at + length), origins)]

    def rank(at: int) -> float:
        near = abs(at - hint) / (len(new.flat) + 1) if hint is not None else 0
        return 0.2 * near - agreement(before[-_CONTEXT_CHARS:], after, new.flat, at, at + length)

    best = sorted(found, key=rank)[:_JUDGED_MAX]
    return [new.words_in(at, at + length)[0] - quoted.first for at in best]


def _voted(quoted: Quoted, new: Prepared, origins: list[int] | None) -> list[int]:
    """Shifts on which many words of the quote and around it stand, rare words weighing most."""
    votes: Counter[int] = Counter()
    first = max(0, quoted.first - _CONTEXT_WORDS)
    last = min(len(quoted.text.words), quoted.last + _CONTEXT_WORDS, first + _WORDS_ASKED_MAX)
    for at in range(first, last):
        word = quoted.text.words[at]
        places = new.places.get(word, ())
        if len(places) > _COMMON:
            continue
        for place in places:
            if origins and origins[place] >= 0:
                continue
            bucket = (place - at) // _BUCKET
            votes[bucket] += 2 * len(word) / len(places)
            votes[bucket + 1] += len(word) / len(places)
    least = _VOTES_LEAST * sum(len(word) for word in quoted.text.words[first:last])
    return [bucket * _BUCKET for bucket, count in votes.most_common(_JUDGED_MAX) if count > least]


def _paired_near(quoted: Quoted, new: Prepared, shift: int, origins: list[int] | None) -> list[int]:
    """Which words became which, were the quote about ``shift`` words further on."""
    slack = 2 * _BUCKET + (quoted.last - quoted.first) // 4
    first, last = max(0, quoted.first - _CONTEXT_WORDS), min(len(quoted.text.words), quoted.last + _CONTEXT_WORDS)
    window = max(0, first + shift - slack), max(0, min(len(new.words), last + shift + slack))
    there = [-1] * len(quoted.text.words)
    for pair in pair_words(quoted.text.words, (first, last), new.words, window):
        if pair.likeness == 1 and not (origins and origins[pair.new] >= 0 and origins[pair.new] != pair.old):
            there[pair.old] = pair.new
    return there


def _from_elsewhere(quoted: Quoted, new: Prepared, words: tuple[int, int], origins: list[int]) -> bool:
    """Tell whether most of these words have been somewhere else in the older text all along."""
    known = total = 0
    for at in range(*words):
        total += len(new.words[at])
        if origins[at] >= 0 and not quoted.first <= origins[at] < quoted.last:
            known += len(new.words[at])
    return 2 * known > total
