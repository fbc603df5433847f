"""The only place where a thread's switches and announcement change; every change is a row of the log.

A switch is one of the thread's own yes-or-no columns. Each row of the log holds the switch's state before and after in
words of its own, so that undo knows what it puts back.
"""

from datetime import timedelta

from sqlalchemy import func, or_, select

from commentsvc.db import db
from commentsvc.domain.errors import LostRace
from commentsvc.domain.events import ThreadSwitched
from commentsvc.domain.moderation import MACHINE, Action, Actor
from commentsvc.domain.provenance import Provenance
from commentsvc.domain.site_settings import clean_staff_words
from commentsvc.domain.thread_switches import ANNOUNCED, BY_STATE, CONFIRMED, UNANNOUNCED, UNCONFIRMED, Switch
from commentsvc.models.article import Article, Thread
from commentsvc.models.log import LogEntry, LogNote
from commentsvc.services import log, outbox, threads
from commentsvc.services.context import Context

# So many old threads are locked in one unit of work.
BATCH = 200


def switch(
    context: Context, thread: Thread, which: Switch, actor: Actor, *, on: bool, undoes: LogEntry | None = None
) -> LogEntry:
    """Turn one of a thread's switches.

    Raises LostRace ``thread_changed`` when it stands so already: somebody was faster.
    """
    thread = threads.lock_row(thread.id)
    aged = which is Switch.LOCKED and threads.is_aged(context, thread)
    before = getattr(thread, which) or (aged and not on)
    if before == on:
        raise LostRace("thread_changed")
    setattr(thread, which, on)
    if which is Switch.LOCKED:
        # Whoever opens a thread that its age has locked wants it open all the same.
        thread.stays_open = not on and threads.is_past_age(context, thread)
    action = which.on_action if on else which.off_action
    outbox.publish(context, ThreadSwitched(thread.public_id, which, on))
    return _record(context, thread, actor, action, which.state(before), which.state(on), undoes=undoes)


def announce(context: Context, thread: Thread, text: object, actor: Actor) -> LogEntry:
    """Set the newsroom's word above the thread; an empty text takes it away. Raises Invalid ``announcement``.

    Raises LostRace ``thread_changed`` when it stands there already.
    """
    words = clean_staff_words("announcement", text)
    thread = threads.lock_row(thread.id)
    if thread.announcement == words:
        raise LostRace("thread_changed")
    return _announce(context, thread, words, actor)


def confirm(context: Context, thread: Thread, title: str, actor: Actor) -> LogEntry:
    """Vouch for the headline and address that a reader's page gave, so that front pages show them.

    ``title`` is the headline as the person saw it. Raises LostRace ``thread_changed`` where that is another by now, or
    known from a better source.
    """
    thread = threads.lock_row(thread.id)
    article = db.session.get_one(Article, thread.article_id, with_for_update=True, populate_existing=True)
    if article.provenance != Provenance.HINT or not article.title or article.title != title:
        raise LostRace("thread_changed")
    article.provenance, article.claim, article.claimed_from = Provenance.NEWSROOM, None, None
    before, after = UNCONFIRMED, CONFIRMED
    return _record(context, thread, actor, Action.CONFIRM, before, after, undoes=None, note=article.title)


def undo(context: Context, entry: LogEntry, actor: Actor) -> LogEntry:
    """Put back what one row about a thread changed. Raises LostRace ``cannot_undo`` or NotFound."""
    thread = threads.lock_row(entry.subject_id)
    # Comments change a thread's version too, so that here only the log knows whether this was undone already.
    if db.session.scalar(select(LogEntry.id).where(LogEntry.undoes_id == entry.id)):
        raise LostRace("cannot_undo")
    if entry.to_state in (ANNOUNCED, UNANNOUNCED):
        return _announce(context, thread, _words_before(entry), actor, undoes=entry)
    if entry.from_state not in BY_STATE:
        raise LostRace("cannot_undo")
    which, on = BY_STATE[entry.from_state]
    return switch(context, thread, which, actor, on=on, undoes=entry)


def old_threads(context: Context) -> list[int]:
    """Row ids of up to ``BATCH`` threads of the site that their age has closed to comments and nobody has locked."""
    days = context.settings.lock_after_days
    if not days:
        return []
    begun_at = func.coalesce(Article.published_at, Thread.created_at)
    return list(
        db.session.scalars(
            select(Thread.id)
            .join(Article, Article.id == Thread.article_id)
            .where(
                Thread.site_id == context.site.id,
                Thread.locked.is_(False),
                Thread.stays_open.is_(False),
                begun_at <= context.now - timedelta(days=days),
            )
            .order_by(Thread.id)
            .limit(BATCH)
        )
    )


def lock_old(context: Context, thread_ids: list[int]) -> int:
    """Lock threads whose age has closed them to comments already, so that lists and log say so; returns how many."""
    locked = 0
    for thread_id in thread_ids:
        thread = db.session.get(Thread, thread_id)
        if thread is None or thread.locked or not threads.is_aged(context, thread):
            continue
        switch(context, thread, Switch.LOCKED, MACHINE, on=True)
        locked += 1
    return locked


def _announce(
    context: Context, thread: Thread, words: str, actor: Actor, *, undoes: LogEntry | None = None
) -> LogEntry:
    before = ANNOUNCED if thread.announcement else UNANNOUNCED
    thread.announcement = words
    after = ANNOUNCED if words else UNANNOUNCED
    return _record(context, thread, actor, Action.ANNOUNCE, before, after, undoes=undoes, note=words)


def _words_before(entry: LogEntry) -> str:
    """What stood there before a row of the log: the note of the row that set it. Raises LostRace."""
    if entry.from_state == UNANNOUNCED:
        return ""
    words = db.session.scalar(
        select(LogNote.text)
        .select_from(LogEntry)
        .outerjoin(LogNote, LogNote.entry_id == LogEntry.id)
        .where(
            LogEntry.site_id == entry.site_id,
            LogEntry.subject_type == "thread",
            LogEntry.subject_id == entry.subject_id,
            LogEntry.seq < entry.seq,
            or_(LogEntry.to_state == ANNOUNCED, LogEntry.to_state == UNANNOUNCED),
        )
        .order_by(LogEntry.seq.desc())
        .limit(1)
    )
    if words is None:
        # It came by another way, or the words were erased from the log.
        raise LostRace("cannot_undo")
    return words


def _record(
    context: Context,
    thread: Thread,
    actor: Actor,
    action: Action,
    before: str,
    after: str,
    *,
    undoes: LogEntry | None,
    note: str = "",
) -> LogEntry:
    threads.changed(thread)
    db.session.flush()
    change = log.Change(
        "thread",
        thread.id,
        Action.UNDO if undoes is not None else action,
        before,
        after,
        thread.version,
        undoes_id=undoes.id if undoes is not None else None,
    )
    return log.append(context, actor, change, note)
