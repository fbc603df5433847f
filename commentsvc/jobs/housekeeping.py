"""What is no longer needed is forgotten: answers to old submissions, ended sessions, old events, old places in Best.
Threads that have become too old to be written in are locked."""

import logging
from datetime import datetime, timedelta

from commentsvc.db import unit_of_work
from commentsvc.domain.keys import Keys
from commentsvc.jobs.work import Work
from commentsvc.queries import sites as site_queries
from commentsvc.services import (
    jobs,
    mail,
    network_keys,
    outbox,
    score_history,
    sign_on,
    sites,
    staff_sessions,
    submissions,
    thread_states,
    webhook_deliveries,
)
from commentsvc.services.context import Context

_FORGET = {
    "submissions": submissions.forget_old,
    "staff sessions": staff_sessions.forget_old,
    "events": outbox.forget_old,
    "jobs": jobs.forget_old,
    "mails": mail.forget_old,
    "webhook deliveries": webhook_deliveries.forget_old,
    "score changes": score_history.forget_old,
    "sign-on tokens": sign_on.forget_old,
}

logger = logging.getLogger("commentsvc.jobs")


def keep_house(work: Work) -> None:
    """Clean up once, and log what was done."""
    locked = lock_old_threads(work.now, work.runtime.keys)
    if locked:
        logger.info("housekeeping: locked %s old threads", locked)
    network_keys.make_ahead(work.runtime.keys, work.now.date())
    cleaned = clean_up(work.now)
    if any(cleaned.values()):
        logger.info("housekeeping: forgot %s", ", ".join(f"{count} {name}" for name, count in cleaned.items() if count))


def lock_old_threads(now: datetime, keys: Keys) -> int:
    """Lock threads that their age has closed to comments (``lock_after_days``), so that the desk's lists and the log
    say so as well; returns how many. Each batch is a unit of work.
    """
    locked = 0
    for slug, _name in site_queries.names():
        while True:
            # Looked for before the unit of work, so that no writer waits meanwhile; inside, each is looked at again.
            found = thread_states.old_threads(Context(sites.get(slug), now, keys))
            with unit_of_work():
                done = thread_states.lock_old(Context(sites.get(slug), now, keys), found)
            locked += done
            if done < thread_states.BATCH:
                break
    return locked


def clean_up(now: datetime) -> dict[str, int]:
    """Forget what is old; returns how many of what. Each kind is a unit of work, so that readers never wait long."""
    forgotten = {}
    for name, forget in _FORGET.items():
        with unit_of_work():
            forgotten[name] = forget(now)
    return forgotten


HANDLERS = {"housekeeping": keep_house}
EVERY = {"housekeeping": timedelta(hours=1)}
