"""What the checks look at, put together for a comment that is posted or changed."""

from typing import Protocol

from commentsvc.domain.markup import Body
from commentsvc.domain.sanctions import Standing
from commentsvc.models.article import Thread
from commentsvc.services import listed_words, threads
from commentsvc.services.context import Context
from commentsvc.services.screening.draft import UNTOLD, Draft, Opening
from commentsvc.services.screening.facts import gather


class Words(Protocol):
    """A text, cleaned and parsed."""

    source: str
    body: Body


def drafted(
    context: Context, thread: Thread, text: Words, found: Standing, opening: Opening | None, raided: bool
) -> Draft:
    """What screening looks at where the context's reader posts a text to a thread; without an ``opening``: where these
    are to be other words of a comment that is there already. ``found``: what is in force for the reader; ``raided``: as
    in ``Draft``.
    """
    known = gather(context, thread, text.source, trusted=found.trusted, written_before=opening is None)
    return Draft(
        text.source,
        text.body,
        context.settings,
        thread.pre_moderated,
        found,
        name=context.reader.name,
        words=listed_words.of_site(context),
        raided=raided,
        section=threads.section(thread) if context.settings.pre_moderated_sections else None,
        by_staff=context.reader.kind == "staff",
        opening=opening or UNTOLD,
        facts=known,
    )
