"""All forms of a word, from the dictionaries of pymorphy3 (Ukrainian, Russian) and Snowball's stemmer (English)."""

import re
from functools import cached_property

import pymorphy3
import snowballstemmer

_ONLY_UKRAINIAN, _ONLY_RUSSIAN = re.compile("[іїєґ'’ʼ]"), re.compile("[ыэёъ]")
_CYRILLIC = re.compile("[а-яёіїєґ]")
_ENDINGS = ("s", "es", "'s", "ed", "d", "ing", "er", "ers", "y", "ies", "ied", "in")
_DOUBLED = re.compile("[bcdfgklmnprtvz]$")


class Inflection:
    """Knows the forms of words; the dictionaries, some 60 MB, are read with the first word that needs them."""

    def forms(self, word: str) -> set[str]:
        """All forms of a word in lower case, itself among them; for words no dictionary knows those of similar ones."""
        if not _CYRILLIC.search(word):
            return self._english(word)
        found = {word}
        if not _ONLY_RUSSIAN.search(word):
            found |= _lexemes(self._ukrainian, word)
        if not _ONLY_UKRAINIAN.search(word):
            found |= _lexemes(self._russian, word)
        return found

    @cached_property
    def _ukrainian(self) -> pymorphy3.MorphAnalyzer:
        return pymorphy3.MorphAnalyzer(lang="uk")

    @cached_property
    def _russian(self) -> pymorphy3.MorphAnalyzer:
        return pymorphy3.MorphAnalyzer(lang="ru")

    @cached_property
    def _stemmer(self):
        return snowballstemmer.stemmer("english")

    def _english(self, word: str) -> set[str]:
        """What common endings make of a word, as far as the stemmer leads back to it."""
        bases = {word, word.removesuffix("e"), word.removesuffix("y")}
        if _DOUBLED.search(word):
            bases.add(word + word[-1])
        made = {base + ending for base in bases for ending in _ENDINGS}
        stem = self._stemmer.stemWord(word)
        return {word} | {form for form in made if self._stemmer.stemWord(form) == stem}


def _lexemes(analyzer: pymorphy3.MorphAnalyzer, word: str) -> set[str]:
    """The forms of the words of which this is the dictionary's form; where it is none's, of those it may be a form of.

    A guess by similar words is taken only where the dictionary does not know the word, and only the likeliest.
    """
    parses = analyzer.parse(word)
    known = [parse for parse in parses if parse.is_known]
    chosen = known or parses[:1]
    named = [parse for parse in chosen if parse.normal_form == word]
    return {form.word for parse in named or chosen for form in parse.lexeme}
