"""What settings would have done: their effect on what was written and decided last, to look at before saving them.

The cost is bounded: no more than ``SAMPLE`` of the latest comments and reports are looked at.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Text, cast, func, select

from commentsvc.db import db
from commentsvc.domain.moderation import QUEUED_FLAGS
from commentsvc.domain.roles import Power, holders
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment, Flag
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.reader import Reader
from commentsvc.models.staff import Membership, StaffUser
from commentsvc.queries.moderation_figures import waited

SAMPLE = 5_000
COMMENT_DAYS = 7
REPORT_DAYS = 30
_DAY = timedelta(days=1)
# The kinds of reports that have hours of their own; all others share ``due_hours``.
_HOURS = {"typo": "due_hours_typo", "wrong_fact": "due_hours_wrong_fact", "about_me": "due_hours_about_me"}
# Every comment that has a link: quotation marks of its words are escaped where bodies are kept.
_HAS_LINK = cast(Comment.body, Text).contains('"href"')


@dataclass(frozen=True)
class Share:
    """So many of all that were looked at."""

    number: int
    of: int


class Recent:
    """What was written and decided lately on a site, read once for both the settings of now and those to come."""

    def __init__(self, site_id: int, now: datetime):
        self._site_id, self._now = site_id, now
        self.comments = _comments(site_id, now)
        self.reports = _reports(site_id, now)
        until = now + timedelta(seconds=1)
        self.minutes = [one.minutes for one in waited(site_id, now - COMMENT_DAYS * _DAY, until, ())]

    def shares(self, settings: SiteSettings) -> dict[str, Share]:
        """For each setting of which it can be told: how many it would have reached."""
        found = {name: self._of_comments(reaches) for name, reaches in _reach(settings).items()}
        found["depth_limit"] = Share(found["depth_limit"].number, sum(row.depth > 0 for row in self.comments))
        found["edit_minutes"] = Share(found["edit_minutes"].number, sum(bool(row.edited_at) for row in self.comments))
        found["decide_minutes"] = Share(sum(one <= settings.decide_minutes for one in self.minutes), len(self.minutes))
        return found | self._reports_late(settings)

    def sections_unknown(self, settings: SiteSettings) -> list[str]:
        """The sections that are closed, and of which no article is known: perhaps they are spelt otherwise."""
        wanted = set(settings.closed_sections)
        known = select(Article.section).where(Article.site_id == self._site_id, Article.section.in_(wanted)).distinct()
        return sorted(wanted - set(db.session.scalars(known))) if wanted else []

    def threads_locked(self, settings: SiteSettings) -> int:
        """How many discussions their age would have locked by now."""
        if not settings.lock_after_days:
            return 0
        begun = func.coalesce(Article.published_at, Thread.created_at)
        due = self._now - settings.lock_after_days * _DAY
        old = select(Thread.id).join(Article, Article.id == Thread.article_id)
        old = old.where(Thread.site_id == self._site_id, ~Thread.stays_open, begun <= due).limit(SAMPLE)
        return db.session.scalar(select(func.count()).select_from(old.subquery()))

    def _of_comments(self, reaches: Callable) -> Share:
        return Share(sum(bool(reaches(row)) for row in self.comments), len(self.comments))

    def _reports_late(self, settings: SiteSettings) -> dict[str, Share]:
        late, all_of = Counter(), Counter()
        for row in self.reports:
            name = _HOURS.get(row.kind, "due_hours")
            all_of[name] += 1
            due = row.created_at + timedelta(hours=getattr(settings, name))
            late[name] += (row.decided_at or self._now) > due
        return {name: Share(late[name], all_of[name]) for name in (*_HOURS.values(), "due_hours")}


def unsecured(site_id: int, settings: SiteSettings) -> list[str]:
    """The people of the site who would be led to setting up a second factor, by name."""
    rows = db.session.execute(
        select(StaffUser.name, StaffUser.email)
        .join(Membership, Membership.user_id == StaffUser.id)
        .where(Membership.site_id == site_id, Membership.role.in_(settings.second_factor_roles), StaffUser.active)
        .where(StaffUser.tf_totp_secret.is_(None))
    )
    return sorted(row.name or row.email.partition("@")[0] for row in rows)


def publishers(site_id: int) -> int:
    """How many people of the site can approve a notice."""
    rows = select(func.count()).select_from(Membership).join(StaffUser, StaffUser.id == Membership.user_id)
    able = Membership.role.in_(holders(Power.PUBLISH))
    return db.session.scalar(rows.where(Membership.site_id == site_id, able, StaffUser.active))


def newest_article(site_id: int) -> Article | None:
    """The article that came last and whose address is known."""
    known = select(Article).where(Article.site_id == site_id, Article.url.is_not(None))
    return db.session.scalar(known.order_by(Article.id.desc()).limit(1))


def _reach(settings: SiteSettings) -> dict[str, Callable]:
    """For each setting, whether it would have reached a comment."""
    days, minutes = settings.lock_after_days * _DAY, timedelta(minutes=settings.edit_minutes)
    return {
        "guests": lambda row: row.kind == "guest",
        "pre_moderate": lambda row: settings.pre_moderate or row.pre_moderated or (settings.hold_links and row.link),
        "hold_links": lambda row: row.link,
        "flag_threshold": lambda row: row.flags >= settings.flag_threshold,
        "lock_after_days": lambda row: days and not row.stays_open and row.created_at > row.begun_at + days,
        "closed_sections": lambda row: row.section in settings.closed_sections,
        "edit_minutes": lambda row: row.edited_at and row.edited_at > row.created_at + minutes,
        "depth_limit": lambda row: row.depth > settings.depth_limit,
    }


def _comments(site_id: int, now: datetime) -> list:
    flags = select(func.count()).where(Flag.comment_id == Comment.id, Flag.reason.in_(QUEUED_FLAGS))
    columns = (
        Comment.created_at,
        Comment.edited_at,
        Comment.depth,
        _HAS_LINK.label("link"),
        flags.correlate(Comment).scalar_subquery().label("flags"),
        Reader.kind,
        Thread.pre_moderated,
        Thread.stays_open,
        Article.section,
        func.coalesce(Article.published_at, Thread.created_at).label("begun_at"),
    )
    statement = select(*columns).select_from(Comment).join(Reader, Reader.id == Comment.reader_id)
    statement = statement.join(Thread, Thread.id == Comment.thread_id).join(Article, Article.id == Thread.article_id)
    recent = statement.where(Comment.site_id == site_id, Comment.created_at >= now - COMMENT_DAYS * _DAY)
    of_readers = recent.where(Reader.kind != "staff").order_by(Comment.created_at.desc()).limit(SAMPLE)
    return list(db.session.execute(of_readers))


def _reports(site_id: int, now: datetime) -> list:
    columns = (CorrectionReport.kind, CorrectionReport.created_at, CorrectionReport.decided_at)
    recent = select(*columns).where(
        CorrectionReport.site_id == site_id,
        CorrectionReport.created_at >= now - REPORT_DAYS * _DAY,
        CorrectionReport.state != "withdrawn",
    )
    return list(db.session.execute(recent.order_by(CorrectionReport.id.desc()).limit(SAMPLE)))
