"""A few handlers, and the table as the tests look at it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from commentsvc.db import db, unit_of_work
from commentsvc.jobs import dispatch
from commentsvc.jobs.registry import Registry
from commentsvc.jobs.work import Work
from commentsvc.models.job import Job
from commentsvc.services import jobs
from tests.jobs.readers import Accounts


class Bench:
    """Jobs of one application, with handlers that note what they are given and fail when they are told to."""

    def __init__(self, app, clock):
        self.app, self.clock = app, clock
        self.seen: list[Work] = []
        self.failures: list[Exception] = []
        self.registry = Registry(
            {"note": self._note, "second": self._note},
            {"CommentPosted": ("note", "second"), "CommentFlagged": ("note",)},
            {"note": timedelta(hours=1)},
        )

    def _note(self, work: Work) -> None:
        self.seen.append(work)
        if self.failures:
            raise self.failures.pop(0)

    def add(self, key: str, handler: str = "note", site_id: int | None = None, due_at=None) -> bool:
        with self.app.app_context(), unit_of_work():
            return jobs.add(site_id, handler, key, {"id": key}, self.clock.now(), due_at)

    def run(self) -> int:
        return dispatch.run_due(self.app, self.registry)

    def lease(self, most: int = 10) -> list[jobs.Lease]:
        return dispatch.hand_out(self.app, self.registry, most)

    def work_on(self, held: jobs.Lease) -> bool:
        return dispatch.work_on(self.app, held, self.registry)

    def rows(self) -> list[Job]:
        """All jobs, oldest first."""
        with self.app.app_context():
            found = list(db.session.scalars(select(Job).order_by(Job.id)))
            db.session.expunge_all()
        return found

    @property
    def keys(self) -> list[str]:
        """The keys that handlers were given, in order."""
        return [work.key for work in self.seen]


@pytest.fixture
def bench(app, clock) -> Bench:
    return Bench(app, clock)


@pytest.fixture
def accounts(factories) -> Accounts:
    return Accounts(factories)


@pytest.fixture
def later(app, clock, post):
    """`later(hours=2)`: the mails of that time, each thing done when it is due, as a worker does it."""

    def next_due():
        with app.app_context():
            return db.session.scalar(select(func.min(Job.due_at)).where(Job.state == "waiting"))

    def pass_by(**duration) -> list:
        end = clock.now() + timedelta(**(duration or {"minutes": 3}))
        mails = post.deliver()
        while (due := next_due()) is not None and due <= end:
            clock.moment = max(due, clock.now())
            mails += post.deliver()
        clock.moment = end
        return mails

    return pass_by
