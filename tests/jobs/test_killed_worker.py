"""Workers that are killed at random points, while events are written: each event is handled, and has one job."""

import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from commentsvc.db import db, unit_of_work
from commentsvc.domain.events import CommentFlagged
from commentsvc.models.job import Job
from commentsvc.models.outbox import OutboxEvent
from commentsvc.services import outbox
from tests.running import ROOT

# Fewer deaths than a job has attempts: none may die of them, however unlucky.
DEATHS = 6
# A process of Python that starts on a busy machine takes its time.
START_SECONDS = 60
WORK_SECONDS = 120


class Workers:
    """Starts real worker processes on one database, with one queue between them."""

    def __init__(self, database_url: str, place: Path):
        self.database_url, self.place = database_url, place
        self.notes = place / "notes"
        self.started: list[subprocess.Popen] = []

    def start(self, how: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "tests.jobs.worker_process"]
        arguments = [self.database_url, str(self.place / "data"), str(self.notes), how]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("COMMENTSVC_")}
        process = subprocess.Popen([*command, *arguments], cwd=ROOT, env=environment)
        self.started.append(process)
        return process

    def noted(self) -> Counter:
        """How often each key was noted; a line that a death cut short is none."""
        if not self.notes.exists():
            return Counter()
        return Counter(line for line in self.notes.read_text().splitlines(keepends=False) if len(line) == 16)


@pytest.fixture
def workers(database_url, tmp_path):
    found = Workers(database_url, tmp_path)
    yield found
    for process in found.started:
        if process.poll() is None:
            process.kill()
        process.wait(START_SECONDS)


@contextmanager
def writing(factories):
    """Somebody writes events all the while."""
    over = threading.Event()

    def write() -> None:
        while not over.wait(0.02):
            factories.act(lambda: outbox.publish(factories.context(), CommentFlagged("some comment", "spam")))

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    try:
        yield
    finally:
        over.set()
        writer.join(START_SECONDS)


def rows(app, model) -> list:
    with app.app_context(), unit_of_work():
        found = list(db.session.scalars(select(model)))
        db.session.expunge_all()
    return found


def random_deaths() -> list[str]:
    chance = random.Random()
    deaths = [f"statements:{chance.randint(1, 60)}" for _ in range(DEATHS // 2)]
    deaths += [f"seconds:{chance.uniform(0, 1.5):.3f}" for _ in range(DEATHS // 2)]
    chance.shuffle(deaths)
    return deaths


def test_workers_killed_at_random_points_lose_no_event(app, workers, factories):
    deaths = random_deaths()
    with writing(factories):
        for how in deaths:
            assert workers.start(how).wait(START_SECONDS) == -9, deaths
    for left in (workers.place / "data").glob("jobs.db*"):
        # The queue is not the truth: what stood there alone is handed out again.
        left.unlink()
    survivors = [workers.start("lives"), workers.start("lives")]
    expected = {event.public_id for event in rows(app, OutboxEvent)}
    deadline = time.monotonic() + WORK_SECONDS
    while unfinished := [job.key for job in rows(app, Job) if job.state == "waiting"] or expected - set(
        workers.noted()
    ):
        assert time.monotonic() < deadline, (deaths, unfinished)
        assert all(process.poll() is None for process in survivors), deaths
        threading.Event().wait(0.1)
    for process in survivors:
        process.terminate()
        assert process.wait(START_SECONDS) == 0
    noted = workers.noted()
    assert set(noted) == expected, deaths
    jobs = rows(app, Job)
    assert Counter(job.key for job in jobs) == Counter(expected), deaths
    assert {(job.handler, job.state) for job in jobs} == {("note", "done")}, deaths
