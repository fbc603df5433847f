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
_AHEAD = 2 * WORKERS
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
        self._stop = threading.Event()
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
            self._stop.set()
            poll.join()

    def _poll(self) -> None:
        logger.debug("the worker is ready")
        while True:
            try:
                self._hand_out()
                self._troubled = False
            except Exception as error:
                # A database that restarts is no reason to end; it is said once.
                if not self._troubled:
                    logger.error("the worker cannot look for work: %s", type(error).__name__)
                self._troubled = True
            if self._stop.wait(POLL_SECONDS):
                return

    def _hand_out(self) -> None:
        self._begin_periods()
        for held in dispatch.hand_out(self._app, self._registry, _AHEAD - self.queue.pending_count(), self._span):
            self._do(held.job_id, held.until.isoformat())

    def _begin_periods(self) -> None:
        """The table is asked only when a period is new to this process."""
        present = dispatch.periods(self._app, self._registry)
        if present != self._periods:
            dispatch.begin_periods(self._app, self._registry)
            self._periods = present

    def _work_on(self, job_id: int, until: str) -> None:
        held = jobs.Lease(job_id, datetime.fromisoformat(until))
        dispatch.work_on(self._app, held, self._registry, self._span)


def run(app: Flask, settings: Settings) -> None:
    """Do the background work until SIGTERM or Ctrl+C."""
    Worker(app, settings).run()
