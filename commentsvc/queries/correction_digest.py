"""What a morning's mail about corrections counts: how many reports wait for what, by kind."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, true

from commentsvc.db import db
from commentsvc.domain.correction_states import OPEN, Kind, State
from commentsvc.models.article import Article
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.notice import CorrectionNotice, NoticeVersion
from commentsvc.queries import headlines
from commentsvc.queries.desk_notices import TABS
from commentsvc.queries.desk_scope import Sight, notices_in, reports_in

Counts = dict[str, dict[str, int]]


def reports(site_id: int, sight: Sight, now: datetime, day_end: datetime) -> Counts:
    """Open reports that somebody sees, by heading (``overdue``, ``today``: due until ``day_end``, ``new``, ``fixed``:
    looks fixed), then by kind; headings with none are left out.
    """
    due = CorrectionReport.due_at
    headings = {
        "overdue": (OPEN, due < now),
        "today": (OPEN, (due >= now) & (due < day_end)),
        "new": ({State.NEW}, true()),
        "fixed": (OPEN, CorrectionReport.looks_fixed),
    }
    counted = {name: _by_kind(site_id, sight, states, further) for name, (states, further) in headings.items()}
    return {name: kinds for name, kinds in counted.items() if kinds}


def waiting_notices(site_id: int, sight: Sight, person_id: int) -> dict[str, int]:
    """Notices by kind that wait for a second pair of eyes, and were written by somebody else than the person."""
    newest = (NoticeVersion.notice_id == CorrectionNotice.id) & (NoticeVersion.number == CorrectionNotice.latest)
    rows = db.session.execute(
        select(NoticeVersion.kind, func.count())
        .select_from(CorrectionNotice)
        .join(NoticeVersion, newest)
        .join(Article, Article.id == CorrectionNotice.article_id)
        .where(
            CorrectionNotice.site_id == site_id,
            TABS["waiting"],
            notices_in(sight),
            NoticeVersion.written_by_id.is_distinct_from(person_id),
        )
        .group_by(NoticeVersion.kind)
    )
    return dict(rows.all())


def about_me(site_id: int, report_id: str) -> tuple[str | None, datetime | None, datetime] | None:
    """The article's headline as far as it is known, by when the report is due, and when it came; None when decided."""
    row = db.session.execute(
        select(headlines.TITLE, CorrectionReport.due_at, CorrectionReport.created_at)
        .join(Article, Article.id == CorrectionReport.article_id)
        .where(
            CorrectionReport.site_id == site_id,
            CorrectionReport.public_id == report_id,
            CorrectionReport.kind == Kind.ABOUT_ME,
            CorrectionReport.state.in_(sorted(OPEN)),
        )
    ).first()
    return tuple(row) if row else None


def _by_kind(site_id: int, sight: Sight, states: Collection[State], further: ColumnElement) -> dict[str, int]:
    # What people say about themselves is for those who have the whole site.
    shown = CorrectionReport.kind != Kind.ABOUT_ME if sight.sections else true()
    rows = db.session.execute(
        select(CorrectionReport.kind, func.count())
        .join(Article, Article.id == CorrectionReport.article_id)
        .where(
            CorrectionReport.site_id == site_id,
            CorrectionReport.state.in_(sorted(states)),
            further,
            shown,
            reports_in(sight),
        )
        .group_by(CorrectionReport.kind)
    )
    return dict(rows.all())
