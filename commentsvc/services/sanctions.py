"""The newsroom's power over readers, and its limits: every sanction has a reason, an end, somebody who gave it, and a
way back, is a row of the log, and is told to the reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, or_, select, update

from commentsvc.db import db
from commentsvc.domain.errors import Forbidden, LostRace, NotFound, invalid
from commentsvc.domain.limits import STAFF_WORDS_MAX_CHARS
from commentsvc.domain.moderation import Action, Actor
from commentsvc.domain.sanctions import (
    BEGINNING,
    DAYS,
    GIVING,
    UNREASONED,
    WITH_END,
    WITHOUT_END,
    SanctionAction,
    SanctionKind,
)
from commentsvc.domain.statements import SANCTIONS as RESTRICTING
from commentsvc.domain.telling import SECOND_THOUGHTS
from commentsvc.domain.text import clean_text
from commentsvc.models.comment import Comment
from commentsvc.models.log import LogEntry, LogNote
from commentsvc.models.reader import Reader
from commentsvc.models.sanction import Sanction
from commentsvc.services import consents, log, mail, reasons, standing, statements
from commentsvc.services.context import Context

SUBJECT = "sanction"
MAIL = "standing"
# Whom nobody can act upon: the newsroom itself, and rows that stand for nobody any more.
_NOBODY = ("former", "erasing", "erased")


@dataclass(frozen=True)
class NewSanction:
    """What a moderator decides: the kind, the reason's code, the words to the reader, and for how many days."""

    kind: SanctionKind
    reason: str | None = None
    words: str = ""
    days: int | None = None


def prepare(kind: object, reason: str | None, words: object, days: str | None) -> NewSanction:
    """Check what a form holds. Raises Invalid for ``kind``, ``reason``, ``days`` or ``words``."""
    if kind not in set(SanctionKind):
        raise invalid("kind", "unknown_choice")
    chosen = SanctionKind(kind)
    if chosen in UNREASONED:
        reason = None
    elif not reason:
        raise invalid("reason", "unknown_reason")
    if days and days not in {str(one) for one in DAYS}:
        raise invalid("days", "unknown_choice")
    if chosen in WITH_END and not days:
        raise invalid("days", "end_needed")
    span = int(days) if days and chosen not in WITHOUT_END else None
    return NewSanction(chosen, reason, clean_text("words", words, STAFF_WORDS_MAX_CHARS, required=False), span)


def find_reader(context: Context, public_id: str) -> Reader:
    """A reader of the context's site. Raises NotFound ``unknown_reader``."""
    reader = db.session.scalar(
        select(Reader).where(
            Reader.site_id == context.site.id, Reader.public_id == public_id, Reader.kind.not_in(_NOBODY)
        )
    )
    if reader is None:
        raise NotFound("unknown_reader")
    return reader


def find(context: Context, public_id: str) -> Sanction:
    """A sanction of the context's site. Raises NotFound ``unknown_sanction``."""
    row = db.session.scalar(
        select(Sanction).where(Sanction.site_id == context.site.id, Sanction.public_id == public_id)
    )
    if row is None:
        raise NotFound("unknown_sanction")
    return row


def give(context: Context, reader: Reader, new: NewSanction, actor: Actor, about: Comment | None = None) -> LogEntry:
    """Impose a sanction on a reader, or grant trust; ``about`` is the reader's comment that it follows on.

    Raises NotFound ``unknown_comment`` for a comment of somebody else's; Forbidden ``reader_is_staff``; Invalid
    ``reason`` for one that the site does not have (any more); LostRace ``sanction_in_force`` where one of the kind is
    in force already: lift it first. Warnings add up.
    """
    _lock(reader)
    if reader.kind == "staff":
        raise Forbidden("reader_is_staff")
    if new.reason is not None:
        reasons.require_active(context, new.reason)
    present = {row.kind for row in standing.in_force(reader, context.now)}
    if new.kind in present and new.kind is not SanctionKind.WARNING:
        raise LostRace("sanction_in_force")
    if about is not None and about.reader_id != reader.id:
        raise NotFound("unknown_comment")
    row = Sanction(
        site_id=context.site.id,
        reader_id=reader.id,
        comment_id=about.id if about is not None else None,
        kind=new.kind,
        reason=new.reason,
        words=new.words,
        given_by_id=actor.id if actor.kind == "staff" else None,
        starts_at=context.now,
        ends_at=context.now + timedelta(days=new.days) if new.days else None,
    )
    db.session.add(row)
    db.session.flush()
    standing.settle(reader, context.now)
    entry = log.append(context, actor, _change(row, GIVING[new.kind]), new.words)
    statements.follow_sanction(context, row, entry)
    _tell(context, row, entry)
    return entry


def lift(context: Context, row: Sanction, actor: Actor, seen_version: int) -> LogEntry:
    """End a sanction before its time.

    Raises LostRace ``sanction_changed`` when somebody was faster, Forbidden ``sanction_over`` when it is over.
    """
    reader = _with_reader(row)
    if row.version != seen_version:
        raise LostRace("sanction_changed")
    if row.lifted_at is not None or (row.ends_at is not None and row.ends_at <= context.now):
        raise Forbidden("sanction_over")
    row.lifted_at = context.now
    entry = _changed(context, reader, row, SanctionAction.LIFT, actor)
    _tell(context, row, entry)
    return entry


def acknowledge(context: Context, reader: Reader, public_ids: Iterable[str]) -> None:
    """The reader says that these warnings were read. Others stay; repeating it changes nothing."""
    named = set(public_ids)
    if not named:
        return
    _lock(reader)
    for row in standing.in_force(reader, context.now):
        if row.kind == SanctionKind.WARNING and row.public_id in named:
            row.acknowledged_at = context.now
            _changed(context, reader, row, SanctionAction.ACKNOWLEDGE, Actor("reader", reader.id))


def undo(context: Context, entry: LogEntry, actor: Actor) -> LogEntry:
    """Put back what one row about a sanction changed: what was given is lifted, what was lifted is in force again.

    Raises LostRace ``sanction_changed`` when it has changed since, NotFound where it is gone.
    """
    row = db.session.get(Sanction, entry.subject_id)
    if row is None:
        raise NotFound("unknown_sanction")
    reader = _with_reader(row)
    if row.version != entry.subject_version:
        raise LostRace("sanction_changed")
    row.lifted_at = context.now if entry.action in BEGINNING else None
    undone = _changed(context, reader, row, Action.UNDO, actor, undoes=entry)
    _tell(context, row, undone)
    return undone


def kind_of(entry: LogEntry) -> str:
    """The kind of the sanction that a row of the log is about; "" where it is gone."""
    row = db.session.get(Sanction, entry.subject_id)
    return row.kind if row is not None else ""


def hand_over(context: Context, guest: Reader, account: Reader) -> None:
    """What is in force for a guest, and the history, are the account's from now on."""
    db.session.execute(
        update(Sanction)
        .where(Sanction.reader_id == guest.id)
        .values(reader_id=account.id)
        .execution_options(synchronize_session=False)
    )
    for reader in (guest, account):
        standing.settle(reader, context.now)


def erase(ids: set[int]) -> None:
    """Forget every sanction on these readers, and the words of the log about them. A ban goes with whom it was on."""
    mine = select(Sanction.id).where(Sanction.reader_id.in_(ids))
    about = select(LogEntry.id).where(LogEntry.subject_type == SUBJECT, LogEntry.subject_id.in_(mine))
    for going in (
        delete(LogNote).where(LogNote.entry_id.in_(about)),
        delete(Sanction).where(Sanction.reader_id.in_(ids)),
    ):
        db.session.execute(going.execution_options(synchronize_session=False))
    free = update(Reader).where(Reader.id.in_(ids), or_(Reader.sanctioned, Reader.banned))
    db.session.execute(free.values(sanctioned=False, banned=False))


def _lock(reader: Reader) -> None:
    """Of two who decide at the same moment the second sees what the first did."""
    db.session.refresh(reader, with_for_update=True)


def _with_reader(row: Sanction) -> Reader:
    reader = db.session.get_one(Reader, row.reader_id)
    _lock(reader)
    db.session.refresh(row)
    return reader


def _until(row: Sanction) -> str | None:
    """The end as the log knows it, so that its chain proves it; minutes suffice."""
    return f"{row.ends_at:%Y-%m-%dT%H:%MZ}" if row.ends_at is not None else None


def _changed(
    context: Context, reader: Reader, row: Sanction, action: str, actor: Actor, undoes: LogEntry | None = None
) -> LogEntry:
    row.version += 1
    db.session.flush()
    standing.settle(reader, context.now)
    change = _change(row, action, undoes_id=undoes.id if undoes else None)
    entry = log.append(context, actor, change)
    statements.follow_sanction(context, row, entry)
    return entry


def _change(row: Sanction, action: str, **more) -> log.Change:
    return log.Change(SUBJECT, row.id, action, None, _until(row), row.version, reason=row.reason, **more)


def _tell(context: Context, row: Sanction, entry: LogEntry) -> None:
    """Have the reader told by mail, where the account agreed to be told of what moderators decide."""
    if row.kind == SanctionKind.TRUSTED:
        return
    contact = consents.contact_of(row.reader_id)
    if contact is not None and (consents.has_agreed(contact) or _stated(context, row)):
        args = {"sanction": row.public_id, "version": row.version}
        mail.queue(
            context, MAIL, entry.public_id, contact_id=contact.id, args=args, due_at=context.now + SECOND_THOUGHTS
        )


def _stated(context: Context, row: Sanction) -> bool:
    """Whether a statement of reasons goes with it, which is owed to whoever can be reached."""
    return context.settings.statements_of_reasons and row.kind in RESTRICTING
