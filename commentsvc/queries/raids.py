"""What tells a raid: the pace of the last minutes beside the usual one, and where raids are fended off."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select
from sqlalchemy.orm import aliased

from commentsvc.db import db
from commentsvc.domain.moderation import Action
from commentsvc.domain.raids import (
    NEW_BEFORE,
    ONE_THREAD_SHARE,
    RAID_STATES,
    SPIKE_MINUTES,
    USUAL_DAYS,
    Pace,
    Raid,
    Span,
    closed_now,
)
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.models.log import LogEntry
from commentsvc.models.reader import Reader
from commentsvc.models.site import Site
from commentsvc.queries.desk_scope import in_sections

# Nobody needs to know more exactly how many more there are; counting must not cost what a raid wants it to cost.
RECENT_MOST = 5_000
_USUAL_MOST = 200_000
# What was just written is no part of what is usual.
_NOT_USUAL = timedelta(hours=1)
_THREADS_MOST = 50
_OFF, _ON = RAID_STATES


@dataclass(frozen=True)
class RaidedThread:
    """A thread on which a raid is fended off."""

    thread: Thread
    name: str
    raid: Raid


@dataclass(frozen=True)
class Defence:
    """What is in force on a site now: on all of it, on single threads, and whether anonymous posting is closed."""

    raid: Raid | None
    anonymous: Span | None
    threads: list[RaidedThread]

    @property
    def any(self) -> bool:
        """Whether anything is."""
        return bool(self.raid or self.anonymous or self.threads)


def defence(site_id: int, now: datetime, sections: tuple[str, ...] = ()) -> Defence:
    """What is in force; threads of these sections alone, where there are any."""
    site = db.session.execute(select(Site.raid, Site.anonymous_closed).where(Site.id == site_id)).one()
    raid = Raid.read(site.raid)
    wanted = (
        select(Thread, func.coalesce(Article.title, Article.key))
        .join(Article, Article.id == Thread.article_id)
        .where(Thread.site_id == site_id, Thread.raid.is_not(None), in_sections(sections))
    )
    found = db.session.execute(wanted.order_by(Thread.id.desc()).limit(_THREADS_MOST)).all()
    raided = [RaidedThread(thread, name, Raid.read(thread.raid)) for thread, name in found]
    return Defence(
        raid if raid is not None and raid.lasts(now) else None,
        closed_now(site.anonymous_closed, now),
        [one for one in raided if one.raid.lasts(now)],
    )


def pace(site_id: int, now: datetime) -> Pace:
    """How much is written on a site now, and usually."""
    latest = _latest(site_id, now).subquery()
    new = case((Reader.created_at > now - NEW_BEFORE, 1))
    counted = select(func.count(), func.count(new)).select_from(latest).join(Reader, Reader.id == latest.c.reader_id)
    recent, by_new = db.session.execute(counted).one()
    until = now - _NOT_USUAL
    usual = (
        select(Comment.id)
        .where(Comment.site_id == site_id, Comment.created_at > until - timedelta(days=USUAL_DAYS))
        .where(Comment.created_at <= until)
        .limit(_USUAL_MOST)
        .subquery()
    )
    spans = timedelta(days=USUAL_DAYS) / timedelta(minutes=SPIKE_MINUTES)
    return Pace(recent, by_new, db.session.scalar(select(func.count()).select_from(usual)) / spans)


def flooded_thread(site_id: int, now: datetime) -> int | None:
    """The row id of the one thread in which nearly all of the latest comments stand; None where they do not."""
    latest = _latest(site_id, now).subquery()
    counted = select(latest.c.thread_id, func.count().label("comments")).group_by(latest.c.thread_id)
    found = sorted(db.session.execute(counted), key=lambda row: row.comments, reverse=True)
    total = sum(row.comments for row in found)
    return found[0].thread_id if found and found[0].comments >= ONE_THREAD_SHARE * total else None


def raided_sites() -> list[int]:
    """Row ids of the sites on which something is in force, or was until a moment ago."""
    of_threads = select(Thread.site_id).where(Thread.raid.is_not(None))
    either = Site.raid.is_not(None) | Site.anonymous_closed.is_not(None) | Site.id.in_(of_threads)
    return list(db.session.scalars(select(Site.id).where(either).order_by(Site.id)))


def seen_and_on(site_id: int) -> ColumnElement:
    """The condition on rows of the log: raid mode that the service began, and that nobody has ended since."""
    later = aliased(LogEntry)
    ended = exists().where(
        later.subject_type == LogEntry.subject_type,
        later.subject_id == LogEntry.subject_id,
        later.to_state == _OFF,
        later.seq > LogEntry.seq,
    )
    return and_(
        LogEntry.site_id == site_id,
        LogEntry.action == str(Action.BEGIN_RAID),
        LogEntry.actor_type == "machine",
        ~ended,
    )


def ended_by_people(site_id: int, since: datetime) -> bool:
    """Whether somebody of the newsroom has ended raid mode, anywhere on the site, since a moment."""
    ended = exists().where(
        LogEntry.site_id == site_id,
        LogEntry.at > since,
        LogEntry.actor_type == "staff",
        LogEntry.from_state == _ON,
        LogEntry.to_state == _OFF,
    )
    return db.session.scalar(select(ended))


def _latest(site_id: int, now: datetime) -> Select:
    """The comments of the last minutes, newest first, as far as they are counted."""
    return (
        select(Comment.thread_id, Comment.reader_id)
        .where(Comment.site_id == site_id, Comment.created_at > now - timedelta(minutes=SPIKE_MINUTES))
        .order_by(Comment.created_at.desc())
        .limit(RECENT_MOST)
    )
