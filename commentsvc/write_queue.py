"""SQLite's writers: one at a time, in the kernel's queue between processes, several to one commit. See ADR 12."""

import fcntl
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError


class JoinedConnection(sqlite3.Connection):
    """A connection that, once it is ``joined``, holds one transaction of SQLite for several units of work.

    To SQLAlchemy each of them is a transaction as any other; SQLite takes it for a savepoint.
    """

    joined = False
    _open = False

    def begin_unit(self) -> None:
        """What SQLAlchemy's ``begin`` means here."""
        self.execute("SAVEPOINT unit")
        self._open = True

    def commit(self) -> None:
        """End the unit; nothing is durable yet."""
        if not self.joined:
            super().commit()
        elif self._open:
            self._open = False
            self.execute("RELEASE unit")

    def rollback(self) -> None:
        """Undo the unit, and no other."""
        if not self.joined:
            super().rollback()
        elif self._open:
            self._open = False
            self.execute("ROLLBACK TO unit")
            self.execute("RELEASE unit")


class Turnstile:
    """Lets one thread of the process compute for a write, and others only while that one waits.

    Python's threads take the interpreter from each other at every statement that SQLite runs; a thread that holds the
    only right to write would then wait for half a millisecond at each of them.
    """

    def __init__(self):
        self._lock = threading.Lock()
        self._mine = threading.local()
        self.changed = threading.Condition(self._lock)

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Hold it; who holds it already goes on holding it."""
        if getattr(self._mine, "held", False):
            yield
            return
        with self._lock:
            self._mine.held = True
            try:
                yield
            finally:
                self._mine.held = False

    @contextmanager
    def left(self) -> Iterator[None]:
        """Let others pass while this thread waits for the kernel or the disk."""
        self._lock.release()
        try:
            yield
        finally:
            self._lock.acquire()


class _Batch:
    """The units of work that one commit makes durable, on one connection."""

    def __init__(self, connection: Connection):
        self.connection = connection
        self.over = False
        self.failure: BaseException | None = None


class WriteQueue:
    """Gives each unit of work its turn on a connection that holds SQLite's right to write.

    A turn is over when the disk has it. Units that are already waiting in this process when one ends are joined to
    it, and the last of them commits for all: each still sees its own savepoint alone undone when it fails.
    """

    def __init__(self, engine: Engine, path: str):
        self.turnstile = Turnstile()
        self._engine = engine
        self._path = path
        self._descriptor: int | None = None
        self._batch: _Batch | None = None
        self._busy = False
        self._waiting = 0

    @contextmanager
    def turn(self) -> Iterator[Connection]:
        """Hold the only right to write; returns when what was written is durable.

        Raises what the commit raised, to every unit that it was for.
        """
        with self.turnstile.passed():
            batch = self._join()
            try:
                yield batch.connection
            finally:
                if not self._waiting:
                    self._end(batch)
            self.turnstile.changed.wait_for(lambda: batch.over)
            if batch.failure is not None:
                raise batch.failure

    def _join(self) -> _Batch:
        self._waiting += 1
        try:
            self.turnstile.changed.wait_for(lambda: not self._busy)
            if self._batch is None:
                self._batch = self._begin()
        finally:
            self._waiting -= 1
        return self._batch

    def _begin(self) -> _Batch:
        self._busy = True
        try:
            with self.turnstile.left():
                self._take()
                try:
                    return _Batch(self._joined_connection())
                except BaseException:
                    self._give_back()
                    raise
        finally:
            self._busy = False
            self.turnstile.changed.notify_all()

    def _joined_connection(self) -> Connection:
        connection = self._engine.connect()
        driver = connection.connection.dbapi_connection
        try:
            driver.execute("BEGIN IMMEDIATE")
        except BaseException as error:
            connection.close()
            raise _told(error, "BEGIN IMMEDIATE") from error
        driver.joined = True
        return connection

    def _end(self, batch: _Batch) -> None:
        self._batch, self._busy = None, True
        try:
            with self.turnstile.left():
                try:
                    _commit(batch.connection)
                finally:
                    self._give_back()
        except BaseException as failure:
            batch.failure = failure
        finally:
            batch.over, self._busy = True, False
            self.turnstile.changed.notify_all()

    def _take(self) -> None:
        if self._descriptor is None:
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def _give_back(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_UN)


def _commit(connection: Connection) -> None:
    driver = connection.connection.dbapi_connection
    driver.joined = False
    try:
        driver.execute("COMMIT")
    except sqlite3.Error as error:
        raise _told(error, "COMMIT") from error
    finally:
        # The pool rolls back what could not be committed.
        connection.close()


def _told(error: BaseException, statement: str) -> BaseException:
    """A driver's error as SQLAlchemy tells it, which is how everybody here knows it."""
    return DBAPIError.instance(statement, None, error, sqlite3.Error, hide_parameters=True)
