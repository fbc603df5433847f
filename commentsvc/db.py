"""The database: extension, base model, column types, SQLite set-up and the unit of work.

Nothing else in the service begins, commits or rolls back a transaction.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Annotated

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import JSON, BigInteger, Connection, DateTime, Engine, Integer, MetaData, String, TypeDecorator, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, mapped_column

from commentsvc.write_queue import JoinedConnection, WriteQueue

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

_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_BUSY_MILLISECONDS = 15_000
# Writers wait meanwhile.
_FLATTEN_MILLISECONDS = 2_000

_writing: ContextVar[bool] = ContextVar("commentsvc_writing", default=False)
# The connection that this unit of work shares with others of the same commit.
_shared: ContextVar[Connection | None] = ContextVar("commentsvc_shared", default=None)


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


class _Session(Session):
    """Flask-SQLAlchemy's session; inside a unit of work it may be given a connection that others use as well."""

    def get_bind(self, *arguments, **named):
        """The shared connection, where there is one; else the engine."""
        shared = _shared.get()
        return super().get_bind(*arguments, **named) if shared is None else shared


# Services hand rows to presenters after the commit: they must not be fetched a second time for it.
db = SQLAlchemy(model_class=_Declarative, session_options={"class_": _Session, "expire_on_commit": False})


class Base(db.Model):
    """Base of every model; constraint names are fixed so that migrations can name them on both databases."""

    __abstract__ = True


def insert_into(model: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT in the words of the database at hand; both know ``on_conflict_do_nothing`` and ``…_do_update``."""
    return _INSERTS[db.engine.dialect.name](model)


def prepare_engine(engine: Engine) -> None:
    """Give a SQLite engine its pragmas and explicit transactions; other engines are left alone."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "do_connect", _make_joinable)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    database = engine.url.database
    if database and database != ":memory:":
        engine.commentsvc_queue = WriteQueue(engine, f"{database}.queue")


def _make_joinable(_dialect, _record, _arguments, options: dict) -> None:
    options["factory"] = JoinedConnection


def _set_pragmas(connection, _record) -> None:
    # The driver must not begin transactions by itself: ours are BEGIN or BEGIN IMMEDIATE, never one turned the other.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={_BUSY_MILLISECONDS}",
        "foreign_keys=ON",
        # What is deleted is overwritten, not merely left out: files and copies of them must not keep it.
        "secure_delete=ON",
        "temp_store=MEMORY",
        "cache_size=-32768",
        "mmap_size=268435456",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection) -> None:
    driver = connection.connection.dbapi_connection
    if driver.joined:
        driver.begin_unit()
    else:
        driver.execute("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


@contextmanager
def unit_of_work() -> Iterator[None]:
    """One write transaction, committed at the end or rolled back whole.

    Opened by the edge (a view, a job, a command), never by a service. Whatever was read before is looked at again
    inside, since another writer may have been faster. Opening a second one inside is a programming error.
    """
    if _writing.get():
        raise RuntimeError("a unit of work is already open")
    db.session.rollback()
    token = _writing.set(True)
    try:
        with _turn():
            try:
                yield
                db.session.commit()
            except BaseException:
                db.session.rollback()
                raise
    finally:
        _writing.reset(token)


@contextmanager
def _turn() -> Iterator[None]:
    queue = write_queue()
    if queue is None:
        yield
        return
    with queue.turn() as connection:
        token = _shared.set(connection)
        try:
            yield
        finally:
            _shared.reset(token)


def flatten() -> bool:
    """Empty SQLite's write-ahead log into the database, so that what was deleted is not left in the log.

    False where a reader was in the way for seconds; the log is emptied later then. Other databases have no such file
    of ours: True. Not inside a unit of work.
    """
    if write_queue() is None:
        return True
    connection = db.engine.raw_connection()
    try:
        connection.execute(f"PRAGMA busy_timeout={_FLATTEN_MILLISECONDS}")
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        connection.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")
        return not busy
    finally:
        connection.close()


def is_writing() -> bool:
    """Whether a unit of work is open here."""
    return _writing.get()


@contextmanager
def committed() -> Iterator[Connection]:
    """A connection beside the session that sees only what is committed, inside a unit of work too."""
    token = _writing.set(False)
    try:
        with db.engine.connect() as connection:
            yield connection
    finally:
        _writing.reset(token)


@contextmanager
def apart() -> Iterator[Connection]:
    """A short write of its own, committed at once, which leaves the session alone.

    Where writers stand in a queue (SQLite) it must not be asked for inside a unit of work: it would wait for itself.
    """
    queue = write_queue()
    if queue is None:
        with db.engine.begin() as connection:
            yield connection
        return
    if is_writing():
        raise RuntimeError("a unit of work is already open")
    with queue.turn() as connection, connection.begin():
        yield connection


def write_queue() -> WriteQueue | None:
    """The queue of this process's writers on SQLite; other databases let them write side by side."""
    return getattr(db.engine, "commentsvc_queue", None)
