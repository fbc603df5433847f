"""What holds for a writer while a raid is fended off. Where none is, no question is asked of the database."""

from math import ceil

from sqlalchemy import bindparam, select

from commentsvc import rows
from commentsvc.domain.errors import Forbidden, TooMany
from commentsvc.domain.moderation import Status
from commentsvc.domain.raids import Raid, born_for_it, closed_now, in_force
from commentsvc.domain.sanctions import Standing
from commentsvc.models.article import Thread
from commentsvc.models.comment import Comment
from commentsvc.models.reader import Reader
from commentsvc.services.context import Context

# More than anybody may post within the longest pause (web.rate_limits).
_LATEST = 200
_LATEST_OF = (
    select(Comment.thread_id, Comment.created_at)
    .where(Comment.reader_id == bindparam("reader_id"))
    .order_by(Comment.id.desc())
    .limit(_LATEST)
    .subquery()
)
_LAST_HERE = rows.Prepared(
    select(_LATEST_OF.c.created_at).where(_LATEST_OF.c.thread_id == bindparam("thread_id")).limit(1)
)
_APPROVED = rows.Prepared(
    select(Comment.id)
    .where(Comment.reader_id == bindparam("reader_id"), Comment.status == str(Status.APPROVED))
    .limit(1)
)


def on(context: Context, thread: Thread) -> Raid | None:
    """The raid that is fended off in a thread, if there is one."""
    return in_force(context.site.raid, thread.raid, context.now)


def require_named(context: Context, reader: Reader | None, standing: Standing | None = None) -> None:
    """Raise Forbidden ``anonymous_closed`` while nobody posts anonymously; ``reader`` is None for who has no token.

    Guests whom a moderator trusts go on writing, and accounts do.
    """
    closed = closed_now(context.site.anonymous_closed, context.now)
    if closed is None or (reader is not None and reader.kind != "guest") or (standing is not None and standing.trusted):
        return
    raise Forbidden("anonymous_closed")


def require_pause(context: Context, thread: Thread, reader: Reader, standing: Standing) -> None:
    """Raise TooMany ``slow_mode`` for who has posted in the thread too short a while ago; trusted readers may."""
    raid = on(context, thread)
    if raid is None or not raid.measures.slow_seconds or _exempt(reader, standing):
        return
    last = _LAST_HERE.first(reader_id=reader.id, thread_id=thread.id)
    if last is None:
        return
    left = ceil(raid.measures.slow_seconds - (context.now - last.created_at).total_seconds())
    if left > 0:
        raise TooMany("slow_mode", retry_after=left, seconds=left)


def holds(context: Context, thread: Thread, reader: Reader, standing: Standing) -> bool:
    """Whether what the reader writes now waits for a moderator, because of a raid."""
    raid = on(context, thread)
    return raid is not None and raid.measures.hold_new and is_new(reader, standing, raid)


def damps(context: Context, thread: Thread, reader: Reader, standing: Standing) -> bool:
    """Whether the reader's votes and flags are damped now."""
    raid = on(context, thread)
    return raid is not None and raid.measures.damp and is_new(reader, standing, raid)


def is_new(reader: Reader, standing: Standing, raid: Raid) -> bool:
    """Whether it is a new identity: made for the raid, by its age, or without any comment that was ever approved."""
    if _exempt(reader, standing):
        return False
    return born_for_it(reader.created_at, raid) or _APPROVED.first(reader_id=reader.id) is None


def _exempt(reader: Reader, standing: Standing) -> bool:
    return reader.kind == "staff" or standing.trusted
