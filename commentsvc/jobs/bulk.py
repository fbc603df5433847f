"""Decisions about many comments, step by step, so that nobody waits long for them."""

from datetime import timedelta

from commentsvc.db import unit_of_work
from commentsvc.jobs.work import Work
from commentsvc.services import bulk, jobs

# Well within a lease; what is left is a job of its own.
_LONGEST = timedelta(minutes=2)


def go_on(work: Work) -> None:
    """Go on with a run, until it is done or for as long as a job may take."""
    until = work.now + _LONGEST
    while True:
        with unit_of_work():
            more = bulk.step(work.context(), work.payload["run"])
            if more and work.now > until:
                _later(work)
                return
        if not more:
            return


def _later(work: Work) -> None:
    turn = work.payload.get("turn", 1) + 1
    key = f"{work.key.partition('#')[0]}#{turn}"
    jobs.add(work.site_id, bulk.HANDLER, key, work.payload | {"turn": turn}, work.now)


HANDLERS = {bulk.HANDLER: go_on}
