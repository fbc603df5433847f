"""Once a minute: raids are looked for on the sites that want it, and what is over is written into the log."""

import logging
from datetime import datetime, timedelta

from commentsvc.db import db, unit_of_work
from commentsvc.domain.errors import LostRace
from commentsvc.domain.keys import Keys
from commentsvc.domain.moderation import MACHINE
from commentsvc.domain.raids import Measures, Pace
from commentsvc.jobs.work import Work
from commentsvc.queries import raids as raid_queries
from commentsvc.queries import sites as site_queries
from commentsvc.services import raids, sites, threads
from commentsvc.services.context import Context

logger = logging.getLogger("commentsvc.jobs")


def watch(work: Work) -> None:
    """Look at every site once."""
    look_round(work.now, work.runtime.keys)


def look_round(now: datetime, keys: Keys) -> None:
    """The same at a moment. Each site is a unit of work of its own; counting is done before it."""
    ending = set(raid_queries.raided_sites())
    for slug, _name in site_queries.names():
        context = Context(sites.get(slug), now, keys)
        if context.site.id in ending:
            with unit_of_work():
                raids.over(Context(sites.get(slug), now, keys))
        if context.settings.raid_watch:
            _look_for_raid(context)
        db.session.rollback()


def _look_for_raid(context: Context) -> None:
    rules, site_id = context.settings, context.site.id
    pace = raid_queries.pace(site_id, context.now)
    lately = context.now - timedelta(minutes=rules.raid_minutes)
    # Whoever has just ended it has seen what the service sees.
    if not pace.is_spike(rules) or raid_queries.ended_by_people(site_id, lately):
        return
    thread_id = raid_queries.flooded_thread(site_id, context.now)
    force = raid_queries.defence(site_id, context.now)
    of_threads = {one.thread.id: one.raid for one in force.threads}
    raid = force.raid or of_threads.get(thread_id)
    if raid is None:
        _begin(context, None if of_threads else thread_id, pace)
    elif raid.machine and raid.until and raid.until - context.now < timedelta(minutes=rules.raid_minutes) / 2:
        # Not at every look: each change of it makes the pages of the site, or of the thread, anew.
        _prolong(context, None if force.raid else thread_id)


def _begin(context: Context, thread_id: int | None, pace: Pace) -> None:
    rules = context.settings
    chosen = raids.Wish(Measures.usual(rules), rules.raid_minutes)
    if not chosen.measures.any:
        return
    with unit_of_work():
        try:
            raids.begin(*_here(context, thread_id), chosen, MACHINE, pace)
        except LostRace:
            # Somebody of the newsroom was faster.
            return
    logger.warning("raid mode begun on %s: %s comments in five minutes", context.site.slug, pace.recent)


def _prolong(context: Context, thread_id: int | None) -> None:
    with unit_of_work():
        raids.prolong(*_here(context, thread_id), context.settings.raid_minutes)


def _here(context: Context, thread_id: int | None) -> tuple:
    """The context read anew, inside a unit of work, and the thread."""
    anew = Context(sites.get(context.site.slug), context.now, context.keys)
    return anew, None if thread_id is None else threads.lock_row(thread_id)


HANDLERS = {"raids": watch}
EVERY = {"raids": timedelta(minutes=1)}
