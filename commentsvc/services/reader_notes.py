"""What colleagues tell each other about a reader. The words stay out of the log, which says that there are some."""

from sqlalchemy import delete, select, update

from commentsvc.db import db
from commentsvc.domain.errors import Forbidden, LostRace, NotFound
from commentsvc.domain.limits import NOTE_MAX_CHARS
from commentsvc.domain.moderation import Action, Actor
from commentsvc.domain.sanctions import BEGINNING, SanctionAction
from commentsvc.domain.text import clean_text
from commentsvc.models.log import LogEntry
from commentsvc.models.reader import Reader
from commentsvc.models.sanction import ReaderNote
from commentsvc.services import log
from commentsvc.services.context import Context

SUBJECT = "reader_note"


def add(context: Context, reader: Reader, text: object, actor: Actor) -> LogEntry:
    """Note something about a reader. Raises Invalid ``note``, Forbidden ``reader_is_staff``."""
    if reader.kind == "staff":
        raise Forbidden("reader_is_staff")
    row = ReaderNote(
        site_id=context.site.id,
        reader_id=reader.id,
        text=clean_text("note", text, NOTE_MAX_CHARS),
        written_by_id=actor.id,
        created_at=context.now,
    )
    db.session.add(row)
    db.session.flush()
    return _log(context, row, SanctionAction.NOTE_READER, actor)


def remove(context: Context, reader: Reader, public_id: str, actor: Actor) -> LogEntry:
    """Take a note away. Raises NotFound ``unknown_note``, also where somebody was faster."""
    mine = (ReaderNote.reader_id == reader.id, ReaderNote.public_id == public_id, ReaderNote.removed_at.is_(None))
    row = db.session.scalar(select(ReaderNote).where(*mine).with_for_update())
    if row is None:
        raise NotFound("unknown_note")
    row.removed_at = context.now
    row.version += 1
    return _log(context, row, SanctionAction.REMOVE_NOTE, actor)


def undo(context: Context, entry: LogEntry, actor: Actor) -> LogEntry:
    """Take back a note that was written, or put back one that was removed.

    Raises LostRace ``note_changed`` when that was done since, NotFound where the note is forgotten.
    """
    row = db.session.get(ReaderNote, entry.subject_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound("unknown_note")
    if row.version != entry.subject_version:
        raise LostRace("note_changed")
    row.removed_at = context.now if entry.action in BEGINNING else None
    row.version += 1
    return _log(context, row, Action.UNDO, actor, undoes_id=entry.id)


def hand_over(guest: Reader, account: Reader) -> None:
    """What was noted about a guest is about the account from now on."""
    moved = update(ReaderNote).where(ReaderNote.reader_id == guest.id).values(reader_id=account.id)
    db.session.execute(moved.execution_options(synchronize_session=False))


def erase(ids: set[int]) -> None:
    """Forget every note about these readers."""
    going = delete(ReaderNote).where(ReaderNote.reader_id.in_(ids))
    db.session.execute(going.execution_options(synchronize_session=False))


def _log(context: Context, row: ReaderNote, action: str, actor: Actor, **more) -> LogEntry:
    db.session.flush()
    return log.append(context, actor, log.Change(SUBJECT, row.id, action, None, None, row.version, **more))
