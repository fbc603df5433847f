"""One decision about many comments: gathered first, made in steps, passed over what changed meanwhile, undone as one.

Each step is a unit of work of its own, so that neither readers nor colleagues wait for more than one of them.
"""

from collections.abc import Iterable

from sqlalchemy import insert, select

from commentsvc.db import db
from commentsvc.domain.errors import Forbidden, LostRace, NotFound
from commentsvc.domain.moderation import Action, Actor
from commentsvc.domain.roles import Power, may
from commentsvc.models.comment import Comment
from commentsvc.models.desk import BulkItem, BulkRun
from commentsvc.models.log import LogEntry
from commentsvc.models.staff import Membership, StaffUser
from commentsvc.services import jobs, moderation, reasons, threads
from commentsvc.services.context import Context

HANDLER = "bulk"
# So many are decided while the moderator waits; more are work for the background.
AT_ONCE_MAX = 200
# More than so many are not gathered for one decision.
ITEMS_MAX = 100_000
# Comments decided in one unit of work: others wait for no more than that.
BATCH = 25

_GOING_ON = frozenset({"deciding", "undoing"})
ACTIONS = frozenset({Action.APPROVE, Action.REJECT, Action.MARK_SPAM})


def prepare(context: Context, person_id: int, chosen: dict) -> BulkRun:
    """Begin to gather what one decision will be about; ``chosen`` is what was looked for, empty for a selection."""
    run = BulkRun(site_id=context.site.id, user_id=person_id, chosen=chosen, created_at=context.now)
    db.session.add(run)
    db.session.flush()
    return run


def add_items(run_id: int, seen: Iterable[tuple[int, int]]) -> None:
    """Add comments to a prepared run: row ids with the versions that were seen."""
    run = _locked(run_id)
    rows = [
        {"site_id": run.site_id, "run_id": run.id, "comment_id": comment_id, "seen_version": version}
        for comment_id, version in seen
    ]
    if rows:
        db.session.execute(insert(BulkItem), rows)
        run.total += len(rows)


def find(context: Context, public_id: str) -> BulkRun:
    """One run of this site. Raises NotFound."""
    named = select(BulkRun).where(BulkRun.site_id == context.site.id, BulkRun.public_id == public_id)
    run = db.session.scalar(named)
    if run is None:
        raise NotFound()
    return run


def of_entry(entry: LogEntry) -> BulkRun | None:
    """The run that wrote a row of the log, if one did."""
    return db.session.scalar(
        select(BulkRun).join(BulkItem, BulkItem.run_id == BulkRun.id).where(BulkItem.entry_id == entry.id)
    )


def begin(context: Context, run: BulkRun, action: Action, reason: str | None = None) -> None:
    """Decide about all that is gathered: at once by ``step``, or, where it is much, in the background.

    ``action`` is one of ``ACTIONS``. Raises Invalid for an unknown reason, LostRace where it has begun already.
    """
    if reason is not None:
        reasons.require_active(context, reason)
    run = _locked(run.id)
    if run.state != "prepared":
        raise LostRace("bulk_begun")
    run.action, run.reason = action, reason
    _go(context, run, "deciding")


def undo(context: Context, run: BulkRun, person_id: int) -> None:
    """Put back all that a run has decided, also while it is at it; what has changed since is passed over.

    Raises LostRace where that was asked for already, or nothing was decided.
    """
    run = _locked(run.id)
    if run.state not in ("deciding", "done", "stopped"):
        raise LostRace("bulk_undone")
    run.undone_by_id, run.at_item = person_id, 0
    _go(context, run, "undoing")


def is_small(run: BulkRun) -> bool:
    """Whether the moderator can wait for it."""
    return run.total <= AT_ONCE_MAX


def step(context: Context, run_id: int) -> bool:
    """Decide about the next batch, or put it back; returns whether there is more to do."""
    run = _locked(run_id)
    if run.state not in _GOING_ON:
        return False
    undoing = run.state == "undoing"
    actor = Actor("staff", run.undone_by_id if undoing else run.user_id)
    if not _may_go_on(run, actor.id):
        run.state, run.finished_at = "stopped", context.now
        return False
    items = _next_items(run)
    comments = _locked_comments(items)
    for item in items:
        comment = comments[item.comment_id]
        if undoing:
            run.put_back += _put_back(context, item, actor)
        elif _decided(context, run, item, comment, actor):
            run.decided += 1
        else:
            run.passed_over += 1
        run.at_item = item.id
    more = len(items) == BATCH
    if not more:
        run.state, run.finished_at = ("undone" if undoing else "done"), context.now
    db.session.flush()
    return more


def _go(context: Context, run: BulkRun, state: str) -> None:
    run.state, run.finished_at = state, None
    if not is_small(run):
        jobs.add(run.site_id, HANDLER, f"{run.public_id}:{state}", {"run": run.id}, context.now)


def _locked(run_id: int) -> BulkRun:
    found = select(BulkRun).where(BulkRun.id == run_id).with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(found).one()


def _may_go_on(run: BulkRun, person_id: int) -> bool:
    """Whether whoever decided still may: a dismissed moderator's decisions end with them."""
    role = db.session.scalar(
        select(Membership.role)
        .join(StaffUser, StaffUser.id == Membership.user_id)
        .where(Membership.site_id == run.site_id, Membership.user_id == person_id, StaffUser.active)
    )
    return role is not None and may(role, Power.MODERATE)


def _next_items(run: BulkRun) -> list[BulkItem]:
    wanted = select(BulkItem).where(BulkItem.run_id == run.id, BulkItem.id > run.at_item)
    if run.state == "undoing":
        wanted = wanted.where(BulkItem.entry_id.is_not(None))
    return list(db.session.scalars(wanted.order_by(BulkItem.id).limit(BATCH)))


def _locked_comments(items: list[BulkItem]) -> dict[int, Comment]:
    """The comments of a batch, with their threads locked in one order: two batches never wait for each other."""
    ids = [item.comment_id for item in items]
    wanted = select(Comment).where(Comment.id.in_(ids))
    for thread_id in sorted(set(db.session.scalars(wanted.with_only_columns(Comment.thread_id)))):
        threads.lock_row(thread_id)
    fresh = wanted.execution_options(populate_existing=True)
    return {comment.id: comment for comment in db.session.scalars(fresh)}


def _decided(context: Context, run: BulkRun, item: BulkItem, comment: Comment, actor: Actor) -> bool:
    try:
        entry = moderation.decide(
            context, comment, Action(run.action), actor, seen_version=item.seen_version, reason=run.reason
        )
    except (LostRace, Forbidden):
        return False
    item.entry_id = entry.id
    return True


def _put_back(context: Context, item: BulkItem, actor: Actor) -> bool:
    try:
        moderation.undo(context, db.session.get_one(LogEntry, item.entry_id), actor)
    except (LostRace, Forbidden):
        return False
    return True
