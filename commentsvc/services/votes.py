"""Votes: one per reader and comment; counters and the Best score are derived from the rows."""

from dataclasses import dataclass

from sqlalchemy import bindparam, case, func, select

from commentsvc import rows
from commentsvc.db import db
from commentsvc.domain.errors import Forbidden, NotFound, invalid
from commentsvc.domain.moderation import Status
from commentsvc.domain.ranking import ALIKE_FOR_ONE, ALIKE_MOST, best_score, guest_weighs
from commentsvc.models.article import Thread
from commentsvc.models.comment import Comment, Vote
from commentsvc.models.reader import Reader
from commentsvc.services import accounts, raid_rules, score_history, threads
from commentsvc.services.context import Context
from commentsvc.services.handing_over import reactions

_NOW = rows.Prepared(rows.whole(Comment).where(Comment.id == bindparam("comment_id")))
_MINE = rows.Prepared(
    rows.whole(Vote).where(Vote.comment_id == bindparam("comment_id"), Vote.reader_id == bindparam("reader_id"))
)
_OF_NETWORK = rows.Prepared(
    select(
        func.count().label("used"), func.count(case((Vote.value == bindparam("direction"), Vote.id))).label("alike")
    ).where(
        Vote.comment_id == bindparam("comment_id"),
        Vote.network == bindparam("network"),
        Vote.reader_id != bindparam("reader_id"),
        Vote.weighs.is_(True),
    )
)
# Asked only for a network that has used up its share; no more networks are looked for than could make a difference.
_ELSEWHERE = rows.Prepared(
    select(func.count().label("networks")).select_from(
        select(Vote.network)
        .where(
            Vote.comment_id == bindparam("comment_id"),
            Vote.network != bindparam("network"),
            Vote.value == bindparam("direction"),
            Vote.weighs.is_(True),
        )
        .distinct()
        .limit(ALIKE_FOR_ONE * ALIKE_MOST)
        .subquery()
    )
)


@dataclass(frozen=True)
class Cast:
    """What came of a vote: the tallies as its reader sees them, and whether others see it among theirs.

    A guest costs nothing to make: so many guests of one network weigh on a comment (a site's setting), further ones as
    far as others say the same (``ranking.guest_weighs``). The rest are kept, but only their own readers see them. So
    the tallies that everybody sees are those that make the order.
    """

    thread: Thread
    up: int
    down: int
    counted: bool


def vote(context: Context, comment: Comment, value: int) -> Cast:
    """Set the reader's vote to +1 or −1. Raises Invalid, Forbidden or NotFound; repeating it changes nothing."""
    if value not in (1, -1) or (value == -1 and not context.settings.downvotes):
        raise invalid("value", "vote_value")
    reader, thread, found = _prepare(context, comment)
    mine = _mine(comment, reader.id)
    if mine is not None and mine.value == value:
        return _cast(thread, comment, mine)
    before = comment.best_score
    if mine is None:
        mine = rows.new(
            Vote,
            site_id=context.site.id,
            comment_id=comment.id,
            reader_id=reader.id,
            network=context.network,
            created_at=context.now,
        )
    else:
        _count(comment, mine, -1)
        # An old vote's network has been forgotten; what is said now is said from here.
        mine.network = mine.network or context.network
    mine.value = value
    # A changed vote is weighed anew: what counts because many say the same must not then say the opposite.
    damped = raid_rules.damps(context, thread, reader, found)
    mine.weighs = _weighs(context, comment, mine, damped) if damped or reader.kind == "guest" else True
    _count(comment, mine, +1)
    threads.changed(thread)
    for changed in (mine, comment, thread):
        rows.save(changed)
    score_history.remember(thread, comment, before, context.now)
    return _cast(thread, comment, mine)


def retract(context: Context, comment: Comment) -> Cast:
    """Take the reader's vote back; without one, nothing changes."""
    reader, thread, _found = _prepare(context, comment)
    mine = _mine(comment, reader.id)
    if mine is not None:
        before = comment.best_score
        _count(comment, mine, -1)
        db.session.delete(mine)
        threads.changed(thread)
        rows.save(comment)
        rows.save(thread)
        score_history.remember(thread, comment, before, context.now)
    return _cast(thread, comment, None)


def hand_over(context: Context, guest: Reader, account: Reader) -> None:
    """Make a guest's votes an account's, in threads whose rows are locked and whose versions have grown.

    Where both voted the account's vote stays, and neither's vote on the other's comments does. A vote that becomes an
    account's weighs, like any that it casts.
    """
    for mine, comment, stays in reactions(Vote, guest, account):
        before = comment.best_score
        _count(comment, mine, -1)
        if stays:
            mine.reader_id, mine.weighs = account.id, True
            _count(comment, mine, +1)
        else:
            db.session.delete(mine)
        score_history.remember(db.session.get_one(Thread, comment.thread_id), comment, before, context.now)
    db.session.flush()


def erase(context: Context, reader: Reader, most: int) -> int:
    """Take a batch of a reader's votes out of the tallies, whatever state their threads are in; returns how many."""
    found = db.session.execute(
        select(Vote.id, Comment.thread_id)
        .join(Comment, Comment.id == Vote.comment_id)
        .where(Vote.reader_id == reader.id)
        .order_by(Vote.id)
        .limit(most)
    ).all()
    for thread_id in sorted({row.thread_id for row in found}):
        threads.changed(threads.lock_row(thread_id))
    pairs = db.session.execute(
        select(Vote, Comment)
        .join(Comment, Comment.id == Vote.comment_id)
        .where(Vote.id.in_([row.id for row in found]))
        .execution_options(populate_existing=True)
    ).all()
    for mine, comment in pairs:
        before = comment.best_score
        _count(comment, mine, -1)
        db.session.delete(mine)
        score_history.remember(db.session.get_one(Thread, comment.thread_id), comment, before, context.now)
    db.session.flush()
    return len(found)


def _prepare(context: Context, comment: Comment):
    reader, found = accounts.require_voter(context)
    thread = threads.lock_of(comment)
    rows.fetch(Comment, _NOW, comment_id=comment.id)
    if comment.status != Status.APPROVED or comment.withdrawn_at is not None:
        raise NotFound("unknown_comment")
    threads.require_open(context, thread)
    if comment.reader_id == reader.id:
        raise Forbidden("own_comment")
    return reader, thread, found


def _mine(comment: Comment, reader_id: int) -> Vote | None:
    return rows.fetch(Vote, _MINE, comment_id=comment.id, reader_id=reader_id)


def _weighs(context: Context, comment: Comment, mine: Vote, damped: bool) -> bool:
    """Whether a guest's vote weighs, beside those of the same network that do already; ``damped``: of a new identity
    during a raid, which has no share of its own, and stays as it is when the raid is over.
    """
    theirs = _OF_NETWORK.first(
        comment_id=comment.id, network=mine.network, reader_id=mine.reader_id, direction=mine.value
    )
    share, others = 0 if damped else context.settings.guest_votes_per_network, 0
    if theirs.used >= share:
        others = _ELSEWHERE.first(comment_id=comment.id, network=mine.network, direction=mine.value).networks
    return guest_weighs(share, theirs.used, theirs.alike, others)


def _cast(thread: Thread, comment: Comment, mine: Vote | None) -> Cast:
    up, down = comment.best_ups, comment.best_downs
    if mine is not None and not mine.weighs:
        up, down = up + (mine.value == 1), down + (mine.value == -1)
    return Cast(thread, up, down, mine is not None and mine.weighs)


def _count(comment: Comment, mine: Vote, sign: int) -> None:
    if mine.value == 1:
        comment.ups += sign
        comment.best_ups += sign * mine.weighs
    else:
        comment.downs += sign
        comment.best_downs += sign * mine.weighs
    comment.best_score = best_score(comment.best_ups, comment.best_downs)
