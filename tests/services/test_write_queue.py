"""SQLite's writers: one at a time, several to one commit, each answered only when the disk has it."""

import fcntl
import shutil
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import IntegrityError

from commentsvc.db import db, unit_of_work
from commentsvc.models.site import Site
from commentsvc.services import sites
from tests.clock import START

WAIT_SECONDS = 30


@pytest.fixture
def database(tmp_path, migrated) -> Path:
    shutil.copy(make_url(migrated("sqlite")).database, tmp_path / "queue.db")
    return tmp_path / "queue.db"


@pytest.fixture
def app(make_app, database):
    return make_app(f"sqlite:///{database}", data_dir=str(database.parent / "data"))


class Writer(threading.Thread):
    """Does one thing in one unit of work, and keeps what came of it."""

    def __init__(self, app, act):
        super().__init__(daemon=True)
        self.app, self.act = app, act
        self.failure: Exception | None = None
        self.start()

    def run(self):
        try:
            with self.app.app_context(), unit_of_work():
                self.act()
        except Exception as error:
            self.failure = error


@contextmanager
def held_up(app, database):
    """Another process writes meanwhile; gives what waits until so many units are in the queue."""
    with Path(f"{database}.queue").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with app.app_context():
            queue = db.engine.commentsvc_queue

        def until(number):
            # The first of them waits for the other process, the rest for the first.
            deadline = time.monotonic() + WAIT_SECONDS
            with queue.turnstile.passed():
                while queue._waiting < number:
                    assert time.monotonic() < deadline
                    # Lets the others pass for a moment.
                    queue.turnstile.changed.wait(0.01)

        yield until


@pytest.fixture
def commits(app):
    """A list that grows with every commit of units of work."""
    with app.app_context():
        queue = db.engine.commentsvc_queue
    made, end = [], queue._end

    def noted(batch):
        made.append(batch)
        end(batch)

    queue._end = noted
    return made


def add(slug):
    return lambda: sites.create(slug, slug, [], START)


def found(app):
    with app.app_context():
        return set(db.session.scalars(select(Site.slug)))


def finish(writers):
    for writer in writers:
        writer.join(WAIT_SECONDS)
        assert not writer.is_alive()


def test_who_waits_together_is_committed_together(app, database, commits):
    with held_up(app, database) as until:
        writers = [Writer(app, add(f"site-{number}")) for number in range(6)]
        until(6)
        assert found(app) == set()
    finish(writers)
    assert found(app) == {f"site-{number}" for number in range(6)}
    assert len(commits) < 6


def test_who_fails_is_undone_alone(app, database, commits):
    def fail():
        add("gone")()
        raise LookupError("on purpose")

    with held_up(app, database) as until:
        writers = [Writer(app, act) for act in (add("one"), fail, add("two"), fail, add("three"))]
        until(5)
    finish(writers)
    assert [type(writer.failure) for writer in writers] == [
        type(None),
        LookupError,
        type(None),
        LookupError,
        type(None),
    ]
    assert found(app) == {"one", "two", "three"}
    assert len(commits) < 5


def test_a_statement_that_fails_undoes_its_own_unit(app, database):
    """The session rolls back by itself when a flush fails: that may only ever be the unit's own savepoint."""

    def twice():
        db.session.add(Site(slug="one", name="again", settings={}, created_at=START))
        db.session.flush()

    with held_up(app, database) as until:
        first = Writer(app, add("one"))
        until(1)
        others = [Writer(app, act) for act in (twice, add("two"))]
        until(3)
    finish([first, *others])
    # Whichever of the two came first has the name.
    assert [type(one.failure) for one in (first, others[0])].count(type(None)) == 1
    assert found(app) == {"one", "two"}


def test_a_commit_that_fails_is_told_to_everybody_it_was_for(app, database):
    def orphan():
        # Looked at by the database at the commit, when no statement can be blamed any more.
        db.session.execute(text("PRAGMA defer_foreign_keys = ON"))
        db.session.execute(text("INSERT INTO site_origin (site_id, origin) VALUES (4711, 'https://nowhere.example')"))

    with held_up(app, database) as until:
        writers = [Writer(app, act) for act in (add("one"), orphan, add("two"))]
        until(3)
    finish(writers)
    told = [writer for writer in writers if isinstance(writer.failure, IntegrityError)]
    assert writers[1] in told
    assert found(app) == {slug for slug, writer in (("one", writers[0]), ("two", writers[2])) if writer not in told}
    with app.app_context(), unit_of_work():
        add("three")()
    assert "three" in found(app)


def test_no_write_is_lost_between_processes_and_threads(app, make_app, database):
    """Two applications on one file share nothing but the file, as two processes do."""
    with app.app_context(), unit_of_work():
        site_id = sites.create("daily", "Daily", [], START).id

    def count():
        db.session.get_one(Site, site_id).version += 1

    both = (app, make_app(f"sqlite:///{database}", data_dir=str(database.parent / "data")))
    writers = [Writer(one, count) for _ in range(20) for one in both]
    finish(writers)
    assert [writer.failure for writer in writers] == [None] * 40
    with app.app_context():
        assert db.session.get_one(Site, site_id).version == 41


def test_a_unit_inside_a_unit_is_refused(app):
    with app.app_context(), unit_of_work(), pytest.raises(RuntimeError), unit_of_work():
        pass
