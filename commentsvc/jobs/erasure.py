"""What erasing a reader leaves to do after it was asked for, bit by bit, so that nobody waits long for it."""

import logging
from collections.abc import Callable

from commentsvc.db import flatten, unit_of_work
from commentsvc.domain.erasure import MailTraces
from commentsvc.domain.moderation import MACHINE
from commentsvc.jobs.work import Work
from commentsvc.ports import Mailer, MailFolder
from commentsvc.queries import sites as site_queries
from commentsvc.services import erasure, search_index, sites
from commentsvc.services.context import Context

logger = logging.getLogger("commentsvc.jobs")


def erase(work: Work) -> None:
    """Erase a reader whose erasure has begun."""
    _whole(work, work.site_id, work.payload["reader"])


def sweep(work: Work) -> None:
    """Part of housekeeping: go on with erasures that were interrupted for good, and erase again whom the ledger outside
    the database remembers and the database does not: it was put back from before.
    """
    for slug, _name in site_queries.names():
        context = Context(sites.get(slug), work.now, work.runtime.keys)
        forgotten = erasure.missing(context, work.runtime.ledger.lines())
        if forgotten:
            with unit_of_work():
                erasure.apply_again(Context(sites.get(slug), work.now, work.runtime.keys), forgotten, MACHINE)
        for reader_id in erasure.unfinished(context.site.id):
            _whole(work, context.site.id, reader_id)


def whole(
    context: Callable[[], Context], reader_id: int, mailer: Mailer, stepped: Callable[[bool], None] = lambda more: None
) -> tuple[int, bool]:
    """Erase a reader whose erasure has begun, and the mails in the folder, where mails are kept in one.

    ``context()`` is asked for anew in each unit of work; ``stepped(more)`` is told of each step. Returns how many there
    were, and whether SQLite's log could be emptied (``db.flatten``).
    """
    traces = erasure.in_mails(context(), reader_id)
    slug = context().site.slug
    _forget_mails(mailer, slug, traces)
    steps, more = 0, True
    while more:
        with unit_of_work():
            more = erasure.step(context(), reader_id)
        steps += 1
        stepped(more)
    # What was written while there still was an address to write to.
    _forget_mails(mailer, slug, traces)
    search_index.forget_deleted()
    logger.info("erased a reader")
    return steps, flatten()


def _whole(work: Work, site_id: int, reader_id: int) -> None:
    whole(lambda: Context(sites.by_id(site_id), work.now, work.runtime.keys), reader_id, work.runtime.mailer)


def _forget_mails(mailer: Mailer, site: str, traces: MailTraces) -> None:
    if isinstance(mailer, MailFolder):
        mailer.forget(site, traces)


HANDLERS = {erasure.HANDLER: erase}
