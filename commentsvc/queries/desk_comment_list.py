"""Which comments a list of the desk holds, and in which order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from sqlalchemy import ColumnElement, Select, and_, func, literal, literal_column, select, tuple_

from commentsvc.db import db
from commentsvc.domain.local_time import midnight
from commentsvc.domain.moderation import Status
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import REFUSAL_MAX, Comment
from commentsvc.models.reader import Reader
from commentsvc.queries import desk_search
from commentsvc.queries.desk_comments import PAGE, CommentCard, card_rows, cards_of
from commentsvc.queries.desk_scope import Looking, in_sections

# Counting stops here: more than a thousand waiting comments are "many", and exactness would cost every page.
COUNTED = 1000

_WAITS = Comment.urgent_at.is_not(None)
_HELD = and_(Comment.status == Status.PENDING, Comment.withdrawn_at.is_(None))
_FLAGGED = and_(
    # In the words of the index on what is flagged, and so that no index on the status looks better to SQLite.
    Comment.open_flags > literal_column("0"),
    Comment.status.not_in([Status.REJECTED, Status.SPAM]),
    Comment.withdrawn_at.is_(None),
)
QUEUES = {
    "waiting": _WAITS,
    "held": _HELD,
    "flagged": _FLAGGED,
    "new": Comment.unreviewed,
    "rejected": Comment.status == Status.REJECTED,
    "spam": Comment.status == Status.SPAM,
    # Begins with the words of ix_comment_featured, which holds so few rows that a whole site's are soon read.
    "picks": and_(Comment.visible, Comment.featured, Comment.status == Status.APPROVED, Comment.withdrawn_at.is_(None)),
    "all": None,
}
COUNTED_QUEUES = ("waiting", "held", "flagged", "new")
SEARCHED_QUEUES = (*COUNTED_QUEUES, "all")
# Queues that are worked off, so that one begins with the oldest; what is done is looked up from the newest.
WORKED_OFF = ("waiting", "held", "flagged", "new")
# Every comment of these has a moment by which it should be decided.
URGENT = ("waiting", "held", "flagged")
ORDERS = ("oldest", "newest", "urgent", "refusal")
# What the orders that go by more than age go by.
_BY = {"urgent": Comment.urgent_at, "refusal": Comment.refusal}
_ESTIMATED = and_(Comment.unreviewed, Comment.refusal >= literal_column("0"))
# What narrows a list, as the parts of its address are called.
NARROWING = ("section", "thread", "author", "like", "words", "name", "status", "reason", "since", "until")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_CURSOR = re.compile(r"(?:([0-9]{1,17})-)?([A-Za-z0-9]{1,40})")


@dataclass(frozen=True)
class Choice:
    """What a list shall hold.

    ``section`` is a name; ``thread`` and ``author`` (a reader) are public ids; ``like`` is the key of texts that are
    nearly the same (``domain.likeness``). ``words`` are looked for in the comments and what is known of their articles,
    ``name`` in the authors' names (``domain.searching``); ``status`` and ``reason`` are exact. ``since`` and ``until``
    are the first and the last day (ISO 8601) in the time zone ``zone``. ``after`` is where the page before ended, as
    ``page`` told it.
    """

    queue: str = "waiting"
    order: str = "oldest"
    section: str = ""
    thread: str = ""
    author: str = ""
    like: str = ""
    words: str = ""
    name: str = ""
    status: str = ""
    reason: str = ""
    since: str = ""
    until: str = ""
    zone: tzinfo = UTC
    after: str = ""

    @property
    def narrowed(self) -> dict[str, str]:
        """What narrows the list, by name, without queue, order and place."""
        return {name: getattr(self, name) for name in NARROWING if getattr(self, name)}


@dataclass(frozen=True)
class Narrowed:
    """What a list is narrowed to, as it is now: None where it is not, or where there is nothing of the kind."""

    thread: Article | None = None
    author: Reader | None = None
    like: Comment | None = None


def page(looking: Looking, choice: Choice) -> tuple[list[CommentCard], str | None]:
    """One page of a list (of some sections, or of the whole site), and where to go on (None at the end)."""
    statement = _narrowed(looking, choice, Comment.id)
    keys = (_BY[choice.order], Comment.id) if choice.order in _BY else (Comment.id,)
    descends = choice.order in ("newest", "refusal")
    if choice.after:
        past = _past(looking.site_id, choice)
        if past is None:
            return [], None
        here = tuple_(*keys)
        there = tuple_(*(literal(value, key.type) for key, value in zip(keys, past, strict=True)))
        statement = statement.where(here < there if descends else here > there)
    ordered = statement.order_by(*(key.desc() if descends else key for key in keys))
    # Numbers first: where many are put in order, SQLite would carry all columns of all of them along.
    ids = list(db.session.scalars(ordered.limit(PAGE + 1)))
    rows = {row[0].id: row for row in db.session.execute(card_rows().where(Comment.id.in_(ids[:PAGE])))} if ids else {}
    cards = cards_of(looking, [rows[row_id] for row_id in ids[:PAGE]])
    return cards, _cursor(cards[-1].comment, choice.order) if len(ids) > PAGE else None


def wanted(site_id: int, choice: Choice, sections: Sequence[str] = ()) -> list[ColumnElement]:
    """The conditions of a list, on comments joined with their articles."""
    found = desk_search.holding(choice.words, choice.name)
    conditions = [*found, desk_search.of_site(site_id, bool(found)), in_sections(sections)]
    if QUEUES[choice.queue] is not None:
        conditions.append(QUEUES[choice.queue])
    if choice.order == "refusal" and choice.queue == "new":
        # In the words of the index. What was posted a moment ago has no estimate yet, and is in the other orders.
        conditions.append(_ESTIMATED)
    elif choice.order in _BY and choice.queue != "flagged":
        # Likewise; what is flagged is little, and sooner put in order than found among what is held.
        conditions.append(_WAITS)
    if choice.section:
        conditions.append(Article.section == choice.section)
    for name, column, owner in (("thread", Comment.thread_id, Thread), ("author", Comment.reader_id, Reader)):
        if getattr(choice, name):
            mine = select(owner.id).where(owner.site_id == site_id, owner.public_id == getattr(choice, name))
            conditions.append(column == mine.scalar_subquery())
    if choice.like:
        # Only what waits has a key.
        conditions += [_WAITS, Comment.likeness == choice.like]
    return [*conditions, *_decided_so(choice)]


def _decided_so(choice: Choice) -> list[ColumnElement]:
    conditions = []
    if choice.status == "withdrawn":
        conditions.append(Comment.withdrawn_at.is_not(None))
    elif choice.status:
        conditions += [Comment.status == choice.status, Comment.withdrawn_at.is_(None)]
    if choice.reason:
        conditions.append(Comment.reason == choice.reason)
    if choice.since:
        conditions.append(Comment.created_at >= midnight(date.fromisoformat(choice.since), choice.zone))
    if choice.until:
        last = date.fromisoformat(choice.until)
        conditions.append(Comment.created_at < midnight(last + timedelta(days=1), choice.zone))
    return conditions


def counts(looking: Looking, choice: Choice | None = None) -> dict[str, int]:
    """How many comments each counted queue holds, narrowed as ``choice`` is; ``COUNTED``: that many or more.

    Where words are looked for, all that was found is counted, too.
    """
    queues = SEARCHED_QUEUES if choice and (choice.words or choice.name) else COUNTED_QUEUES
    if queues != COUNTED_QUEUES and desk_search.counts_at_once():
        return _counts_of_found(looking, choice)
    narrowed = choice.narrowed | {"zone": choice.zone} if choice else {}
    numbers = select(
        *(_counting(looking, Choice(queue, **narrowed)).scalar_subquery().label(queue) for queue in queues)
    )
    return dict(db.session.execute(numbers).one()._mapping)


def _counts_of_found(looking: Looking, choice: Choice) -> dict[str, int]:
    """The words are looked for once, and each comment that holds them is looked at once for all queues."""
    numbers = (
        (func.count() if QUEUES[queue] is None else func.count().filter(QUEUES[queue])).label(queue)
        for queue in SEARCHED_QUEUES
    )
    counted = _narrowed(looking, Choice("all", **choice.narrowed, zone=choice.zone), *numbers)
    numbers = db.session.execute(counted).one()
    return {queue: min(number, COUNTED) for queue, number in numbers._mapping.items()}


def joined(statement: Select) -> Select:
    """A statement about comments with their articles joined, for the conditions of ``wanted``."""
    return statement.join(Thread, Thread.id == Comment.thread_id).join(Article, Article.id == Thread.article_id)


def narrowed_to(site_id: int, choice: Choice) -> Narrowed:
    """The article and the reader to which a list is narrowed, and one of the texts that are alike."""
    about = None
    if choice.thread:
        about = db.session.scalar(
            select(Article)
            .join(Thread, Thread.article_id == Article.id)
            .where(Thread.site_id == site_id, Thread.public_id == choice.thread)
        )
    author = like = None
    if choice.author:
        author = db.session.scalar(select(Reader).where(Reader.site_id == site_id, Reader.public_id == choice.author))
    if choice.like:
        alike = select(Comment).where(Comment.site_id == site_id, _WAITS, Comment.likeness == choice.like)
        like = db.session.scalar(alike.order_by(Comment.id).limit(1))
    return Narrowed(about, author, like)


def versions(looking: Looking, choice: Choice, after: int, most: int) -> list[tuple[int, int]]:
    """Row ids and versions of a list's comments in the order of their ids, beyond one, up to so many."""
    narrowed = _narrowed(looking, choice, Comment.id, Comment.version).where(Comment.id > after)
    return [tuple(row) for row in db.session.execute(narrowed.order_by(Comment.id).limit(most))]


def row_ids(looking: Looking, public_ids: list[str]) -> list[tuple[str, int]]:
    """Public and row ids of those of the named comments that the person may see, the oldest first."""
    rows = joined(select(Comment.public_id, Comment.id)).where(
        Comment.site_id == looking.site_id, Comment.public_id.in_(public_ids), in_sections(looking.sections)
    )
    return [tuple(row) for row in db.session.execute(rows.order_by(Comment.id))]


def sections_of(site_id: int) -> list[str]:
    """The sections of the newspaper that there are articles of, by name."""
    named = select(Article.section).where(Article.site_id == site_id, Article.section.is_not(None))
    return list(db.session.scalars(named.distinct().order_by(Article.section)))


def _counting(looking: Looking, choice: Choice) -> Select:
    rows = _narrowed(looking, choice, Comment.id).limit(COUNTED)
    return select(func.count()).select_from(rows.subquery())


def _narrowed(looking: Looking, choice: Choice, *columns: ColumnElement) -> Select:
    """Columns of a list's comments; articles are looked at only where they matter."""
    rows = select(*columns).select_from(Comment)
    if looking.sections or choice.section:
        rows = joined(rows)
    return rows.where(*wanted(looking.site_id, choice, looking.sections))


def _cursor(comment: Comment, order: str) -> str:
    if order not in _BY:
        return comment.public_id
    # What is decided meanwhile has no moment any more, and the next page still begins there.
    number = comment.refusal + 1 if order == "refusal" else (comment.urgent_at - _EPOCH) // _MICROSECOND
    return f"{number}-{comment.public_id}"


def _past(site_id: int, choice: Choice) -> list | None:
    """Where the page before ended, in the columns of the order; None where nothing is there."""
    read = _CURSOR.fullmatch(choice.after)
    if read is None or (choice.order in _BY) != (read[1] is not None):
        return None
    row_id = db.session.scalar(select(Comment.id).where(Comment.site_id == site_id, Comment.public_id == read[2]))
    if row_id is None:
        return None
    if read[1] is None:
        return [row_id]
    if choice.order == "refusal":
        return [min(int(read[1]), REFUSAL_MAX + 1) - 1, row_id]
    return [_EPOCH + int(read[1]) * _MICROSECOND, row_id]
