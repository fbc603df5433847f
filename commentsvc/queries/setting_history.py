"""Who set what about a site, when, from what to what: read out of the rows of the log about the site."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select

from commentsvc.db import db
from commentsvc.domain.moderation import Action
from commentsvc.models.log import LogEntry, LogNote
from commentsvc.queries.desk_log import LogLine, lines_of, rows

# So many of the newest changes are looked through for the last one of each setting.
LOOKED_THROUGH = 2_000
# So many changes of one thing are told.
PAGE = 100
_ANSWER = "answer."


@dataclass(frozen=True)
class Changed:
    """One row of the log, and what it changed: name -> value before and after, as the row tells them."""

    line: LogLine
    parts: dict[str, list]


def parts_of(note: str) -> dict[str, list]:
    """What the note of a row tells; nothing where it was erased, or is in words of its own."""
    return json.loads(note) if note.startswith("{") else {}


def last_changes(site_id: int) -> dict[str, LogLine]:
    """The newest row of everything that was set, by the name that it has in the log."""
    newest: dict[str, int] = {}
    statement = select(LogEntry.id, LogNote.text).join(LogNote, LogNote.entry_id == LogEntry.id)
    for entry_id, note in db.session.execute(_newest(_about(statement, site_id, Action.CONFIGURE), LOOKED_THROUGH)):
        for name in parts_of(note):
            newest.setdefault(name, entry_id)
    lines = {line.entry.id: line for line in lines_of(_rows(rows().where(LogEntry.id.in_(set(newest.values())))))}
    return {name: lines[entry_id] for name, entry_id in newest.items()}


def last_changes_of_reasons(site_id: int) -> dict[str, LogLine]:
    """The newest row about each reason of the catalogue, by its code."""
    found: dict[str, LogLine] = {}
    statement = _about(rows(), site_id, Action.CHANGE_REASONS)
    for line in lines_of(_rows(_newest(statement, PAGE))):
        found.setdefault(line.entry.reason, line)
    return found


def tells_of(name: str) -> ColumnElement[bool]:
    """Whether a row's note tells of a setting. No value can look so, because quotation marks are escaped in them."""
    return LogNote.text.contains(f"{json.dumps(name, ensure_ascii=False)}:[", autoescape=True)


def of_setting(site_id: int, name: str) -> list[Changed]:
    """The changes of one setting, newest first."""
    statement = _about(rows(), site_id, Action.CONFIGURE).where(tells_of(name))
    return [Changed(line, {name: parts_of(line.note)[name]}) for line in lines_of(_rows(_newest(statement, PAGE)))]


def of_reason(site_id: int, code: str) -> list[Changed]:
    """The changes of one reason of the catalogue, newest first."""
    statement = _about(rows(), site_id, Action.CHANGE_REASONS).where(LogEntry.reason == code)
    return [Changed(line, parts_of(line.note)) for line in lines_of(_rows(_newest(statement, PAGE)))]


def of_answer(site_id: int, name: str) -> list[Changed]:
    """The changes of the answer that is called so now, newest first, through all its earlier names."""
    return list(_followed(_answers(site_id), name))


def _answers(site_id: int) -> list[LogLine]:
    statement = _about(rows(), site_id, Action.CONFIGURE).where(LogNote.text.contains(f'"{_ANSWER}', autoescape=True))
    return lines_of(_rows(_newest(statement, LOOKED_THROUGH)))


def _followed(lines: list[LogLine], name: str) -> Iterator[Changed]:
    told = 0
    for line in lines:
        own = {key: pair for key, pair in parts_of(line.note).items() if key.partition(":")[2] == name}
        if not own or told == PAGE:
            continue
        told += 1
        yield Changed(line, own)
        renamed, made = own.get(f"{_ANSWER}name:{name}"), own.get(f"{_ANSWER}purpose:{name}")
        if renamed:
            name = renamed[0]
        elif made and not made[0]:
            # What had the name before it was another one.
            return


def _about(statement: Select, site_id: int, action: Action) -> Select:
    return statement.where(LogEntry.site_id == site_id, LogEntry.action == action, LogEntry.subject_type == "site")


def _newest(statement: Select, most: int) -> Select:
    return statement.order_by(LogEntry.seq.desc()).limit(most)


def _rows(statement: Select) -> list:
    return list(db.session.execute(statement))
