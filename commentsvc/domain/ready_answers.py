"""Answers to readers that stand ready: what each is for, in which languages, and the placeholders in its words."""

import re
from collections.abc import Mapping
from enum import StrEnum

from commentsvc.domain.correction_states import DeclineReason, ReportAction
from commentsvc.domain.errors import invalid
from commentsvc.domain.languages import LANGUAGES, spoken

NAME_MAX_CHARS = 80
"""What the desk calls an answer: it stands on a button."""

WORDS_MAX_CHARS = 1500
"""An answer in one language; what fills its placeholders has to fit into ``NOTE_MAX_CHARS`` as well."""

ANSWERS_MAX = 50
"""Answers of one site: more than anybody looks through to find one."""

PLACEHOLDERS = ("article", "quote", "replacement", "notice", "site")
"""What words may name in braces: the headline, the words reported, what they should be, the address of the notice that
was published about the article, the site's name."""

_BRACES = re.compile(r"\{([^{}]*)\}")


class Purpose(StrEnum):
    """With which decision an answer goes out; ``any``: with each of them."""

    FIXED = "fixed"
    NOT_AN_ERROR = "not_an_error"
    OPINION_OR_STYLE = "opinion_or_style"
    OUT_OF_SCOPE = "out_of_scope"
    QUESTION = "question"
    ANY = "any"


DECISIONS = {
    Purpose.FIXED: f"{ReportAction.FIX}",
    Purpose.QUESTION: f"{ReportAction.ASK}",
    **{Purpose(reason): f"{ReportAction.DECLINE}:{reason}" for reason in DeclineReason},
}
"""The desk's decision of each purpose, as its buttons name it."""


def check_placeholders(field: str, words: str) -> None:
    """Raise Invalid for ``field``: ``unknown_placeholder`` (``name``), ``loose_brace`` for one that stands alone."""
    for name in _BRACES.findall(words):
        if name not in PLACEHOLDERS:
            raise invalid(field, "unknown_placeholder", name=name[:NAME_MAX_CHARS])
    if re.search(r"[{}]", _BRACES.sub("", words)):
        raise invalid(field, "loose_brace")


def named_in(words: str) -> frozenset[str]:
    """The placeholders in words."""
    return frozenset(_BRACES.findall(words)) & frozenset(PLACEHOLDERS)


def filled(words: str, values: Mapping[str, str]) -> str:
    """The words with values in place of placeholders, each once: braces in a value stay as they are."""
    return _BRACES.sub(lambda match: values.get(match[1], match[0]), words)


def language_for(words: Mapping[str, str], reader: str, site: str) -> str | None:
    """In which of its languages an answer is given: the reader's, else the site's, else English, else any it has.

    None for an answer without words. A language that the service does not speak is no wish.
    """
    wished = [spoken(one) for one in (reader, site) if one[:2].lower() in LANGUAGES]
    return next((one for one in (*wished, *LANGUAGES) if words.get(one)), None)
