"""Where a quote stands in a newer text, once it is known which words became which: the range, and how sure that is."""

from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel, Levenshtein

from commentsvc.domain.anchoring_gaps import Pair, pair_words
from commentsvc.domain.anchoring_prepared import Prepared

_CONTEXT_WORDS, _CONTEXT_WORDS_SPACELESS = 10, 24
_NEIGHBOUR_MAX = 400
"""The nearest aligned word beside a quote is looked for so many words away; heavily rewritten texts cost no more."""
_SLACK = 24
_FEW_WORDS = 5
_ALIKE = 0.5


@dataclass(frozen=True)
class Quoted:
    """A quote in the older text: its range in the normal form and the words that it touches.

    ``whole`` tells that the text is the whole article, not only what is known of it around the quote.
    """

    text: Prepared
    start: int
    end: int
    first: int
    last: int
    whole: bool = True

    @property
    def words(self) -> str:
        """The quoted words in their normal form."""
        return self.text.flat[self.start : self.end]


@dataclass(frozen=True)
class Place:
    """A range of the newer text's normal form, and what speaks for it, each from 0 to 1.

    ``likeness``: of the words there to the quote. ``before``, ``after``: how much of the words around the quote stands
    around the place; None where the quote begins or ends what is known of its text, and the place does not.
    ``tight``: the next words on both sides are the same, so that whatever stands between them stands in the quote's
    place. ``first``, ``last``: its words.
    """

    start: int
    end: int
    likeness: float
    before: float | None
    after: float | None
    tight: bool
    first: int
    last: int


def find_place(quoted: Quoted, new: Prepared, there: list[int]) -> Place | None:
    """Return the place of a quote, given for each word of its text the word of ``new`` that it became, or -1."""
    inside = _main_chain(
        quoted, [Pair(at, there[at], 1.0) for at in range(quoted.first, quoted.last) if there[at] >= 0]
    )
    left, right = _neighbours(quoted, there, inside, len(new.words))
    pairs = _filled(quoted, new, left, inside, right)
    within = [pair for pair in pairs if quoted.first <= pair.old < quoted.last]
    if not within:
        return None
    paired = {pair.old: pair for pair in pairs}
    first, last = _whole(quoted, paired, within[0].new, within[-1].new)
    start = new.starts[first] + _offset(quoted, new, paired.get(quoted.first), first, False)
    end = new.end(last) - _offset(quoted, new, paired.get(quoted.last - 1), last, True)
    if end <= start:
        start, end = new.starts[first], new.end(last)
    before = _support(quoted, there, paired, range(quoted.first - 1, -1, -1), first, first == 0)
    after = _support(quoted, there, paired, range(quoted.last, len(there)), last, last == len(new.words) - 1)
    return Place(
        start,
        end,
        _likeness(quoted, new, within, start, end),
        before,
        after,
        _next_to(there, paired, quoted.first - 1, first - 1, len(new.words))
        and _next_to(there, paired, quoted.last, last + 1, len(new.words)),
        first,
        last,
    )


def _likeness(quoted: Quoted, new: Prepared, within: list[Pair], start: int, end: int) -> float:
    """How alike quote and place are: in characters, and of more than a few words also in words.

    Two sentences of one language share half of their characters in the same order, by chance, but not their words.
    """
    in_characters = Indel.normalized_similarity(quoted.words, new.flat[start:end])
    words = quoted.text.words
    if quoted.last - quoted.first < _FEW_WORDS:
        return in_characters
    alike = sum(2 * pair.likeness * len(words[pair.old]) for pair in within)
    length = sum(map(len, words[quoted.first : quoted.last])) + sum(
        map(len, new.words[within[0].new : within[-1].new + 1])
    )
    return min(in_characters, (in_characters + alike / length) / 2)


def _main_chain(quoted: Quoted, pairs: list[Pair]) -> list[Pair]:
    """Of the quote's aligned words those that stayed together, where some came to stand elsewhere."""
    chains: list[list[Pair]] = []
    for pair in pairs:
        for chain in chains:
            step = pair.new - chain[-1].new
            if 0 < step <= 2 * (pair.old - chain[-1].old) + _SLACK:
                chain.append(pair)
                break
        else:
            chains.append([pair])
    words = quoted.text.words
    return max(chains, key=lambda chain: sum(len(words[pair.old]) for pair in chain), default=[])


def _neighbours(
    quoted: Quoted, there: list[int], inside: list[Pair], new_length: int
) -> tuple[Pair | None, Pair | None]:
    """The nearest aligned words before and after the quote; the ends of the texts count as aligned."""
    left = right = None
    for at in range(quoted.first - 1, max(-2, quoted.first - _NEIGHBOUR_MAX), -1):
        if at < 0 or there[at] >= 0:
            left = Pair(at, there[at] if at >= 0 else -1, 1.0)
            break
    length = len(quoted.text.words)
    for at in range(quoted.last, min(length + 1, quoted.last + _NEIGHBOUR_MAX)):
        if at >= length or there[at] >= 0:
            right = Pair(at, there[at] if at < length else new_length, 1.0)
            break
    if inside and left and not _follows(left, inside[0]):
        left = None
    if inside and right and not _follows(inside[-1], right):
        right = None
    return left, right


def _follows(one: Pair, other: Pair) -> bool:
    return 0 < other.new - one.new <= 3 * (other.old - one.old) + 2 * _SLACK


def _filled(quoted: Quoted, new: Prepared, left: Pair | None, inside: list[Pair], right: Pair | None) -> list[Pair]:
    """Pair what differs between the aligned words, too."""
    if not inside and left and right and not _follows(left, right):
        # The text was torn apart here: the quote went with what stood before it, or with what stood after it.
        sides = [_filled(quoted, new, left, [], None), _filled(quoted, new, None, [], right)]
        return max(sides, key=lambda pairs: _weight(quoted, pairs))
    points = [left, *inside, right]
    pairs: list[Pair] = []
    for one, other in pairwise(points):
        old_range, new_range = _between(quoted, len(new.words), one, other)
        pairs += pair_words(quoted.text.words, old_range, new.words, new_range)
        if other is not None:
            pairs.append(other)
    return [pair for pair in ([left] if left else []) + pairs if 0 <= pair.old < len(quoted.text.words)]


def _between(
    quoted: Quoted, length: int, one: Pair | None, other: Pair | None
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The stretches of both texts between two aligned words; with one of them only, about as long as the quote's."""
    if one is None and other is None:
        return (0, 0), (0, 0)
    if one is None:
        start = min(quoted.first, other.old)
        reach = 2 * (other.old - start) + _SLACK // 4
        return (start, other.old), (max(0, other.new - reach), other.new)
    if other is None:
        end = max(quoted.last, one.old + 1)
        reach = 2 * (end - one.old) + _SLACK // 4
        return (one.old + 1, end), (one.new + 1, min(length, one.new + reach))
    return (one.old + 1, other.old), (one.new + 1, other.new)


def _weight(quoted: Quoted, pairs: list[Pair]) -> float:
    words = quoted.text.words
    return sum(pair.likeness * len(words[pair.old]) for pair in pairs if quoted.first <= pair.old < quoted.last)


def _whole(quoted: Quoted, paired: dict[int, Pair], first: int, last: int) -> tuple[int, int]:
    """The words of the place: where a word at an edge was replaced, by as many words as stand there instead."""
    most = 3 * (quoted.last - quoted.first) + 8
    edge, outside = paired.get(quoted.first), paired.get(quoted.first - 1)
    if edge and outside and edge.likeness < _ALIKE and last - outside.new <= most:
        first = outside.new + 1
    edge, outside = paired.get(quoted.last - 1), paired.get(quoted.last)
    if edge and outside and edge.likeness < _ALIKE and outside.new - first <= most:
        last = outside.new - 1
    return first, last


def _offset(quoted: Quoted, new: Prepared, pair: Pair | None, word: int, ends: bool) -> int:
    """How many characters of a word at the place's edge are outside, where the quote begins or ends within a word."""
    old = quoted.text
    outside = old.end(quoted.last - 1) - quoted.end if ends else quoted.start - old.starts[quoted.first]
    if outside <= 0 or pair is None or pair.new != word:
        return 0
    here, there = old.words[pair.old], new.words[word]
    if pair.likeness == 1:
        return outside
    if pair.likeness < _ALIKE:
        return 0
    if ends:
        here, there = here[::-1], there[::-1]
    for step in Levenshtein.opcodes(here, there):
        if step.src_start <= outside < step.src_end:
            return min(step.dest_start + outside - step.src_start, step.dest_end)
    return 0


def _support(
    quoted: Quoted, there: list[int], paired: dict[int, Pair], outwards: range, edge: int, outermost: bool
) -> float | None:
    """The share of the words on one side that stand on that side of the place, the nearest weighing most."""
    most = _CONTEXT_WORDS_SPACELESS if quoted.text.spaceless else _CONTEXT_WORDS
    found = total = 0.0
    for away, at in enumerate(outwards[:most], 1):
        weight = (min(len(quoted.text.words[at]), 8) + 1) / (away + 1)
        total += weight
        other = (
            there[at] if there[at] >= 0 else paired[at].new if at in paired and paired[at].likeness >= _ALIKE else -1
        )
        distance = (other - edge) * outwards.step
        if other >= 0 and 0 < distance <= (2 * away + _SLACK // 2 if quoted.whole else away + _SLACK // 6):
            found += weight
    if not total:
        return 0.5 if outermost and quoted.whole else None
    return found / total


def _next_to(there: list[int], paired: dict[int, Pair], at: int, expected: int, new_length: int) -> bool:
    """Tell whether the word ``at`` became the word ``expected``; the ends of the texts belong together."""
    if at < 0 or at >= len(there):
        return expected < 0 if at < 0 else expected >= new_length
    if there[at] >= 0:
        return there[at] == expected
    return at in paired and paired[at].likeness == 1 and paired[at].new == expected
