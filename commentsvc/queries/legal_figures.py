"""Figures about notices of illegal content for a transparency report (Regulation (EU) 2022/2065, Art. 15 and 24)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import and_, exists, func, select

from commentsvc.db import db
from commentsvc.domain.legal import IllegalKind, LegalAction, LegalState, Outcome
from commentsvc.domain.moderation import RejectReason
from commentsvc.models.legal import ContentNotice, NoticeSender, ReportedComment
from commentsvc.models.log import LogEntry

_MISUSE = (LegalAction.WARN_SENDER, LegalAction.SUSPEND_SENDER)


@dataclass
class Group:
    """Notices of one kind: how many came, what became of them. ``by_law`` and ``by_rules``: led to a removal because it
    is against the law, or against the house rules only. ``times``: from arrival to decision.
    """

    received: int = 0
    trusted: int = 0
    by_law: int = 0
    by_rules: int = 0
    kept: int = 0
    unsubstantiated: int = 0
    open: int = 0
    set_aside: int = 0
    withdrawn: int = 0
    times: list[timedelta] = field(default_factory=list)

    @property
    def median_hours(self) -> float | None:
        """Half of the decisions took no longer; None without any."""
        return median(self.times).total_seconds() / 3600 if self.times else None


@dataclass(frozen=True)
class LegalFigures:
    """All notices of a period, each kind of which there were any, and steps against their misuse in it."""

    whole: Group
    by_kind: dict[str, Group]
    warnings: int
    suspensions: int


def figures(site_id: int, begin: datetime, end: datetime) -> LegalFigures:
    """Notices that came from ``begin`` until before ``end``, and what has become of them until now."""
    removed = (ReportedComment.notice_id == ContentNotice.id, ReportedComment.outcome == Outcome.REMOVED)
    by_law = exists().where(*removed, ReportedComment.reason == str(RejectReason.ILLEGAL))
    same = and_(
        NoticeSender.site_id == ContentNotice.site_id,
        NoticeSender.address_hash == ContentNotice.address_hash,
        NoticeSender.trusted,
    )
    rows = db.session.execute(
        select(
            ContentNotice.kind,
            ContentNotice.state,
            ContentNotice.created_at,
            ContentNotice.decided_at,
            by_law.label("by_law"),
            NoticeSender.id.is_not(None).label("trusted"),
        )
        .select_from(ContentNotice)
        .outerjoin(NoticeSender, same)
        .where(ContentNotice.site_id == site_id, ContentNotice.created_at >= begin, ContentNotice.created_at < end)
    ).all()
    kinds = {str(kind): _group(row for row in rows if row.kind == kind) for kind in IllegalKind}
    steps = dict(
        db.session.execute(
            select(LogEntry.action, func.count())
            .where(
                LogEntry.site_id == site_id,
                LogEntry.action.in_(_MISUSE),
                LogEntry.at >= begin,
                LogEntry.at < end,
            )
            .group_by(LogEntry.action)
        ).all()
    )
    return LegalFigures(
        _group(rows),
        {kind: group for kind, group in kinds.items() if group.received},
        steps.get(LegalAction.WARN_SENDER, 0),
        steps.get(LegalAction.SUSPEND_SENDER, 0),
    )


def _group(rows: Iterable) -> Group:
    group = Group()
    for row in rows:
        group.received += 1
        group.trusted += bool(row.trusted)
        name = _BECAME[LegalState(row.state)] if row.state != LegalState.REMOVED else _ground(row)
        setattr(group, name, getattr(group, name) + 1)
        if row.decided_at is not None:
            group.times.append(row.decided_at - row.created_at)
    return group


def _ground(row) -> str:
    return "by_law" if row.by_law else "by_rules"


_BECAME = {
    LegalState.NEW: "open",
    LegalState.ASKED: "open",
    LegalState.KEPT: "kept",
    LegalState.UNSUBSTANTIATED: "unsubstantiated",
    LegalState.SET_ASIDE: "set_aside",
    LegalState.WITHDRAWN: "withdrawn",
}
