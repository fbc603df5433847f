"""A statement of reasons for every decision that restricts a reader, written with it and undone with it."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, or_, select, update

from commentsvc import rows
from commentsvc.db import db, new_public_id
from commentsvc.domain.appeals import AppealState
from commentsvc.domain.badges import Badge
from commentsvc.domain.errors import NotFound
from commentsvc.domain.keys import Keys
from commentsvc.domain.moderation import Status
from commentsvc.domain.statements import (
    REFUSING,
    SANCTIONS,
    Ground,
    Restriction,
    Source,
    detected,
    ground,
    source,
)
from commentsvc.models.comment import Comment
from commentsvc.models.log import LogEntry, LogNote
from commentsvc.models.reader import Reader
from commentsvc.models.sanction import Sanction
from commentsvc.models.statement import Appeal, Statement
from commentsvc.services.context import Context

APPEAL = "appeal"
"""What the log calls an appeal."""
_PURPOSE = "statement"
# What is taken back reopens an appeal that was closed with it.
_CLOSED_WITH = (AppealState.SETTLED, AppealState.REVERSED)


@dataclass(frozen=True)
class Cause:
    """What led to a decision, as its maker knows it: flags that were open, the notice that asked for it with its
    reference, the provision of the law that was named.
    """

    flags: int = 0
    content_notice_id: int | None = None
    notice_reference: str = ""
    law: str = ""


NO_CAUSE = Cause()


def follow_comment(context: Context, comment: Comment, entry: LogEntry, cause: Cause = NO_CAUSE) -> None:
    """A comment has another status (``entry``): end the statement that told of the former one, and give the next.

    Undoing a decision ends its statement; undoing what ended one lets it hold again. What the newsroom itself writes
    is told to nobody.
    """
    version = entry.subject_version
    if entry.from_state in REFUSING:
        _end(context, Statement.comment_id == comment.id, version)
    if entry.to_state not in REFUSING:
        return
    if entry.undoes_id is not None and _restore(Statement.comment_id == comment.id, version - 1):
        return
    if not context.settings.statements_of_reasons or Badge.STAFF in comment.badges:
        return
    held = entry.from_reason if entry.from_state == Status.PENDING else None
    found = detected([held, *(one["check"] for one in comment.findings or ())])
    removed = entry.from_state == Status.APPROVED
    _give(
        context,
        entry,
        reader_id=comment.reader_id,
        comment_id=comment.id,
        restriction=Restriction.REMOVED if removed else Restriction.REFUSED,
        ground=ground(entry.to_state, entry.reason, cause.law),
        law=cause.law,
        rules_version=comment.rules_version,
        source=source(cause.content_notice_id is not None, cause.flags, found),
        content_notice_id=cause.content_notice_id,
        notice_reference=cause.notice_reference,
        found=found or None,
        flags=min(cause.flags, 1_000),
    )


def follow_sanction(context: Context, row: Sanction, entry: LogEntry) -> None:
    """A sanction was given, lifted, or either of these undone (``entry``)."""
    mine = Statement.sanction_id == row.id
    if row.lifted_at is not None:
        _end(context, mine, row.version)
        return
    if row.kind not in SANCTIONS or _restore(mine, row.version - 1) or entry.undoes_id is not None:
        return
    if not context.settings.statements_of_reasons:
        return
    _give(
        context,
        entry,
        reader_id=row.reader_id,
        sanction_id=row.id,
        restriction=SANCTIONS[row.kind],
        ground=ground("", row.reason),
        rules_version=context.site.rules_version,
        source=Source.OWN,
        ends_at=row.ends_at,
    )


def find(context: Context, public_id: str) -> Statement:
    """A statement of the context's site. Raises NotFound ``unknown_statement``."""
    named = select(Statement).where(Statement.site_id == context.site.id, Statement.public_id == public_id)
    row = db.session.scalar(named)
    if row is None:
        raise NotFound("unknown_statement")
    return row


def of_reader(context: Context, public_id: str) -> Statement:
    """A statement to the caller. Raises NotFound ``unknown_statement`` for anybody else's."""
    row = find(context, public_id)
    if context.reader is None or row.reader_id != context.reader.id:
        raise NotFound("unknown_statement")
    return row


def token(keys: Keys, public_id: str) -> str:
    """What opens the page of a statement to whoever has it; it does not expire, as mails are kept long."""
    return keys.token(_PURPOSE, public_id)


def opened(keys: Keys, text: str) -> Statement:
    """The statement that a token opens. Raises NotFound ``unknown_statement``, also once its reader is erased."""
    public_id = keys.read(_PURPOSE, text)
    row = public_id and db.session.scalar(select(Statement).where(Statement.public_id == public_id))
    if not row:
        raise NotFound("unknown_statement")
    return row


def is_spam(row: Statement) -> bool:
    """Whether it is about advertising in bulk, of which nobody is told by mail (Article 17(2))."""
    return row.ground == Ground.SPAM


def hand_over(guest: Reader, account: Reader) -> None:
    """What was told to a guest, and what the guest said against it, is the account's from now on."""
    for model in (Statement, Appeal):
        mine = update(model).where(model.reader_id == guest.id).values(reader_id=account.id)
        db.session.execute(mine.execution_options(synchronize_session=False))


def erase(ids: set[int]) -> None:
    """Forget what these readers were told and what they said against it, and the words of the log about that. How many
    there were, and what became of them, stays in the log.
    """
    theirs = select(Statement.id).where(Statement.reader_id.in_(ids))
    said = or_(Appeal.reader_id.in_(ids), Appeal.statement_id.in_(theirs))
    about = select(LogEntry.id).where(
        LogEntry.subject_type == APPEAL, LogEntry.subject_id.in_(select(Appeal.id).where(said))
    )
    for going in (
        delete(LogNote).where(LogNote.entry_id.in_(about)),
        delete(Appeal).where(said),
        delete(Statement).where(Statement.reader_id.in_(ids)),
    ):
        db.session.execute(going.execution_options(synchronize_session=False))


def _give(context: Context, entry: LogEntry, **values) -> None:
    rows.insert(
        Statement,
        public_id=new_public_id(),
        site_id=context.site.id,
        entry_id=entry.id,
        reason=entry.reason,
        automated_decision=entry.actor_type == "machine",
        starts_at=context.now,
        **values,
    )


def _end(context: Context, mine: ColumnElement, version: int) -> None:
    ended = update(Statement).where(mine, Statement.until_version.is_(None))
    ended = ended.values(until_version=version, ended_at=context.now).execution_options(synchronize_session=False)
    if db.session.execute(ended).rowcount:
        _close_appeals(context, mine)


def _close_appeals(context: Context, mine: ColumnElement) -> None:
    """Whoever appealed has got what they asked for, without anybody having to decide."""
    waiting = Appeal.statement_id.in_(select(Statement.id).where(mine)), Appeal.state == AppealState.OPEN
    closed = {"state": AppealState.SETTLED, "decided_at": context.now, "version": Appeal.version + 1}
    db.session.execute(update(Appeal).where(*waiting).values(closed).execution_options(synchronize_session=False))


def _restore(mine: ColumnElement, version: int) -> bool:
    """Let the statement hold again that ended with a version; whether there is one."""
    ended = update(Statement).where(mine, Statement.until_version == version)
    ended = ended.values(until_version=None, ended_at=None).execution_options(synchronize_session=False)
    if not db.session.execute(ended).rowcount:
        return False
    holding = select(Statement.id).where(mine, Statement.until_version.is_(None))
    closed = Appeal.statement_id.in_(holding), Appeal.state.in_(_CLOSED_WITH)
    opened = {"state": AppealState.OPEN, "decided_at": None, "decided_by_id": None, "version": Appeal.version + 1}
    db.session.execute(update(Appeal).where(*closed).values(opened).execution_options(synchronize_session=False))
    return True
