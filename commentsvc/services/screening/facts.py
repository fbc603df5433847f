"""What the checks want to know of the writer and the moment, looked up only where a setting of the site asks."""

from datetime import timedelta

from sqlalchemy import and_, bindparam, case, delete, func, or_, select

from commentsvc import rows
from commentsvc.db import db
from commentsvc.domain import likeness
from commentsvc.domain.moderation import Status
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.models.article import Thread
from commentsvc.models.comment import Comment
from commentsvc.models.screening import RecentPost
from commentsvc.services.context import Context
from commentsvc.services.screening.draft import UNASKED, Facts
from commentsvc.services.screening.rush import rush

LATELY = timedelta(days=30)
"""For so long a refused comment counts against its author."""

REPEATED_WITHIN = timedelta(hours=1)
FROM_NETWORK_WITHIN = timedelta(minutes=10)
KEPT_FOR = REPEATED_WITHIN

# Of each reader's comments, the latest so many are looked at; of those of the last hour, so many.
_LOOKED_AT = 200
_COMPARED = 10
# More than any setting asks about.
_COUNTED = 1_001
_MOMENT = Comment.created_at.type


def _record():
    latest = (
        select(Comment.status, Comment.created_at)
        .where(Comment.reader_id == bindparam("reader_id"))
        .order_by(Comment.id.desc())
        .limit(_LOOKED_AT)
        .subquery()
    )
    approved = latest.c.status == Status.APPROVED.value
    refused = or_(latest.c.status == Status.REJECTED.value, latest.c.status == Status.SPAM.value)
    lately = and_(refused, latest.c.created_at > bindparam("since", type_=_MOMENT))
    counted = [func.coalesce(func.sum(case((one, 1), else_=0)), 0) for one in (approved, lately)]
    return select(counted[0].label("approved"), counted[1].label("refused"))


def _counted(what, *conditions):
    here = (RecentPost.site_id == bindparam("site_id"), RecentPost.created_at > bindparam("since", type_=_MOMENT))
    few = select(what.label("one")).where(*here, *conditions).limit(_COUNTED).subquery()
    return select(func.count(few.c.one.distinct()).label("number"))


_RECORD = rows.Prepared(_record())
_OWN = rows.Prepared(
    select(Comment.source)
    .where(
        Comment.reader_id == bindparam("reader_id"),
        Comment.created_at > bindparam("since", type_=_MOMENT),
        # Taken back and written again is a correction.
        Comment.withdrawn_at.is_(None),
    )
    .order_by(Comment.id.desc())
    .limit(_COMPARED)
)
_ALIKE = rows.Prepared(
    _counted(
        RecentPost.reader_id,
        RecentPost.likeness == bindparam("likeness"),
        RecentPost.reader_id != bindparam("reader_id"),
    )
)
_FROM_NETWORK = rows.Prepared(_counted(RecentPost.id, RecentPost.network == bindparam("network")))


def gather(context: Context, thread: Thread, source: str, *, trusted: bool, written_before: bool = False) -> Facts:
    """The facts about a text that the context's reader is posting to a thread, or (``written_before``) changing.

    Of whoever is trusted nothing is asked: the checks that use them are skipped.
    """
    settings, reader, now = context.settings, context.reader, context.now
    if trusted:
        return UNASKED
    found = {}
    if settings.new_reader_comments or settings.refused_comments:
        record = _RECORD.first(reader_id=reader.id, since=now - LATELY)
        found |= {"approved": int(record.approved), "refused": int(record.refused)}
    if written_before:
        return Facts(**found)
    if settings.hold_repeats:
        found["repeats_own"] = _repeats_own(context, source)
    key = likeness.telling_key(source) if settings.repeats_of_many else None
    if key is not None:
        asked = {"likeness": key, "reader_id": reader.id, "since": now - REPEATED_WITHIN}
        found["others_alike"] = _ALIKE.first(site_id=context.site.id, **asked).number
    if settings.burst_network:
        asked = {"network": context.network, "since": now - FROM_NETWORK_WITHIN}
        found["from_network"] = _FROM_NETWORK.first(site_id=context.site.id, **asked).number
    if settings.burst_times:
        found["thread_rush"], found["site_rush"] = rush(context, thread)
    return Facts(**found)


def remember(context: Context, source: str) -> None:
    """Keep what later comments are compared with, where a setting asks for it."""
    if not _is_kept(context.settings):
        return
    rows.insert(
        RecentPost,
        site_id=context.site.id,
        reader_id=context.reader.id,
        likeness=likeness.telling_key(source) if context.settings.repeats_of_many else None,
        network=context.network if context.settings.burst_network else "",
        created_at=context.now,
    )


def forget_old(now) -> int:
    """Delete what no comment is compared with any more; returns how many rows."""
    return db.session.execute(delete(RecentPost).where(RecentPost.created_at < now - KEPT_FOR)).rowcount


def erase(ids: set[int]) -> None:
    """Forget what these readers posted just now."""
    gone = delete(RecentPost).where(RecentPost.reader_id.in_(ids))
    db.session.execute(gone.execution_options(synchronize_session=False))


def _is_kept(settings: SiteSettings) -> bool:
    return bool(settings.repeats_of_many or settings.burst_network)


def _repeats_own(context: Context, source: str) -> bool:
    earlier = _OWN.all(reader_id=context.reader.id, since=context.now - REPEATED_WITHIN)
    return any(likeness.nearly_same(source, row.source) for row in earlier)
