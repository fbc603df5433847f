"""What stands beside comments at the desk: who flagged them, what became of their authors' words, what is like them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from commentsvc.db import db
from commentsvc.domain.flag_weight import NEW_FOR
from commentsvc.domain.limits import CLAIM_MINUTES
from commentsvc.models import flag_record
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment, Flag
from commentsvc.models.desk import CommentClaim
from commentsvc.models.reader import Reader
from commentsvc.queries import desk_staff
from commentsvc.queries.desk_scope import Looking, in_sections

# An author is known by so many of the last comments.
HISTORY = 200


@dataclass(frozen=True)
class Flagger:
    """One open flag: whose, why, in which words; how many of the reader's decided flags were ``right``, and whether the
    reader is new here (``domain.flag_weight``).
    """

    name: str
    public_id: str
    reason: str
    remark: str
    right: int = 0
    judged: int = 0
    new: bool = False


@dataclass(frozen=True)
class CommentState:
    """How a comment is now, and who has it open."""

    id: int
    public_id: str
    version: int
    holder_id: int | None
    holder: str


def flaggers(comments: list[Comment], now: datetime) -> dict[int, list[Flagger]]:
    """The open flags on comments at a moment, by the comment's row id, newest first."""
    ids = [one.id for one in comments if one.open_flags or one.reason == "flagged"]
    if not ids:
        return {}
    flags = db.session.execute(
        select(Flag.comment_id, Flag.reader_id, Flag.reason, Flag.remark, Reader.name, Reader.public_id)
        .join(Reader, Reader.id == Flag.reader_id)
        .where(Flag.comment_id.in_(ids), Flag.resolved_at.is_(None))
        .order_by(Flag.id.desc())
    ).all()
    ids = {row.reader_id for row in flags}
    judged = db.session.execute(flag_record.judged(ids))
    new = set(db.session.scalars(flag_record.newcomers(ids, now - NEW_FOR)))
    records = {row.reader_id: (int(row.right), row.judged) for row in judged}
    found = defaultdict(list)
    for row in flags:
        record = records.get(row.reader_id, (0, 0))
        flagger = Flagger(row.name, row.public_id, row.reason, row.remark, *record, row.reader_id in new)
        found[row.comment_id].append(flagger)
    return found


def histories(reader_ids: set[int]) -> dict[int, Counter]:
    """What became of each reader's last ``HISTORY`` comments: how many have which status."""
    earlier = aliased(Comment)
    first = (
        select(earlier.id)
        .where(earlier.reader_id == Reader.id)
        .order_by(earlier.id.desc())
        .offset(HISTORY - 1)
        .limit(1)
        .correlate(Reader)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Reader.id, Comment.status, func.count())
        .join(Comment, and_(Comment.reader_id == Reader.id, Comment.id >= func.coalesce(first, 0)))
        .where(Reader.id.in_(reader_ids))
        .group_by(Reader.id, Comment.status)
    )
    found = defaultdict(Counter)
    for reader_id, status, number in rows:
        found[reader_id][status] = number
    return found


def waiting_numbers(looking: Looking, comments: list[Comment]) -> tuple[dict[int, int], dict[str, int]]:
    """How many comments of the same readers wait, by reader, and how many that wait have the same texts, by their key;
    both of what the person sees.
    """
    readers = {one.reader_id for one in comments}
    keys = {one.likeness for one in comments if one.likeness}
    # A reader is of one site: without its name in the question SQLite takes the index by reader.
    by_reader = _waiting(looking, Comment.reader_id, readers)
    of_site = Comment.site_id == looking.site_id
    return by_reader, _waiting(looking, Comment.likeness, keys, of_site) if keys else {}


def _waiting(looking: Looking, column, values: set, *conditions) -> dict:
    rows = select(column, func.count()).where(*conditions, Comment.urgent_at.is_not(None), column.in_(values))
    if looking.sections:
        rows = rows.join(Thread, Thread.id == Comment.thread_id).join(Article, Article.id == Thread.article_id)
        rows = rows.where(in_sections(looking.sections))
    return dict(db.session.execute(rows.group_by(column)).all())


def states(looking: Looking, public_ids: list[str]) -> list[CommentState]:
    """Some of the comments that the person may see, as they are now."""
    rows = select(Comment.id, Comment.public_id, Comment.version).where(
        Comment.site_id == looking.site_id, Comment.public_id.in_(public_ids)
    )
    if looking.sections:
        rows = rows.join(Thread, Thread.id == Comment.thread_id).join(Article, Article.id == Thread.article_id)
        rows = rows.where(in_sections(looking.sections))
    found = db.session.execute(rows).all()
    having = holders(found, looking.now)
    return [CommentState(*row, *having.get(row.id, (None, ""))) for row in found]


def holders(comments: Sequence, now: datetime) -> dict[int, tuple[int, str]]:
    """Who has which comment (or row with ``id`` and ``version``) open: the person's row id and name, by the comment's
    row id."""
    versions = {one.id: one.version for one in comments}
    claims = db.session.execute(
        select(CommentClaim.comment_id, CommentClaim.user_id, CommentClaim.version).where(
            CommentClaim.comment_id.in_(versions), CommentClaim.claimed_at > now - timedelta(minutes=CLAIM_MINUTES)
        )
    ).all()
    names = desk_staff.names({row.user_id for row in claims})
    return {
        row.comment_id: (row.user_id, names.get(row.user_id, ""))
        for row in claims
        if row.version == versions[row.comment_id]
    }
