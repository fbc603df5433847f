"""What has been kept for as long as the settings say is forgotten. Threads that have become too old to be written in
are locked."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from commentsvc.db import flatten, unit_of_work
from commentsvc.domain.keys import Keys
from commentsvc.jobs import erasure
from commentsvc.jobs.work import Work
from commentsvc.queries import sites as site_queries
from commentsvc.services import log, network_keys, retention, score_history, search_index, sites, thread_states
from commentsvc.services.context import Context
from commentsvc.services.screening import facts
from commentsvc.settings import Settings

# Beside the database, in the data directory.
MAIL_FOLDER = "mail"

logger = logging.getLogger("commentsvc.jobs")


def keep_house(work: Work) -> None:
    """Clean up once, and log what was done."""
    locked = lock_old_threads(work.now, work.runtime.keys)
    if locked:
        logger.info("housekeeping: locked %s old threads", locked)
    erasure.sweep(work)
    keep_seals(work.now, work.runtime.keys)
    cleaned = clean_up(work.now, work.runtime.settings, work.runtime.keys)
    if cleaned:
        logger.info("housekeeping: forgot %s", ", ".join(f"{count} {name}" for name, count in cleaned.items()))


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


def keep_seals(now: datetime, keys: Keys) -> None:
    """Keep the seal of every site's log that has grown."""
    for slug, _name in site_queries.names():
        with unit_of_work():
            log.keep_seal(Context(sites.get(slug), now, keys))


def clean_up(now: datetime, settings: Settings, keys: Keys) -> dict[str, int]:
    """Forget what is old; returns how many of what, where there was any.

    Each batch is a unit of work, so that readers never wait long. The next days' network keys are made here, too.
    """
    network_keys.make_ahead(keys, now.date())
    with unit_of_work():
        forgotten = {"score changes": score_history.forget_old(now), "recent posts": facts.forget_old(now)}
    for rule in retention.RULES:
        before = now - timedelta(days=getattr(settings, rule.keep))
        forgotten[rule.what] = _in_batches(partial(retention.forget, rule, before))
    first_kept = (now - timedelta(days=settings.keep_network_days)).date()
    if retention.due_networks(first_kept):
        forgotten["networks"] = _in_batches(partial(retention.forget_networks, first_kept))
    forgotten["mail files"] = _old_mails(settings.data_dir, now - timedelta(days=settings.keep_mail_days))
    if forgotten["earlier versions"]:
        search_index.forget_deleted()
    flatten()
    return {what: count for what, count in forgotten.items() if count}


def _in_batches(forget: Callable[[], int]) -> int:
    done = 0
    while True:
        with unit_of_work():
            count = forget()
        done += count
        if not count:
            return done


def _old_mails(data_dir: Path, before: datetime) -> int:
    """Mails that were written to a folder, where no mail server is set."""
    old = [path for path in (data_dir / MAIL_FOLDER).glob("*.eml") if path.stat().st_mtime < before.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


HANDLERS = {"housekeeping": keep_house}
EVERY = {"housekeeping": timedelta(hours=1)}
