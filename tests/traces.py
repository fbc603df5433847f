"""A mark of its own in every column of words of every table, and where the marks are found afterwards."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from pathlib import Path

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Date, DateTime, String, Table, insert, select

from commentsvc.db import UTCDateTime, db

# Where a table's own rules leave more than one word, or the first is not the one wanted.
_SETTLED = {
    "comment.status": "approved",
    "correction_report.state": "declined",
    "content_notice.state": "kept",
    "job.state": "done",
    "webhook_delivery.state": "failed",
    "reader.kind": "account",
    "log_entry.actor_type": "reader",
    "log_entry.subject_type": "comment",
    "article.provenance": "hint",
    "vote.value": 1,
}
# A row may belong to somebody else, or to nobody.
NOBODY = ("contact.reader_id", "reader.staff_id")


@dataclass
class Traces:
    """`fill` makes one row in every table; `found` says in which columns the marks still stand."""

    ids: dict[str, int] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)

    def fill(self, moment: datetime, given: dict[str, object] | None = None) -> None:
        """One row in every table, all of them hanging together; inside a unit of work. `given` by `table.column`."""
        numbers = count(100)
        for table in db.metadata.sorted_tables:
            values = {
                column.name: self._value(column, moment, next(numbers), given or {})
                for column in table.columns
                if not column.primary_key
            }
            if f"{table.name}.id" in (given or {}):
                self.ids[table.name] = given[f"{table.name}.id"]
                continue
            self.ids[table.name] = db.session.execute(insert(table).values(values).returning(table.c.id)).scalar_one()

    def _value(self, column: Column, moment: datetime, number: int, given: dict):
        name = f"{column.table.name}.{column.name}"
        if name in given:
            return given[name]
        if name in _SETTLED:
            return _SETTLED[name]
        if column.foreign_keys:
            target = next(iter(column.foreign_keys)).column.table.name
            return None if target == column.table.name or name in NOBODY else self.ids[target]
        if isinstance(column.type, UTCDateTime | DateTime):
            return moment
        if isinstance(column.type, Date):
            return date(moment.year, moment.month, moment.day)
        if isinstance(column.type, String):
            return _allowed(column.table, column.name) or self._mark(name, number)
        if isinstance(column.type, JSON):
            mark = self._mark(name, number)
            return (
                [mark]
                if column.default is not None and callable(column.default.arg) and _is_list(column)
                else {"mark": mark}
            )
        return False if isinstance(column.type, Boolean) else 1

    def _mark(self, name: str, number: int) -> str:
        # As short as the shortest column of words, and like nothing else in any file.
        mark = self.marks[name] = f"qz{number}zq"
        return mark

    def found(self) -> set[str]:
        """`table.column` of each mark that some table still holds, wherever it stands now."""
        held = "\n".join(
            repr(value)
            for table in db.metadata.sorted_tables
            for row in db.session.execute(select(table))
            for value in row
        )
        return {name for name, mark in self.marks.items() if mark in held}

    def found_in_files(self, *folders: Path) -> set[str]:
        """`table.column` of each mark that some file holds, in whatever page, index or log of it."""
        files = [path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()]
        return {name for name, mark in self.marks.items() if any(mark.encode() in one for one in files)}


def _is_list(column: Column) -> bool:
    return isinstance(column.default.arg(None), list)


def _allowed(table: Table, name: str) -> str | None:
    """The first word that a CHECK lets stand in the column."""
    for constraint in table.constraints:
        if isinstance(constraint, CheckConstraint):
            words = re.match(rf"{name} IN \('(\w+)'", str(constraint.sqltext))
            if words:
                return words.group(1)
    return None
