"""What would go if a reader were erased, in numbers."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from commentsvc.db import db
from commentsvc.models.comment import Comment, Flag, Vote
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.identity import ReaderMerge
from commentsvc.models.mail import Contact, Subscription
from commentsvc.models.reader import Reader, ReaderToken


@dataclass(frozen=True)
class Traces:
    """How many of each kind a reader has."""

    comments: int
    votes: int
    flags: int
    reports: int
    addresses: int
    subscriptions: int
    sessions: int


def of_reader(reader: Reader) -> Traces:
    """The traces of a reader, those of guests who became the account among them."""
    guests = select(ReaderMerge.guest_id).where(ReaderMerge.account_id == reader.id)

    def count(table, *conditions) -> int:
        mine = or_(table.reader_id == reader.id, table.reader_id.in_(guests))
        return db.session.scalar(select(func.count()).select_from(table).where(mine, *conditions))

    reports = select(CorrectionReport.id).where(CorrectionReport.reader_id == reader.id)
    with_reports = select(func.count()).select_from(Contact).where(Contact.report_id.in_(reports))
    return Traces(
        comments=count(Comment),
        votes=count(Vote),
        flags=count(Flag),
        reports=count(CorrectionReport),
        addresses=count(Contact) + db.session.scalar(with_reports),
        subscriptions=count(Subscription),
        sessions=count(ReaderToken, ReaderToken.revoked_at.is_(None)),
    )
