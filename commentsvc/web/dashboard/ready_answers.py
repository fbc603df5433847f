"""Answers to readers that stand ready: the site's own, and ours for every purpose that it has none for.

An answer is given in the language in which the reader wrote, else in the site's, else in English.
"""

from dataclasses import dataclass

from flask import g
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from commentsvc.domain.languages import spoken
from commentsvc.domain.ready_answers import DECISIONS, Purpose, filled, language_for, named_in
from commentsvc.queries import notices
from commentsvc.queries import ready_answers as rows
from commentsvc.web import languages, notice_words
from commentsvc.web.dashboard.desk import blueprint

# What each is for, as the desk calls it.
PURPOSES = {
    Purpose.FIXED: _l("Fixed"),
    Purpose.NOT_AN_ERROR: _l("Not an error"),
    Purpose.OPINION_OR_STYLE: _l("Opinion or style"),
    Purpose.OUT_OF_SCOPE: _l("Not ours to change"),
    Purpose.QUESTION: _l("Question"),
    Purpose.ANY: _l("Any decision"),
}
# The words that readers get of a site that has written none for the purpose.
OURS = {
    Purpose.FIXED: _l(
        "Thank you! You were right, and the article now says it correctly. We are glad that you read so closely."
    ),
    Purpose.NOT_AN_ERROR: _l(
        "Thank you for writing. We have checked our sources: the passage is right, so we leave it as it is."
    ),
    Purpose.OPINION_OR_STYLE: _l(
        "Thank you for writing. This is a matter of opinion or of style; we leave the author’s words as they are."
    ),
    Purpose.OUT_OF_SCOPE: _l(
        "Thank you for writing. These words are not ours, or lie outside what we can correct, so we cannot change them."
    ),
    Purpose.QUESTION: _l(
        "Thank you for writing. Can you tell us where we could check this: a document, an address, a person?"
    ),
}
PLACEHOLDERS = {
    "article": _l("the headline of the article"),
    "quote": _l("the words reported"),
    "replacement": _l("what the reader proposes"),
    "notice": _l("the address of the newest notice about the article"),
    "site": _l("the name of the site"),
}


@dataclass(frozen=True)
class Ready:
    """An answer for one reader: its words with everything in place, and the decision that it is for ("": any).

    ``lacks`` names the placeholders for which this report has nothing: such an answer cannot be given.
    """

    code: str
    name: str
    text: str
    language: str
    decision: str
    lacks: tuple[str, ...] = ()


def ready_answers(card) -> list[Ready]:
    """The answers for the reader of a report, the site's own first."""
    reader = card.report.language
    own = _own()
    taken = {one.purpose for one in own}
    ours = [_of_ours(purpose, reader) for purpose in OURS if purpose not in taken]
    return [_of_site(one, card, reader) for one in own] + ours


def language_name(code: str) -> str:
    """A language by its own name."""
    return languages.NAMES.get(code, code)


def _own() -> list:
    if "own_answers" not in g:
        g.own_answers = rows.of_site(g.site.id)
    return g.own_answers


def _of_ours(purpose: Purpose, reader: str) -> Ready:
    language = spoken(reader, g.site.language)
    with force_locale(language):
        text = str(OURS[purpose])
    return Ready(purpose, str(PURPOSES[purpose]), text, language, DECISIONS.get(purpose, ""))


def _of_site(row, card, reader: str) -> Ready:
    language = language_for(row.words, reader, g.site.language)
    words = row.words.get(language, "")
    named = named_in(words)
    values = _values(card, named)
    lacks = tuple(str(PLACEHOLDERS[name]) for name in PLACEHOLDERS if name in named and not values[name])
    decision = DECISIONS.get(Purpose(row.purpose), "")
    return Ready(row.public_id, row.name, filled(words, values), language or "", decision, lacks)


def _values(card, named: frozenset[str]) -> dict[str, str]:
    values = {
        "article": card.article.title or "",
        "quote": card.report.exact,
        "replacement": card.report.replacement,
        "site": g.site.name,
        "notice": "",
    }
    if "notice" in named:
        newest = notices.newest_of(card.article.id)
        values["notice"] = notice_words.address(g.site.slug, newest) if newest else ""
    return values


def samples(language: str) -> dict[str, str]:
    """What stands for each placeholder in a preview, in a language."""
    with force_locale(language):
        values = {name: f"[{words}]" for name, words in PLACEHOLDERS.items()}
        values["article"] = _("The bridge that waited")
    return values | {"site": g.site.name, "notice": notice_words.page_address(g.site.slug)}


@blueprint.context_processor
def _for_answers() -> dict:
    return {"ready_answers": ready_answers, "language_name": language_name}
