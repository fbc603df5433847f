"""Whether the service runs on a data directory: for commands that must be alone with its database."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click
from sqlalchemy import make_url, text

from commentsvc.db import db
from commentsvc.settings import Settings

_LOCK_FILE = "service.lock"
_LOOK_SECONDS = 2


@contextmanager
def noted(data_dir: Path) -> Iterator[None]:
    """The service runs for as long as this lasts, and however it ends. Refused while something must be alone."""
    with _locked(data_dir, fcntl.LOCK_SH, "A restore is under way; start the service when it is done."):
        yield


@contextmanager
def nobody_else(settings: Settings) -> Iterator[None]:
    """Be alone with the data. Raises ClickException where the service runs, or somebody is in the database."""
    told = "The service is running: stop it first (a restore changes everything under it)."
    with _locked(settings.data_dir, fcntl.LOCK_EX, told):
        path = sqlite_file(settings)
        if path is not None:
            _require_alone(path)
        yield


def sqlite_file(settings: Settings) -> Path | None:
    """The file of the database; None where it is no file."""
    address = make_url(settings.sqlalchemy_url)
    return Path(address.database) if address.get_backend_name() == "sqlite" else None


def require_no_other_client() -> None:
    """On PostgreSQL: raise ClickException where anybody else is connected to the database."""
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    if db.session.scalar(others):
        raise click.ClickException("Somebody else is connected to the database: stop the service everywhere first.")


def _require_alone(path: Path) -> None:
    """Only who is alone can take SQLite out of write-ahead mode; it also puts the log's last pages into the file."""
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=_LOOK_SECONDS)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise click.ClickException(f"Somebody else has {path} open: stop the service first.") from error
    except sqlite3.DatabaseError:
        # What is there is no database any more: nobody can be using it, and it is about to be replaced.
        return


@contextmanager
def _locked(data_dir: Path, kind: int, refusal: str) -> Iterator[None]:
    data_dir.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(data_dir / _LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise click.ClickException(refusal) from error
        yield
    finally:
        os.close(descriptor)
