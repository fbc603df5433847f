"""The database: extension, base model, column types, SQLite set-up and the unit of work.

Nothing else in the service begins, commits or rolls back a transaction.
"""

import fcntl
import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Annotated

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, BigInteger, DateTime, Engine, Integer, MetaData, String, TypeDecorator, event
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# No look-alikes and nothing a shell, a URL or a double click would break apart.
_ID_ALPHABET = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
PUBLIC_ID_LENGTH = 16
_EVEN = 256 - 256 % len(_ID_ALPHABET)

_writing: ContextVar[bool] = ContextVar("commentsvc_writing", default=False)


class UTCDateTime(TypeDecorator):
    """An aware UTC datetime in Python, a naive UTC one in the database; naive input is a programming error."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime reached the database")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def new_public_id() -> str:
    """An unguessable id for addresses: 16 characters of 56, some 93 bits."""
    while True:
        # Every character is equally likely: bytes beyond the alphabet's last full round are thrown away.
        drawn = [byte % len(_ID_ALPHABET) for byte in secrets.token_bytes(2 * PUBLIC_ID_LENGTH) if byte < _EVEN]
        if len(drawn) >= PUBLIC_ID_LENGTH:
            return "".join(_ID_ALPHABET[index] for index in drawn[:PUBLIC_ID_LENGTH])


# SQLite gives out row ids only for INTEGER; PostgreSQL gets 64 bits.
BigId = BigInteger().with_variant(Integer, "sqlite")
PrimaryKey = Annotated[int, mapped_column(BigId, primary_key=True)]
PublicId = Annotated[str, mapped_column(String(PUBLIC_ID_LENGTH), unique=True, default=new_public_id, sort_order=-1)]


class _Declarative(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


_Declarative.registry.update_type_annotation_map({datetime: UTCDateTime(), dict: JSON(), list: JSON()})

# Services hand rows to presenters after the commit: they must not be fetched a second time for it.
db = SQLAlchemy(model_class=_Declarative, session_options={"expire_on_commit": False})


class Base(db.Model):
    """Base of every model; constraint names are fixed so that migrations can name them on both databases."""

    __abstract__ = True


def prepare_engine(engine: Engine) -> None:
    """Give a SQLite engine its pragmas and explicit transactions; other engines are left alone."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    database = engine.url.database
    engine.commentsvc_queue = WriteQueue(f"{database}.queue") if database and database != ":memory:" else None


def _set_pragmas(connection, _record) -> None:
    # The driver must not begin transactions by itself: ours are BEGIN or BEGIN IMMEDIATE, never one turned the other.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "busy_timeout=15000",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "cache_size=-32768",
        "mmap_size=268435456",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


class WriteQueue:
    """Lets SQLite's writers wait in the kernel instead of in SQLite's sleeping busy handler (see ADR 3).

    A lock inside the process and a blocking ``flock`` between processes; both are given up by a killed process.
    """

    def __init__(self, path: str):
        self._path = path
        self._lock = threading.Lock()
        self._descriptor: int | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the only right to write."""
        with self._lock:
            if self._descriptor is None:
                self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._descriptor, fcntl.LOCK_UN)


@contextmanager
def _turn() -> Iterator[None]:
    queue = getattr(db.engine, "commentsvc_queue", None)
    if queue is None:
        yield
        return
    with queue.turn():
        yield


@contextmanager
def unit_of_work() -> Iterator[None]:
    """One write transaction, committed at the end or rolled back whole.

    Opened by the edge (a view, a job, a command), never by a service. Whatever was read before is looked at again
    inside, since another writer may have been faster. Opening a second one inside is a programming error.
    """
    if _writing.get():
        raise RuntimeError("a unit of work is already open")
    db.session.rollback()
    with _turn():
        token = _writing.set(True)
        try:
            yield
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        finally:
            _writing.reset(token)
