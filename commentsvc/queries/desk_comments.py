"""Comments as a moderator sees them: each with what has to be known to decide about it."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import aliased

from commentsvc.db import db
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment, CommentRevision
from commentsvc.models.reader import Reader
from commentsvc.queries import desk_comment_sides
from commentsvc.queries.desk_comment_sides import Flagger
from commentsvc.queries.desk_scope import Looking, in_sections

PAGE = 20

_Parent = aliased(Comment)


@dataclass
class CommentCard:
    """One comment with its article, the comment it answers, its reader, and the open flags on it.

    ``author``: what became of the reader's last comments, by status. ``waiting``: how many of the reader's comments
    wait, ``alike``: how many that wait have nearly the same text; both with this one. ``holder``: who has it open.
    """

    comment: Comment
    thread: Thread
    article: Article
    reader: Reader
    parent: Comment | None
    flags: Counter = field(default_factory=Counter)
    flaggers: list[Flagger] = field(default_factory=list)
    author: Counter = field(default_factory=Counter)
    holder_id: int | None = None
    holder: str = ""
    waiting: int = 0
    alike: int = 0


def card_rows() -> Select:
    """What ``cards_of`` makes cards of, to be narrowed and ordered."""
    return (
        select(Comment, Thread, Article, Reader, _Parent)
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Article, Article.id == Thread.article_id)
        .join(Reader, Reader.id == Comment.reader_id)
        .outerjoin(_Parent, _Parent.id == Comment.parent_id)
    )


def cards_of(looking: Looking, rows: list) -> list[CommentCard]:
    """Cards of a page, with what stands beside the comments: the same number of queries however many there are."""
    cards = [CommentCard(*row) for row in rows]
    if not cards:
        return cards
    comments = [card.comment for card in cards]
    flaggers = desk_comment_sides.flaggers(comments, looking.now)
    authors = desk_comment_sides.histories({card.reader.id for card in cards})
    holders = desk_comment_sides.holders(comments, looking.now)
    waiting, alike = desk_comment_sides.waiting_numbers(looking, comments)
    for card in cards:
        card.flaggers = flaggers.get(card.comment.id, [])
        card.flags = Counter(flagger.reason for flagger in card.flaggers)
        card.author = authors.get(card.reader.id, Counter())
        card.holder_id, card.holder = holders.get(card.comment.id, (None, ""))
        card.waiting = waiting.get(card.reader.id, 0)
        card.alike = alike.get(card.comment.likeness, 0)
    return cards


def of_thread(looking: Looking, thread_id: int, after: str | None = None) -> tuple[list[CommentCard], str | None]:
    """What readers see of one thread, flat, the newest first; paged like a queue."""
    statement = card_rows().where(Comment.thread_id == thread_id, Comment.visible)
    if after is not None:
        last = select(Comment.created_at, Comment.id).where(Comment.thread_id == thread_id, Comment.public_id == after)
        statement = statement.where(tuple_(Comment.created_at, Comment.id) < last.scalar_subquery())
    rows = list(db.session.execute(statement.order_by(Comment.created_at.desc(), Comment.id.desc()).limit(PAGE + 1)))
    cards = cards_of(looking, rows[:PAGE])
    return cards, cards[-1].comment.public_id if len(rows) > PAGE else None


def of_reader(looking: Looking, reader_id: int, after: str | None = None) -> tuple[list[CommentCard], str | None]:
    """What one reader wrote where the person looks, the newest first; paged like a queue."""
    statement = card_rows().where(Comment.reader_id == reader_id, in_sections(looking.sight.sections))
    if after is not None:
        last = select(Comment.id).where(Comment.reader_id == reader_id, Comment.public_id == after).scalar_subquery()
        statement = statement.where(Comment.id < last)
    rows = list(db.session.execute(statement.order_by(Comment.id.desc()).limit(PAGE + 1)))
    cards = cards_of(looking, rows[:PAGE])
    return cards, cards[-1].comment.public_id if len(rows) > PAGE else None


def one(looking: Looking, public_id: str) -> CommentCard | None:
    """One comment of the site, whatever its status."""
    row = db.session.execute(
        card_rows().where(Comment.site_id == looking.site_id, Comment.public_id == public_id)
    ).first()
    return cards_of(looking, [row])[0] if row is not None else None


def revisions(comment: Comment) -> list[CommentRevision]:
    """Earlier versions of a comment's source, newest first."""
    return list(
        db.session.scalars(
            select(CommentRevision)
            .where(CommentRevision.comment_id == comment.id)
            .order_by(CommentRevision.version.desc())
        )
    )
