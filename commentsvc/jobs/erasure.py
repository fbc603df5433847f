"""What erasing a reader leaves to do after it was asked for, bit by bit, so that nobody waits long for it."""

import logging

from commentsvc.db import flatten, unit_of_work
from commentsvc.domain.moderation import MACHINE
from commentsvc.jobs.work import Work
from commentsvc.queries import sites as site_queries
from commentsvc.services import erasure, sites
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


def _whole(work: Work, site_id: int, reader_id: int) -> None:
    more = True
    while more:
        with unit_of_work():
            more = erasure.step(Context(sites.by_id(site_id), work.now, work.runtime.keys), reader_id)
    flatten()
    logger.info("erased a reader")


HANDLERS = {erasure.HANDLER: erase}
