"""From events to jobs, from jobs to handlers. The worker does it with Huey in between; ``run_due`` without."""

import logging
import traceback
from datetime import UTC, datetime, timedelta
from functools import cache

from flask import Flask

from commentsvc.db import unit_of_work
from commentsvc.jobs.registry import STANDARD, Registry
from commentsvc.jobs.work import GiveUp, Retry, Work
from commentsvc.services import jobs, outbox

EXTENSION = "commentsvc"
# So many events become jobs in one unit of work: others write in between.
_EVENTS = 100
_LEASES = 20
# From here all periods are counted: not on the hour, when everybody else's periodic work begins.
_FIRST = datetime(1970, 1, 1, 0, 17, tzinfo=UTC)

logger = logging.getLogger("commentsvc.jobs")


def run_due(app: Flask, registry: Registry = STANDARD) -> int:
    """Do everything that is due now, and what follows from it; returns how many attempts there were.

    Periodic work is left out (``begin_periods`` asks for it). For tests and commands: the worker does the same bit by
    bit, with other workers beside it.
    """
    attempts = 0
    while leases := hand_out(app, registry, _LEASES):
        for held in leases:
            attempts += work_on(app, held, registry)
    return attempts


def hand_out(app: Flask, registry: Registry, most: int, span: timedelta = jobs.LEASE) -> list[jobs.Lease]:
    """Turn waiting events into jobs, and lease up to ``most`` jobs that are due."""
    now = _now(app)
    with app.app_context():
        if outbox.any_waiting():
            while _take_in(registry, now) == _EVENTS:
                pass
        if most < 1 or not jobs.any_due(now):
            return []
        with unit_of_work():
            return jobs.lease(now, most, span)


def periods(app: Flask, registry: Registry = STANDARD) -> dict[str, datetime]:
    """When the present period of each periodic handler began."""
    now = _now(app)
    return {handler: _FIRST + (now - _FIRST) // every * every for handler, every in registry.periods.items()}


def begin_periods(app: Flask, registry: Registry = STANDARD) -> int:
    """Ask for the periodic work of the present periods, once for each; returns how much was asked for."""
    now = _now(app)
    with app.app_context(), unit_of_work():
        return sum(
            jobs.add(None, handler, start.isoformat(), {}, now) for handler, start in periods(app, registry).items()
        )


def work_on(app: Flask, held: jobs.Lease, registry: Registry, span: timedelta = jobs.LEASE) -> bool:
    """One attempt at a leased job; False when it is no longer ours to do. What the handler raises is written down."""
    with app.app_context():
        with unit_of_work():
            begun = jobs.begin(held, _now(app), span)
        if begun is None:
            return False
        try:
            _handle(app, registry, begun)
        except GiveUp as error:
            _write(app, jobs.give_up, begun, error.code)
            logger.warning("job %s (%s) is dead: %s", begun.id, begun.handler, error.code)
        except Retry as error:
            _put_off(app, begun, error.code, error.after)
        except Exception as error:
            # Where it happened, without the words of the exception: they may be a reader's.
            place = "".join(traceback.format_tb(error.__traceback__))
            logger.warning("job %s (%s) failed: %s\n%s", begun.id, begun.handler, type(error).__name__, place)
            _put_off(app, begun, type(error).__name__, None)
        else:
            _write(app, jobs.finish, begun)
        return True


def _take_in(registry: Registry, now: datetime) -> int:
    with unit_of_work():
        events = outbox.waiting(_EVENTS)

        @cache
        def wanted(handler: str, site_id: int) -> bool:
            return handler not in registry.wanted or registry.wanted[handler](site_id)

        for event in events:
            for handler in registry.listeners.get(event.type, ()):
                if wanted(handler, event.site_id):
                    jobs.add(event.site_id, handler, event.public_id, event.payload, event.occurred_at, due_at=now)
        outbox.mark_dispatched(events, now)
        return len(events)


def _handle(app: Flask, registry: Registry, begun: jobs.Begun) -> None:
    handler = registry.handlers.get(begun.handler)
    if handler is None:
        # A newer version may have asked for it, whose worker is about to come.
        raise Retry("unknown_handler")
    runtime = app.extensions[EXTENSION]
    # A context of its own: what a handler leaves in its session is nobody else's.
    with app.app_context():
        handler(Work(app, runtime, begun.site_id, begun.key, begun.payload, begun.attempt, begun.occurred_at))


def _put_off(app: Flask, begun: jobs.Begun, code: str, after: timedelta | None) -> None:
    if not _write(app, jobs.put_off, begun, code, after=after):
        logger.warning("job %s (%s) is dead after %s attempts: %s", begun.id, begun.handler, begun.attempt, code)


def _write(app: Flask, outcome, begun: jobs.Begun, *words, **more):
    with unit_of_work():
        return outcome(begun, *words, now=_now(app), **more)


def _now(app: Flask) -> datetime:
    return app.extensions[EXTENSION].clock.now()
