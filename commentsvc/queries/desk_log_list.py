"""The log narrowed to what somebody looks for, page by page, and whole for an export."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from commentsvc.db import db
from commentsvc.domain.moderation import Action
from commentsvc.models.log import LogEntry, LogNote
from commentsvc.models.staff import StaffUser
from commentsvc.queries.desk_log import LogLine, lines_of, rows
from commentsvc.queries.desk_scope import EVERYTHING, Sight, log_in
from commentsvc.queries.desk_staff import called
from commentsvc.queries.desk_words import mentioned
from commentsvc.queries.setting_history import tells_of

PAGE = 50
BATCH = 500


@dataclass(frozen=True)
class Choice:
    """What a list of the log shall hold: everything, unless something here says otherwise.

    ``who`` is a person's public id, or ``machine``, ``operator``, ``reader``; ``action`` and ``about`` are codes of
    actions and kinds of subjects; from ``first`` on and before ``end``; ``words`` are looked for in the notes;
    ``setting`` is the name of a setting that was changed.
    """

    who: str = ""
    action: str = ""
    about: str = ""
    first: datetime | None = None
    end: datetime | None = None
    words: str = ""
    setting: str = ""


def page(
    site_id: int, choice: Choice, before: int | None = None, sight: Sight = EVERYTHING
) -> tuple[list[LogLine], int | None]:
    """One page of the log, newest first, and the number to continue before (None at the end)."""
    statement = rows().where(*_wanted(site_id, choice, sight))
    if before is not None:
        statement = statement.where(LogEntry.seq < before)
    found = list(db.session.execute(statement.order_by(LogEntry.seq.desc()).limit(PAGE + 1)))
    return lines_of(found[:PAGE]), found[PAGE - 1][0].seq if len(found) > PAGE else None


def batch(site_id: int, choice: Choice, after: int, sight: Sight = EVERYTHING) -> list[LogLine]:
    """What comes next after a number, oldest first: for whoever reads all of it bit by bit."""
    statement = rows().where(*_wanted(site_id, choice, sight), LogEntry.seq > after)
    return lines_of(list(db.session.execute(statement.order_by(LogEntry.seq).limit(BATCH))))


def people(site_id: int) -> list[tuple[str, str]]:
    """Everybody of the newsroom who ever did something here: public id and name, by name."""
    acted = select(LogEntry.actor_id).where(LogEntry.site_id == site_id, LogEntry.actor_type == "staff").distinct()
    return sorted(called(list(db.session.scalars(acted))).values(), key=lambda one: one[1])


def _wanted(site_id: int, choice: Choice, sight: Sight) -> list[ColumnElement]:
    wanted = [LogEntry.site_id == site_id, log_in(sight)]
    if choice.who in ("machine", "operator", "reader"):
        wanted.append(LogEntry.actor_type == choice.who)
    elif choice.who:
        person = select(StaffUser.id).where(StaffUser.public_id == choice.who).scalar_subquery()
        wanted += [LogEntry.actor_type == "staff", LogEntry.actor_id == person]
    if choice.action:
        wanted.append(LogEntry.action == choice.action)
    if choice.about:
        wanted.append(LogEntry.subject_type == choice.about)
    if choice.first is not None:
        wanted.append(LogEntry.at >= choice.first)
    if choice.end is not None:
        wanted.append(LogEntry.at < choice.end)
    if choice.setting:
        wanted += [LogEntry.action == Action.CONFIGURE, tells_of(choice.setting)]
    return wanted + mentioned(choice.words, [LogNote.text])
