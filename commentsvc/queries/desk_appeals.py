"""Appeals as the desk works on them: what was decided, by whom, and what the author says against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import aliased

from commentsvc.db import db
from commentsvc.domain.appeals import OUTCOME, AppealAction, AppealState
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.models.log import LogEntry
from commentsvc.models.reader import Reader
from commentsvc.models.sanction import Sanction
from commentsvc.models.statement import Appeal, Statement
from commentsvc.queries import desk_staff
from commentsvc.queries.desk_scope import in_sections

PAGE = 20
COUNTED = 1000
TABS = {"open": (AppealState.OPEN,), "decided": (AppealState.UPHELD, AppealState.REVERSED, AppealState.SETTLED)}


@dataclass(frozen=True)
class AppealCard:
    """One appeal with the decision it is against; ``decided_by`` took that decision ("": the service), ``answered_by``
    decided about the appeal.
    """

    appeal: Appeal
    statement: Statement
    entry: LogEntry
    comment: Comment | None
    article: Article | None
    sanction: Sanction | None
    reader: Reader
    decided_by: str
    answered_by: str

    def overdue(self, now: datetime) -> bool:
        """Whether it should have been decided by now."""
        return self.appeal.state == AppealState.OPEN and self.appeal.due_at < now


@dataclass(frozen=True)
class Outcomes:
    """What became of the appeals that were filed within a time; ``median_hours``: from filing to the decision."""

    filed: int
    upheld: int
    reversed: int
    median_hours: float | None


def page(site_id: int, tab: str, after: str | None, sections: Sequence[str]) -> tuple[list[AppealCard], str | None]:
    """One page of a tab: what waits oldest first, the rest newest first; and the public id to continue after."""
    oldest_first = tab == "open"
    statement = _rows(sections).where(Appeal.site_id == site_id, Appeal.state.in_(TABS[tab]))
    if after is not None:
        place = select(Appeal.id).where(Appeal.site_id == site_id, Appeal.public_id == after).scalar_subquery()
        statement = statement.where(Appeal.id > place if oldest_first else Appeal.id < place)
    order = Appeal.id if oldest_first else Appeal.id.desc()
    rows = db.session.execute(statement.order_by(order).limit(PAGE + 1)).all()
    cards = _cards(rows[:PAGE])
    return cards, cards[-1].appeal.public_id if len(rows) > PAGE else None


def one(site_id: int, public_id: str) -> AppealCard | None:
    """One appeal of the site, whatever its state."""
    found = db.session.execute(_rows(()).where(Appeal.site_id == site_id, Appeal.public_id == public_id)).all()
    return next(iter(_cards(found)), None)


def counts(site_id: int, sections: Sequence[str]) -> dict[str, int]:
    """How many appeals wait; ``COUNTED`` stands for that many or more."""
    waiting = _rows(sections).where(Appeal.site_id == site_id, Appeal.state == AppealState.OPEN)
    ids = waiting.with_only_columns(Appeal.id).limit(COUNTED).subquery()
    return {"open": db.session.scalar(select(func.count()).select_from(ids))}


def outcomes(site_id: int, begin: datetime, end: datetime) -> Outcomes:
    """How many appeals were filed in a time, how many of them were reversed, and how long they took.

    Counted from the log, which outlasts the erasure of their authors.
    """
    decided = aliased(LogEntry)
    later = (decided.site_id == site_id, decided.subject_type == "appeal", decided.subject_id == LogEntry.subject_id)
    rows = db.session.execute(
        select(LogEntry.at, decided.at.label("then"), decided.action)
        .outerjoin(decided, (decided.action.in_(list(OUTCOME))) & later[0] & later[1] & later[2])
        .where(LogEntry.site_id == site_id, LogEntry.action == AppealAction.APPEAL)
        .where(LogEntry.at >= begin, LogEntry.at < end)
    ).all()
    hours = [(row.then - row.at).total_seconds() / 3600 for row in rows if row.then is not None]
    actions = [row.action for row in rows]
    return Outcomes(
        len(rows),
        actions.count(AppealAction.UPHOLD),
        actions.count(AppealAction.REVERSE),
        median(hours) if hours else None,
    )


def _rows(sections: Sequence[str]) -> Select:
    # A suspension may have followed on a comment; it is shown with it.
    about = case((Statement.comment_id.is_not(None), Statement.comment_id), else_=Sanction.comment_id)
    statement = (
        select(Appeal, Statement, LogEntry, Comment, Article, Sanction, Reader)
        .join(Statement, Statement.id == Appeal.statement_id)
        .join(LogEntry, LogEntry.id == Statement.entry_id)
        .join(Reader, Reader.id == Appeal.reader_id)
        .outerjoin(Sanction, Sanction.id == Statement.sanction_id)
        .outerjoin(Comment, Comment.id == about)
        .outerjoin(Thread, Thread.id == Comment.thread_id)
        .outerjoin(Article, Article.id == Thread.article_id)
    )
    return statement.where(Statement.comment_id.is_not(None), in_sections(sections)) if sections else statement


def _cards(rows) -> list[AppealCard]:
    people = {row.LogEntry.actor_id for row in rows if row.LogEntry.actor_type == "staff"}
    names = desk_staff.names(people | {row.Appeal.decided_by_id for row in rows} - {None})
    return [
        AppealCard(
            *row,
            names.get(row.LogEntry.actor_id, "") if row.LogEntry.actor_type == "staff" else "",
            names.get(row.Appeal.decided_by_id, ""),
        )
        for row in rows
    ]
