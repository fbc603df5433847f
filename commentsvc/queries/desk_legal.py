"""Notices of illegal content as the desk works on them: queue, clocks, snapshots beside what stands there now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import aliased

from commentsvc.db import db
from commentsvc.domain.content_notice import digest, holder
from commentsvc.domain.legal import OPEN_NOTICES, LegalState
from commentsvc.models.comment import Comment
from commentsvc.models.legal import ContentNotice, ContentNoticeRemark, NoticeSender, ReportedComment
from commentsvc.models.mail import Contact
from commentsvc.models.reader import Reader
from commentsvc.queries import desk_staff
from commentsvc.queries.desk_scope import Looking

PAGE = 30
COUNTED = 1000
EARLIER = 10

_OPEN = ContentNotice.state.in_(sorted(OPEN_NOTICES))
TABS = {
    "open": _OPEN,
    "overdue": _OPEN,
    "mine": _OPEN,
    "aside": ContentNotice.state == LegalState.SET_ASIDE,
    "closed": ContentNotice.state.not_in(sorted({*OPEN_NOTICES, LegalState.SET_ASIDE})),
}


@dataclass(frozen=True)
class LegalCard:
    """A notice in a list: its first comment's snapshot, how many it names, who has it open; ``confirmed``: its sender
    has confirmed the address.
    """

    notice: ContentNotice
    first: ReportedComment
    count: int
    trusted: bool
    confirmed: bool
    holder: str = ""
    holder_id: int | None = None
    decider: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return LegalState(self.notice.state) in OPEN_NOTICES


@dataclass(frozen=True)
class Reported:
    """One comment of a notice: the snapshot, the comment as it is now (None: gone) with its author, and how many other
    notices name it. ``intact``: the snapshot is as it was made, or was emptied by retention or erasure.
    """

    item: ReportedComment
    comment: Comment | None
    reader: Reader | None
    others: list[ContentNotice]

    @property
    def intact(self) -> bool:
        """Whether nobody has altered the snapshot since."""
        return not self.item.source or not self.item.author_name or digest(self.item) == self.item.digest

    @property
    def proof(self) -> str:
        """The hash of the snapshot, with what it was made by."""
        return f"SHA-256 {self.item.digest}"

    @property
    def changed(self) -> bool:
        """Whether the comment says something else now."""
        return self.comment is not None and self.comment.source != self.item.source


def page(looking: Looking, tab: str, after: str | None = None, sender: str = "") -> tuple[list[LegalCard], str | None]:
    """One page of a tab and the public id to continue after; trusted flaggers first, confirmed senders next, then by
    the clock. What is closed: the newest first. ``sender``: the public id of one whose notices are looked for.
    """
    statement = _rows().where(ContentNotice.site_id == looking.site_id, _in_tab(looking, tab))
    if sender:
        statement = statement.where(NoticeSender.public_id == sender)
    rank = case((and_(NoticeSender.trusted, _CONFIRMED), 0), (_CONFIRMED, 1), else_=2)
    order = [ContentNotice.id.desc()] if tab == "closed" else [rank, ContentNotice.due_at, ContentNotice.id]
    found = db.session.execute(statement.order_by(*order).limit(COUNTED)).all()
    ids = [row[0].public_id for row in found]
    start = ids.index(after) + 1 if after in ids else 0
    shown = found[start : start + PAGE]
    return _cards(shown, looking.now), shown[-1][0].public_id if len(found) > start + PAGE else None


def counts(looking: Looking) -> dict[str, int]:
    """How many notices wait, how many of them too long, and how many are the person's; up to ``COUNTED``."""
    numbers = {
        tab: select(func.count())
        .select_from(
            select(ContentNotice.id)
            .where(ContentNotice.site_id == looking.site_id, _in_tab(looking, tab))
            .limit(COUNTED)
            .subquery()
        )
        .scalar_subquery()
        .label(tab)
        for tab in ("open", "overdue", "mine", "aside")
    }
    return dict(db.session.execute(select(*numbers.values())).one()._mapping)


def one(looking: Looking, public_id: str) -> LegalCard | None:
    """One notice of the site, whatever its state."""
    statement = _rows().where(ContentNotice.site_id == looking.site_id, ContentNotice.public_id == public_id)
    return next(iter(_cards(db.session.execute(statement).all(), looking.now)), None)


def reported(notice: ContentNotice) -> list[Reported]:
    """The comments that a notice names, in its order."""
    rows = db.session.execute(
        select(ReportedComment, Comment, Reader)
        .outerjoin(Comment, Comment.id == ReportedComment.comment_id)
        .outerjoin(Reader, Reader.id == Comment.reader_id)
        .where(ReportedComment.notice_id == notice.id)
        .order_by(ReportedComment.id)
    ).all()
    other = aliased(ReportedComment)
    about = (
        select(other.comment_id, ContentNotice)
        .join(ContentNotice, ContentNotice.id == other.notice_id)
        .where(other.comment_id.in_([item.comment_id for item, _c, _r in rows]), ContentNotice.id != notice.id)
        .order_by(ContentNotice.id.desc())
        .limit(EARLIER * len(rows))
    )
    others: dict[int, list[ContentNotice]] = {}
    for comment_id, row in db.session.execute(about):
        others.setdefault(comment_id, []).append(row)
    return [Reported(item, comment, reader, others.get(item.comment_id, [])) for item, comment, reader in rows]


def remarks(notice: ContentNotice) -> list[ContentNoticeRemark]:
    """What the sender added, oldest first."""
    mine = select(ContentNoticeRemark).where(ContentNoticeRemark.notice_id == notice.id)
    return list(db.session.scalars(mine.order_by(ContentNoticeRemark.id)))


def contact(notice: ContentNotice) -> Contact | None:
    """How the sender can be reached; the address is sealed."""
    return db.session.scalar(select(Contact).where(Contact.content_notice_id == notice.id).limit(1))


def sender(notice: ContentNotice) -> NoticeSender | None:
    """What was decided about the sender of a notice, if anything ever was."""
    mine = (NoticeSender.site_id == notice.site_id, NoticeSender.address_hash == notice.address_hash)
    return db.session.scalar(select(NoticeSender).where(*mine)) if notice.address_hash else None


def earlier(notice: ContentNotice) -> list[ContentNotice]:
    """Other notices from the same address, newest first."""
    if not notice.address_hash:
        return []
    same = select(ContentNotice).where(
        ContentNotice.site_id == notice.site_id,
        ContentNotice.address_hash == notice.address_hash,
        ContentNotice.id != notice.id,
    )
    return list(db.session.scalars(same.order_by(ContentNotice.id.desc()).limit(EARLIER)))


_CONFIRMED = (
    select(Contact.id)
    .where(Contact.content_notice_id == ContentNotice.id, Contact.verified_at.is_not(None))
    .correlate(ContentNotice)
    .exists()
)
_FIRST = (
    select(func.min(ReportedComment.id))
    .where(ReportedComment.notice_id == ContentNotice.id)
    .correlate(ContentNotice)
    .scalar_subquery()
)
_COUNT = (
    select(func.count()).where(ReportedComment.notice_id == ContentNotice.id).correlate(ContentNotice).scalar_subquery()
)


def _in_tab(looking: Looking, tab: str) -> ColumnElement:
    if tab == "overdue":
        return and_(_OPEN, ContentNotice.due_at < looking.now)
    if tab == "mine":
        return and_(_OPEN, ContentNotice.claimed_by_id == looking.user_id)
    return TABS[tab]


def _rows() -> Select:
    first = aliased(ReportedComment)
    same = and_(
        NoticeSender.site_id == ContentNotice.site_id,
        NoticeSender.address_hash == ContentNotice.address_hash,
        ContentNotice.address_hash != "",
    )
    trusted = func.coalesce(NoticeSender.trusted, false())
    return (
        select(ContentNotice, first, _COUNT, and_(trusted, _CONFIRMED), or_(_CONFIRMED, false()))
        .select_from(ContentNotice)
        .join(first, first.id == _FIRST)
        .outerjoin(NoticeSender, same)
    )


def _cards(rows, now: datetime) -> list[LegalCard]:
    held = {row[0].id: holder(row[0], now) for row in rows}
    names = desk_staff.names({*held.values(), *(row[0].decided_by_id for row in rows)} - {None})
    return [
        LegalCard(
            notice,
            first,
            count,
            bool(trusted),
            bool(confirmed),
            names.get(held[notice.id], ""),
            held[notice.id],
            names.get(notice.decided_by_id, ""),
        )
        for notice, first, count, trusted, confirmed in rows
    ]
