"""Answers to readers that are written already, in the language in which the reader wrote."""

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from commentsvc.domain.languages import LANGUAGES
from commentsvc.web.dashboard.desk import blueprint

# What each is for, as the desk calls it, and the words that the reader gets.
TEMPLATES = (
    (
        _l("Fixed"),
        _l("Thank you! You were right, and the article now says it correctly. We are glad that you read so closely."),
    ),
    (
        _l("Not an error"),
        _l("Thank you for writing. We have checked our sources: the passage is right, so we leave it as it is."),
    ),
    (
        _l("Opinion or style"),
        _l("Thank you for writing. This is a matter of opinion or of style; we leave the author’s words as they are."),
    ),
    (
        _l("Not ours to change"),
        _l(
            "Thank you for writing. These words are not ours, or lie outside what we can correct, so we cannot change "
            "them."
        ),
    ),
    (
        _l("Question"),
        _l("Thank you for writing. Can you tell us where we could check this: a document, an address, a person?"),
    ),
)


def answer_templates(language: str) -> list[tuple[str, str]]:
    """What each template is for, in the desk's language, and its words in the reader's."""
    names = [str(name) for name, _words in TEMPLATES]
    with force_locale(language if language in LANGUAGES else "en"):
        words = [str(words) for _name, words in TEMPLATES]
    return list(zip(names, words, strict=True))


@blueprint.context_processor
def _for_answers() -> dict:
    return {"answer_templates": answer_templates}
