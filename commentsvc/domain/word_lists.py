"""Lists of words a newsroom does not want to read, one entry a line, and which of them a text contains.

idiot           the word in all its forms, in whatever disguise
"idiots"        this form alone
idiot*          everything that begins so; *idiot what ends so, *idiot* what contains it
get lost        these words one after another, each in all its forms
# a remark      nothing
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import ahocorasick_rs

from commentsvc.domain.errors import FieldError, Invalid
from commentsvc.domain.word_tokens import WORD_MAX_CHARS, fold, read

ENTRIES_MAX = 5_000
WORDS_MAX = 6
_PART_MIN_CHARS = 3
_QUOTES = '"“”„«»'
_WORD = re.compile(r"\*?[^\W_]+(?:['’ʼ`-][^\W_]+)*\*?")

Forms = Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class Word:
    """One word of an entry in lower case; ``before`` and ``after``: more letters may stand there. ``exact``: in no
    other form.
    """

    text: str
    exact: bool = False
    before: bool = False
    after: bool = False


@dataclass(frozen=True)
class Entry:
    """One line of a list: its words in their order, and the line as typed."""

    line: str
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Hit:
    """That a text contains an entry (by its number), and at which place."""

    entry: int
    start: int
    end: int


def parse(field: str, text: str) -> list[Entry]:
    """The entries of a list as typed, each once.

    Raises Invalid for ``field``: ``too_many_entries`` (``max``), ``word_list_line`` (``line``: its number), for what is
    no word, too long, or a part of a word so short that it stands in half the language.
    """
    entries, wrong = {}, []
    for number, line in enumerate(text.splitlines(), 1):
        typed = " ".join(line.split())
        if not typed or typed.startswith("#"):
            continue
        words = _words(typed)
        if words is None:
            wrong.append(FieldError(field, "word_list_line", {"line": number}))
        else:
            entries.setdefault(words, Entry(typed, words))
    if wrong:
        raise Invalid(errors=tuple(wrong))
    if len(entries) > ENTRIES_MAX:
        raise Invalid(errors=(FieldError(field, "too_many_entries", {"max": ENTRIES_MAX}),))
    return list(entries.values())


def _words(typed: str) -> tuple[Word, ...] | None:
    exact = len(typed) > 2 and typed[0] in _QUOTES and typed[-1] in _QUOTES
    parts = (typed.strip(_QUOTES) if exact else typed).split()
    if not 0 < len(parts) <= WORDS_MAX:
        return None
    words = []
    for part in parts:
        if not _WORD.fullmatch(part):
            return None
        bare = part.strip("*").lower()
        before, after = part.startswith("*"), part.endswith("*")
        if len(bare) > WORD_MAX_CHARS or ((before or after) and len(bare) < _PART_MIN_CHARS):
            return None
        pieces = bare.split("-")
        words += [
            Word(piece, exact or before or after, before and not number, after and number == len(pieces) - 1)
            for number, piece in enumerate(pieces)
        ]
    return tuple(words)


class Matcher:
    """Finds all entries of lists in a text in one pass, however long the lists are.

    Patterns are the forms of the entries' words between spaces; the automaton is Aho's and Corasick's
    (https://doi.org/10.1145/360825.360855). Making one takes a second for thousands of entries: it is kept.
    """

    def __init__(self, entries: Sequence[Entry], forms: Forms):
        self._sizes = [len(entry.words) for entry in entries]
        patterns: dict[str, list[tuple[int, int]]] = {}
        for number, entry in enumerate(entries):
            for place, word in enumerate(entry.words):
                for pattern in _patterns(word, forms):
                    patterns.setdefault(pattern, []).append((number, place))
        self._meant = list(patterns.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(patterns), store_patterns=False)

    def find(self, text: str) -> list[Hit]:
        """Every entry that a text contains, once for each place, in the order of the places."""
        seen = read(text)
        hits, parts = set(), []
        lines = [(seen.line, None)]
        if seen.hidden:
            lines.append((f" {' '.join(hidden.reading for hidden in seen.hidden)} ", _Places(seen.hidden)))
        for line, places in lines:
            for number, start, end in self._automaton.find_matches_as_indexes(line, overlapping=True):
                span = _whole_word(line, start, end)
                # The line has one space before its text.
                span = (span[0] - 1, span[1] - 1) if places is None else places.of(span[0])
                for entry, place in self._meant[number]:
                    if self._sizes[entry] == 1:
                        hits.add((entry, *span))
                    else:
                        parts.append((entry, place, *span))
        if parts:
            hits |= set(self._phrases(seen.line, parts))
        found = [Hit(entry, *seen.place(start, end)) for entry, start, end in hits]
        return sorted(found, key=lambda hit: (hit.start, hit.end, hit.entry))

    def _phrases(self, line: str, parts: list[tuple[int, int, int, int]]) -> Iterable[tuple[int, int, int]]:
        """Entries of several words of which each stands where the one before it ends."""
        at = {}
        for entry, place, start, end in parts:
            at.setdefault((entry, place, start), set()).add(end)
        for (entry, place, start), ends in at.items():
            if place == 0:
                for end in self._ends(line, at, entry, 1, ends):
                    yield entry, start, end

    def _ends(self, line: str, at: dict, entry: int, place: int, ends: set[int]) -> set[int]:
        if place == self._sizes[entry]:
            return ends
        following = set()
        for end in ends:
            following |= at.get((entry, place, _next_word(line, end)), set())
        return self._ends(line, at, entry, place + 1, following) if following else set()


class _Places:
    """Where the hidden readings stand that make up a line of their own."""

    def __init__(self, hidden: Sequence):
        self._hidden = hidden
        self._starts, at = [], 1
        for one in hidden:
            self._starts.append(at)
            at += len(one.reading) + 1

    def of(self, place: int) -> tuple[int, int]:
        one = self._hidden[bisect_right(self._starts, place) - 1]
        return one.start, one.end


def _whole_word(line: str, start: int, end: int) -> tuple[int, int]:
    """The word of a line that a match lies in, which may be a part of it; a match's own spaces do not belong to it."""
    start += line[start] == " "
    end -= line[end - 1] == " "
    return line.rfind(" ", 0, start) + 1, line.find(" ", end)


def _next_word(line: str, end: int) -> int:
    """Where, in the text of a line, the word after a place begins."""
    place = end + 1
    while place < len(line) and line[place] == " ":
        place += 1
    return place - 1


def _patterns(word: Word, forms: Forms) -> set[str]:
    texts = {fold(form) for form in ([word.text] if word.exact else [word.text, *forms(word.text)])}
    # Who leaves the apostrophe out is understood as well.
    texts |= {text.replace("'", "") for text in texts}
    return {f"{'' if word.before else ' '}{text}{'' if word.after else ' '}" for text in texts}
