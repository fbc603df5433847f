"""The worker's loop: Huey's consumer on a queue in the data directory."""

import logging

from flask import Flask
from huey import SqliteHuey, crontab

from commentsvc.jobs import housekeeping
from commentsvc.services import network_keys
from commentsvc.settings import Settings

QUEUE_FILE = "jobs.db"
# One worker: SQLite has one writer, and nothing here is urgent.
WORKERS = 1
# A job that is told to stop gets so long; supervisors wait a little longer.
STOP_SECONDS = 10

logger = logging.getLogger("commentsvc.jobs")


def make_queue(app: Flask, settings: Settings) -> SqliteHuey:
    """The queue with its periodic work registered; each run gets an application context of its own."""
    queue = SqliteHuey("commentsvc", filename=str(settings.data_dir / QUEUE_FILE))

    # Not on the hour, when everybody else's periodic work begins.
    @queue.periodic_task(crontab(minute="17"), name="housekeeping")
    def _housekeeping() -> None:
        with app.app_context():
            run_housekeeping(app)

    return queue


def run_housekeeping(app: Flask) -> None:
    """Clean up once, now, and log what was done."""
    runtime = app.extensions["commentsvc"]
    locked = housekeeping.lock_old_threads(runtime.clock.now(), runtime.keys)
    if locked:
        logger.info("housekeeping: locked %s old threads", locked)
    network_keys.make_ahead(runtime.keys, runtime.clock.now().date())
    cleaned = housekeeping.clean_up(runtime.clock.now())
    if any(cleaned.values()):
        logger.info("housekeeping: forgot %s", ", ".join(f"{count} {name}" for name, count in cleaned.items()))


def run(app: Flask, settings: Settings) -> None:
    """Work until SIGTERM; a job in progress is finished first."""
    queue = make_queue(app, settings)
    # A machine that sleeps at night would otherwise never be up at the right minute.
    run_housekeeping(app)
    logger.debug("the worker is ready")
    queue.create_consumer(
        workers=WORKERS, check_worker_health=True, shutdown_timeout=STOP_SECONDS, graceful_signal="TERM"
    ).run()
