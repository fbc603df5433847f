"""How the background work stands: what waits, what is tried again, what has failed for good."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, literal_column, select

from commentsvc.db import db
from commentsvc.models.job import Job

PAGE = 30
# Counting stops here.
COUNTED = 1000
# A worker that runs leaves nothing waiting for so long beyond its time.
OVERDUE = timedelta(minutes=10)

_WAITS = Job.state == literal_column("'waiting'")


@dataclass(frozen=True)
class Standing:
    """A site's jobs: how many wait (at most COUNTED), and since when the oldest is overdue, if one is."""

    waiting: int
    overdue_since: datetime | None


def standing(site_id: int, now: datetime) -> Standing:
    """How a site's background work stands."""
    some = select(Job.id).where(Job.site_id == site_id, Job.state == "waiting").limit(COUNTED).subquery()
    return Standing(db.session.scalar(select(func.count()).select_from(some)), overdue_since(now))


def overdue_since(now: datetime) -> datetime | None:
    """Since when the job waits, of whichever site, that nobody has come for: no worker runs, or it does not keep up."""
    idle = (Job.leased_until.is_(None)) | (Job.leased_until < now - OVERDUE)
    return db.session.scalar(
        select(Job.due_at).where(_WAITS, Job.due_at < now - OVERDUE, idle).order_by(Job.due_at).limit(1)
    )


def dead(site_id: int | None, after: str | None = None) -> tuple[list[Job], str | None]:
    """One page of a site's jobs that failed for good (None: the service's own), the newest first, and the public id to
    continue after.
    """
    statement = select(Job).where(Job.site_id == site_id, Job.state == "dead")
    if after is not None:
        place = select(Job.id).where(Job.site_id == site_id, Job.public_id == after).scalar_subquery()
        statement = statement.where(Job.id < place)
    jobs = list(db.session.scalars(statement.order_by(Job.id.desc()).limit(PAGE + 1)))
    return jobs[:PAGE], jobs[PAGE - 1].public_id if len(jobs) > PAGE else None


def dead_count(site_id: int) -> int:
    """How many of a site's jobs failed for good, at most COUNTED."""
    some = select(Job.id).where(Job.site_id == site_id, Job.state == "dead").limit(COUNTED).subquery()
    return db.session.scalar(select(func.count()).select_from(some))


def failing(site_id: int) -> list[Job]:
    """Jobs that failed and will be tried again by themselves, the newest first; some of them."""
    statement = select(Job).where(Job.site_id == site_id, Job.state == "waiting", Job.error.is_not(None))
    return list(db.session.scalars(statement.order_by(Job.id.desc()).limit(PAGE)))
