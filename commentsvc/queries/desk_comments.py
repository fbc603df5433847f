"""Comments as a moderator sees them: the review queues, and one comment with everything known of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from commentsvc.db import db
from commentsvc.domain.moderation import Status
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment, CommentRevision, Flag
from commentsvc.models.reader import Reader
from commentsvc.queries.desk_scope import in_sections

PAGE = 20
# Counting stops here: more than a thousand waiting comments are "many", and exactness would cost every page.
COUNTED = 1000
REMARKS_SHOWN = 5

_HELD = and_(Comment.status == Status.PENDING, Comment.withdrawn_at.is_(None))
_FLAGGED = and_(
    Comment.open_flags > 0,
    Comment.status.in_([Status.APPROVED, Status.PENDING]),
    Comment.withdrawn_at.is_(None),
)
QUEUES = {
    "waiting": or_(_HELD, _FLAGGED),
    "held": _HELD,
    "flagged": _FLAGGED,
    "rejected": Comment.status == Status.REJECTED,
    "spam": Comment.status == Status.SPAM,
    # Begins with the words of ix_comment_featured, which holds so few rows that a whole site's are soon read.
    "picks": and_(Comment.visible, Comment.featured, Comment.status == Status.APPROVED, Comment.withdrawn_at.is_(None)),
    "all": None,
}
COUNTED_QUEUES = ("waiting", "held", "flagged")

_Parent = aliased(Comment)


@dataclass
class CommentCard:
    """One comment with its article, the comment it answers, its reader, and the open flags on it."""

    comment: Comment
    thread: Thread
    article: Article
    reader: Reader
    parent: Comment | None
    flags: Counter = field(default_factory=Counter)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class AuthorRecord:
    """How many comments of one reader have which status, counted up to a bound."""

    statuses: Counter
    reader: Reader


def page(
    site_id: int, queue: str, newest_first: bool, after: str | None = None, sections: Sequence[str] = ()
) -> tuple[list[CommentCard], str | None]:
    """One page of a queue (of some sections, or all), and the public id to continue after (None at the end)."""
    statement = _cards().where(Comment.site_id == site_id, in_sections(sections))
    condition = QUEUES[queue]
    if condition is not None:
        statement = statement.where(condition)
    if after is not None:
        place = select(Comment.id).where(Comment.site_id == site_id, Comment.public_id == after).scalar_subquery()
        statement = statement.where(Comment.id < place if newest_first else Comment.id > place)
    order = Comment.id.desc() if newest_first else Comment.id
    return _page(statement.order_by(order))


def of_thread(thread_id: int, after: str | None = None) -> tuple[list[CommentCard], str | None]:
    """What readers see of one thread, flat, the newest first; paged like a queue."""
    statement = _cards().where(Comment.thread_id == thread_id, Comment.visible)
    if after is not None:
        last = select(Comment.created_at, Comment.id).where(Comment.thread_id == thread_id, Comment.public_id == after)
        statement = statement.where(tuple_(Comment.created_at, Comment.id) < last.scalar_subquery())
    return _page(statement.order_by(Comment.created_at.desc(), Comment.id.desc()))


def _page(statement: Select) -> tuple[list[CommentCard], str | None]:
    rows = list(db.session.execute(statement.limit(PAGE + 1)))
    cards = [CommentCard(*row) for row in rows[:PAGE]]
    _add_flags(cards)
    return cards, cards[-1].comment.public_id if len(rows) > PAGE else None


def one(site_id: int, public_id: str) -> CommentCard | None:
    """One comment of the site, whatever its status."""
    row = db.session.execute(_cards().where(Comment.site_id == site_id, Comment.public_id == public_id)).first()
    if row is None:
        return None
    card = CommentCard(*row)
    _add_flags([card])
    return card


def counts(site_id: int, sections: Sequence[str] = ()) -> dict[str, int]:
    """How many comments each queue holds; ``COUNTED`` stands for that many or more."""
    return {queue: db.session.scalar(_counting(site_id, QUEUES[queue], sections)) for queue in COUNTED_QUEUES}


def _counting(site_id: int, condition: ColumnElement, sections: Sequence[str]) -> Select:
    waiting = select(Comment.id).where(Comment.site_id == site_id, condition)
    if sections:
        joined = waiting.join(Thread, Thread.id == Comment.thread_id).join(Article, Article.id == Thread.article_id)
        waiting = joined.where(in_sections(sections))
    return select(func.count()).select_from(waiting.limit(COUNTED).subquery())


def revisions(comment: Comment) -> list[CommentRevision]:
    """Earlier versions of a comment's source, newest first."""
    return list(
        db.session.scalars(
            select(CommentRevision)
            .where(CommentRevision.comment_id == comment.id)
            .order_by(CommentRevision.version.desc())
        )
    )


def author_record(reader: Reader) -> AuthorRecord:
    """What became of the reader's comments so far, counted up to ``COUNTED``."""
    own = select(Comment.status).where(Comment.reader_id == reader.id).limit(COUNTED).subquery()
    rows = db.session.execute(select(own.c.status, func.count()).group_by(own.c.status))
    return AuthorRecord(Counter(dict(rows.all())), reader)


def _cards() -> Select:
    return (
        select(Comment, Thread, Article, Reader, _Parent)
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Article, Article.id == Thread.article_id)
        .join(Reader, Reader.id == Comment.reader_id)
        .outerjoin(_Parent, _Parent.id == Comment.parent_id)
    )


def _add_flags(cards: list[CommentCard]) -> None:
    by_id = {card.comment.id: card for card in cards if card.comment.open_flags or card.comment.reason == "flagged"}
    if not by_id:
        return
    flags = db.session.scalars(
        select(Flag).where(Flag.comment_id.in_(by_id), Flag.resolved_at.is_(None)).order_by(Flag.id.desc())
    )
    for flag in flags:
        card = by_id[flag.comment_id]
        card.flags[flag.reason] += 1
        if flag.remark and len(card.remarks) < REMARKS_SHOWN:
            card.remarks.append(flag.remark)
