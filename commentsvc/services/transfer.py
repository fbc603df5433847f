"""The database as an archive that either database can be made from again: rows as JSON, table by table.

The archive is a ZIP file: ``manifest.json`` (see ``Manifest``) and ``tables/<name>.jsonl`` with one JSON object a row,
in the order of the ids. Moments are ISO 8601 in UTC without an offset, days ISO 8601, JSON columns JSON. Tables and
columns are those of the schema's revision in the manifest, whatever the models of this version are.
"""

import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Connection, Date, DateTime, MetaData, Table, func, insert, select, text

from commentsvc.models import search

FORMAT = 1
MANIFEST, KEY = "manifest.json", "secret.key"
# A key that is to be destroyed must not live on in a backup; without it the day's hashes say nothing.
LEFT_OUT = ("alembic_version", "network_key")
_BATCH = 1000


class TransferError(Exception):
    """An archive cannot be used; the message is a sentence for an operator."""


_DAMAGED = "the backup is damaged: rows are missing or cannot be read"


@dataclass(frozen=True)
class Manifest:
    """What an archive holds: rows by table, the last id given out by table, and a keyed hash that knows the key."""

    revision: str
    made_at: str
    version: str
    key_check: str
    tables: dict[str, int] = field(default_factory=dict)
    last_ids: dict[str, int] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """All rows."""
        return sum(self.tables.values())


def dump(
    connection: Connection, archive: zipfile.ZipFile, about: Manifest, progress: Callable[[int], None]
) -> Manifest:
    """Write all tables as they are in one moment; the connection's transaction must see one moment only."""
    tables = _tables(connection)
    for table in tables:
        rows = connection.execution_options(yield_per=_BATCH).execute(select(table).order_by(table.c.id))
        count = 0
        with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as member:
            for row in rows.mappings():
                member.write(json.dumps(dict(row), default=_plain, ensure_ascii=False).encode() + b"\n")
                count += 1
                if count % _BATCH == 0:
                    progress(_BATCH)
        progress(count % _BATCH)
        about.tables[table.name] = count
    about.last_ids.update(_last_ids(connection, tables))
    archive.writestr(MANIFEST, json.dumps(asdict(about), indent=1))


def count_rows(connection: Connection) -> int:
    """How many rows there are to be written."""
    return sum(connection.scalar(select(func.count()).select_from(table)) for table in _tables(connection))


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """What an archive says of itself. Raises TransferError."""
    try:
        told = json.loads(archive.read(MANIFEST))
        if told["format"] != FORMAT:
            raise TransferError("the backup was made by a newer version")
        return Manifest(**told)
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise TransferError("this is no backup of ours") from error


def load(connection: Connection, archive: zipfile.ZipFile, about: Manifest, progress: Callable[[int], None]) -> None:
    """Fill the empty tables of a schema of the manifest's revision.

    Raises TransferError where rows are missing or cannot be read.
    """
    tables = _tables(connection)
    for table in tables:
        count = 0
        try:
            with archive.open(f"tables/{table.name}.jsonl") as member:
                for batch in _batches(table, member):
                    connection.execute(insert(table), batch)
                    count += len(batch)
                    progress(len(batch))
        except (KeyError, ValueError, zipfile.BadZipFile) as error:
            raise TransferError(_DAMAGED) from error
        if count != about.tables.get(table.name):
            raise TransferError(_DAMAGED)
    _give_out_after(connection, tables, about.last_ids)


def empty(connection: Connection) -> None:
    """Drop all tables of the database's present schema."""
    search.drop(connection)
    there = MetaData()
    there.reflect(connection)
    there.drop_all(connection)


def _tables(connection: Connection) -> list[Table]:
    """The tables as they are in the database, those first that others point to."""
    there = MetaData()
    # The index of words is made anew in the background, as after any writing of comments.
    there.reflect(connection, only=lambda name, _there: not search.is_index(name))
    found = [table for table in there.sorted_tables if table.name not in LEFT_OUT]
    for table in found:
        for column in table.columns:
            if isinstance(column.type, JSON):
                # A column without a value stays one without a value, not one with JSON's null.
                column.type.none_as_null = True
    return found


def _batches(table: Table, member) -> Iterator[list[dict]]:
    batch = []
    for line in member:
        batch.append({name: _read(table.c[name].type, value) for name, value in json.loads(line).items()})
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in an archive")


def _read(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value


def _last_ids(connection: Connection, tables: list[Table]) -> dict[str, int]:
    """Ids that were given out stay so, also those of rows that are gone: the log still names them."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name, seq FROM sqlite_sequence"))
        return {row.name: row.seq for row in rows}
    last = text("SELECT last_value FROM pg_sequences WHERE sequencename = :name")
    found = {table.name: connection.scalar(last, {"name": f"{table.name}_id_seq"}) for table in tables}
    return {name: value for name, value in found.items() if value}


def _give_out_after(connection: Connection, tables: list[Table], last_ids: dict[str, int]) -> None:
    for table in tables:
        greatest = connection.scalar(select(func.max(table.c.id))) or 0
        last = max(greatest, last_ids.get(table.name, 0))
        if not last:
            continue
        if connection.dialect.name == "postgresql":
            # What PostgreSQL calls the sequence of a table's serial id.
            setting = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)")
            connection.execute(setting, {"name": table.name, "last": last})
        elif _counts_up(connection, table.name):
            values = {"name": table.name, "last": last}
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
            connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), values)


def _counts_up(connection: Connection, name: str) -> bool:
    """Whether SQLite gives out the table's ids once only (AUTOINCREMENT)."""
    made = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": name})
    return "AUTOINCREMENT" in made.upper()
