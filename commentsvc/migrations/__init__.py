"""The schema's history, run from Python: small, numbered, forward-compatible steps.

The caller brings a connection inside a transaction, so that a step is done whole or not at all on both databases.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

HERE = Path(__file__).parent
# Any fixed number: two processes that upgrade at once wait for each other here.
_LOCK = 7_261_553


def upgrade(connection: Connection, to: str = "head") -> tuple[str | None, str | None]:
    """Bring the schema to a revision; returns the revision before and after."""
    _one_at_a_time(connection)
    before = current(connection)
    command.upgrade(_config(connection), to)
    return before, current(connection)


def downgrade(connection: Connection, to: str) -> None:
    """Take the schema back to a revision (``base``: before the first)."""
    _one_at_a_time(connection)
    command.downgrade(_config(connection), to)


def current(connection: Connection) -> str | None:
    """The revision of a database; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """The revision that this version of the service needs."""
    return ScriptDirectory(str(HERE)).get_current_head()


def revisions() -> list[str]:
    """All revisions, first to last."""
    return [script.revision for script in reversed(list(ScriptDirectory(str(HERE)).walk_revisions()))]


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _one_at_a_time(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
