"""A real worker with a handler that notes what it was given in a file; it may be told to die on its way.

`python -m tests.jobs.worker_process DATABASE_URL DATA_DIR NOTES HOW`, where HOW is `statements:N` (SIGKILL before the
N-th statement), `seconds:S` (SIGKILL so long after the first statement), or `lives`.
"""

import os
import signal
import sys
import threading
from datetime import timedelta
from pathlib import Path

from sqlalchemy import event

from commentsvc.app import create_app
from commentsvc.db import db
from commentsvc.jobs.consumer import Worker
from commentsvc.jobs.registry import Registry
from commentsvc.jobs.work import Work
from commentsvc.settings import load

# Short, so that what a dead worker had in its hands comes back within the test.
SPAN = timedelta(seconds=3)


def note_in(path: Path):
    """A handler whose effect is one line of the file: the key."""

    def note(work: Work) -> None:
        with path.open("a") as notes:
            notes.write(f"{work.key}\n")

    return note


def die() -> None:
    """As a power cut does it."""
    os.kill(os.getpid(), signal.SIGKILL)


def dying(engine, how: str) -> None:
    """Arrange for the end."""
    kind, _, number = how.partition(":")
    statements = 0

    def count(*_arguments) -> None:
        nonlocal statements
        statements += 1
        if kind == "statements" and statements >= int(number):
            die()
        if kind == "seconds" and statements == 1:
            threading.Timer(float(number), die).start()

    event.listen(engine, "before_cursor_execute", count)


def main(database_url: str, data_dir: str, notes: str, how: str) -> None:
    settings = load({"data_dir": data_dir, "database_url": database_url})
    app = create_app(settings)
    with app.app_context():
        dying(db.engine, how)
    registry = Registry({"note": note_in(Path(notes))}, {"CommentFlagged": ("note",)})
    Worker(app, settings, registry, SPAN).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
