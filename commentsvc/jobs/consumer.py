"""The worker: one thread that looks for what is due and hands it out, and Huey's threads that do it.

Huey's queue lies in a file of the data directory and is never written to by the web server. It may be deleted at any
time: it only says which jobs were handed out here, and a lease that ran out is handed out again (ADR 13).
"""

import logging
import threading
from datetime import datetime, timedelta

from flask import Flask
from huey import SqliteHuey

from commentsvc.jobs import dispatch
from commentsvc.jobs.registry import STANDARD, Registry
from commentsvc.services import jobs
from commentsvc.settings import Settings

QUEUE_FILE = "jobs.db"
# A mail server or a receiver that is slow keeps one of them waiting, not all.
WORKERS = 3
# Handed out ahead: enough that nobody waits for the next look, so few that no lease runs out in the queue.
_AHEAD = 4 * WORKERS
POLL_SECONDS = 1.0
# An idle thread of Huey's looks into the file so often.
_LOOK_SECONDS = 0.5
# A job that is told to stop gets so long; supervisors wait a little longer.
STOP_SECONDS = 10

logger = logging.getLogger("commentsvc.jobs")


class Worker:
    """Hands out what is due and does it, until it is told to stop."""

    def __init__(self, app: Flask, settings: Settings, registry: Registry = STANDARD, span: timedelta = jobs.LEASE):
        self._app = app
        self._registry = registry
        self._span = span
        self._periods: dict[str, datetime] = {}
        self._stopped = False
        self._look_again = threading.Event()
        # The last look took all there was room for: there may be more.
        self._more = False
        self._troubled = False
        self.queue = SqliteHuey("commentsvc", filename=str(settings.data_dir / QUEUE_FILE), results=False)
        self._do = self.queue.task(name="job")(self._work_on)

    def run(self) -> None:
        """Work until SIGTERM or Ctrl+C; what is in progress is finished first."""
        poll = threading.Thread(target=self._poll, name="poll", daemon=True)
        poll.start()
        consumer = self.queue.create_consumer(
            workers=WORKERS,
            periodic=False,
            max_delay=_LOOK_SECONDS,
            check_worker_health=True,
            shutdown_timeout=STOP_SECONDS,
            graceful_signal="TERM",
        )
        try:
            consumer.run()
        finally:
            self._stopped = True
            self._look_again.set()
            poll.join()

    def _poll(self) -> None:
        logger.debug("the worker is ready")
        while not self._stopped:
            try:
                self._hand_out()
                self._troubled = False
            except Exception as error:
                # A database that restarts is no reason to end; it is said once.
                if not self._troubled:
                    logger.error("the worker cannot look for work: %s", type(error).__name__)
                self._troubled = True
            self._look_again.wait(POLL_SECONDS)
            self._look_again.clear()

    def _hand_out(self) -> None:
        self._begin_periods()
        room = _AHEAD - self.queue.pending_count()
        leases = dispatch.hand_out(self._app, self._registry, room, self._span)
        self._more = len(leases) >= room
        for held in leases:
            self._do(held.job_id, held.attempts, held.until.isoformat())

    def _begin_periods(self) -> None:
        """The table is asked only when a period is new to this process."""
        present = dispatch.periods(self._app, self._registry)
        if present != self._periods:
            dispatch.begin_periods(self._app, self._registry)
            self._periods = present

    def _work_on(self, job_id: int, attempts: int, until: str) -> None:
        held = jobs.Lease(job_id, attempts, datetime.fromisoformat(until))
        dispatch.work_on(self._app, held, self._registry, self._span)
        if self._more and self.queue.pending_count() <= WORKERS:
            self._look_again.set()


def run(app: Flask, settings: Settings) -> None:
    """Do the background work until SIGTERM or Ctrl+C."""
    Worker(app, settings).run()
