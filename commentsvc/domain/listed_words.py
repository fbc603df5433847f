"""All lists of words of a site as one: which of them a text is on, at which places, and what becomes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commentsvc.domain.word_lists import Matcher, Word, parse


@dataclass(frozen=True)
class ListRule:
    """What a list is called, and what becomes of a comment with one of its words: it waits, or, where it ``refuses``,
    it is refused for a ``reason`` of the site's catalogue.
    """

    name: str
    refuses: bool = False
    reason: str | None = None


@dataclass(frozen=True)
class Listed:
    """A place of a text that a list objects to."""

    rule: ListRule
    start: int
    end: int


class ListedWords:
    """The lists of a site, in one pass over a text however many they are. Making it takes a second for thousands of
    words: it is kept.
    """

    def __init__(self, lists: Sequence[tuple[ListRule, str, Mapping[str, Sequence[str]]]]):
        """``lists``: each with its text, and the forms of its words (``forms_of``)."""
        entries, self._rules, known = [], [], {}
        for rule, text, forms in lists:
            mine = parse("text", text)
            entries += mine
            self._rules += [rule] * len(mine)
            known |= forms
        self._matcher = Matcher(entries, lambda word: known.get(word, ()))

    def find(self, text: str) -> list[Listed]:
        """Every place of a text that is on a list, in their order; of places within one another the widest."""
        widest: dict[ListRule, int] = {}
        found = []
        for hit in sorted(self._matcher.find(text), key=lambda hit: (hit.start, -hit.end)):
            rule = self._rules[hit.entry]
            if hit.end > widest.get(rule, 0):
                widest[rule] = hit.end
                found.append(Listed(rule, hit.start, hit.end))
        return found


def inflected(text: str) -> set[str]:
    """The words of a list that stand there for all their forms. Raises Invalid as ``word_lists.parse``."""
    return {word.text for entry in parse("text", text) for word in entry.words if _has_forms(word)}


def _has_forms(word: Word) -> bool:
    return not (word.exact or word.before or word.after)
