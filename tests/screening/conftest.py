"""Lists of words, as they are put together for a site."""

import pytest

from commentsvc.adapters.morphology import Inflection
from commentsvc.domain.listed_words import ListedWords, ListRule, inflected
from tests.screening.written import a_list


@pytest.fixture(scope="session")
def inflection() -> Inflection:
    return Inflection()


@pytest.fixture(scope="session")
def lists_of(inflection):
    """Lists of words as one: rule -> text."""

    def make(lists: dict[ListRule, str]) -> ListedWords:
        known = {rule: {word: inflection.forms(word) for word in inflected(text)} for rule, text in lists.items()}
        return ListedWords([(rule, text, known[rule]) for rule, text in lists.items()])

    return make


@pytest.fixture(scope="session")
def insults(lists_of) -> ListedWords:
    return lists_of({ListRule("Insults"): a_list()})
