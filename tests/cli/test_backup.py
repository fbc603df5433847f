"""Backup and restore as an operator does them, on both databases and from one to the other."""

import json
import sqlite3
import zipfile
from contextlib import closing

import pytest
from sqlalchemy import create_engine, text

from commentsvc import migrations
from commentsvc.cli import running
from tests.cli.test_commands import Shell
from tests.conftest import DATABASES, new_postgres_database


@pytest.fixture
def shell(tmp_path, request):
    """`shell(kind)`: commands on an empty, migrated database of that kind."""

    def make(kind: str, name: str = "one") -> Shell:
        settings = {}
        if kind == "postgresql":
            settings["database_url"] = new_postgres_database(request.getfixturevalue("postgres"), f"backup_{name}")
        made = Shell(tmp_path / name, demo="true", **settings)
        made.run("db", "upgrade")
        return made

    return make


def rows(shell: Shell, statement: str) -> list[tuple]:
    url = shell.strings.get("database_url") or f"sqlite:///{shell.data_dir / 'commentsvc.db'}"
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(statement))]
    engine.dispose()
    return found


A_GUEST = (
    "SELECT comment.public_id, author_name FROM comment JOIN reader ON reader.id = comment.reader_id"
    " WHERE reader.kind = 'guest' ORDER BY comment.id LIMIT 1"
)
COUNTS = "SELECT (SELECT count(*) FROM comment), (SELECT count(*) FROM vote), (SELECT count(*) FROM log_entry)"


@pytest.mark.parametrize("kind", DATABASES)
def test_who_was_erased_since_the_backup_is_erased_again(shell, kind, tmp_path):
    one = shell(kind)
    one.run("demo")
    ((comment, name),) = rows(one, A_GUEST)
    counts = rows(one, COUNTS)
    told = json.loads(one.run("backup", str(tmp_path / "copy"), "--json"))
    assert told["rows"] > 100
    one.run("erase", comment, "--site", "daily", "--mode", "delete", "--yes")
    told = json.loads(one.run("restore", str(tmp_path / "copy"), "--json"))
    assert told["erased_again"] == 1
    assert rows(one, COUNTS)[0][0] == counts[0][0]
    left = rows(one, f"SELECT author_name, source FROM comment WHERE public_id = '{comment}'")
    assert left == [("", "")]
    assert name not in str(rows(one, "SELECT name FROM reader"))
    one.run("verify")
    one.run("site", "create", "weekly", "--name", "W", "--origin", "https://weekly.example")


@pytest.mark.parametrize(("of", "to"), [DATABASES, tuple(reversed(DATABASES))])
def test_a_backup_moves_from_one_database_to_the_other(shell, of, to, tmp_path):
    one, two = shell(of), shell(to, "two")
    one.run("demo")
    one.run("backup", str(tmp_path / "copy"), "--with-key")
    (two.data_dir / "secret.key").unlink()
    two.run("restore", str(tmp_path / "copy"), "--yes")
    assert rows(two, COUNTS) == rows(one, COUNTS)
    same = "SELECT public_id, source, created_at, featured, best_score FROM comment ORDER BY id"
    assert [row[:2] for row in rows(two, same)] == [row[:2] for row in rows(one, same)]
    assert (two.data_dir / "secret.key").read_text() == (one.data_dir / "secret.key").read_text()
    two.run("verify")


def test_the_key_and_its_days_are_not_in_a_backup_unless_asked_for(shell, tmp_path):
    one = shell("sqlite")
    one.run("backup", str(tmp_path / "copy"))
    with zipfile.ZipFile(tmp_path / "copy") as archive:
        assert "secret.key" not in archive.namelist()
        assert "tables/network_key.jsonl" not in archive.namelist()
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0
    assert "--force" in one.run("backup", str(tmp_path / "copy"), code=1)
    one.run("backup", str(tmp_path / "copy"), "--force", "--with-key")
    with zipfile.ZipFile(tmp_path / "copy") as archive:
        assert archive.read("secret.key") == (one.data_dir / "secret.key").read_bytes()


def test_a_folder_that_is_missing_is_made_for_its_owner_alone(shell, tmp_path):
    shell("sqlite").run("backup", str(tmp_path / "backups" / "today"))
    assert (tmp_path / "backups" / "today").exists()
    assert (tmp_path / "backups").stat().st_mode & 0o077 == 0


def test_what_cannot_be_restored_changes_nothing(shell, tmp_path):
    one, two = shell("sqlite"), shell("sqlite", "two")
    one.run("demo")
    before = rows(one, COUNTS)
    (tmp_path / "nothing").write_text("not a backup")
    assert "no backup" in one.run("restore", str(tmp_path / "nothing"), "--yes", code=1)
    two.run("backup", str(tmp_path / "other"))
    assert "another secret key" in one.run("restore", str(tmp_path / "other"), "--yes", code=1)
    one.run("backup", str(tmp_path / "copy"))
    for name, change in (
        ("newer", lambda member, data: data.replace(f'"{migrations.head()}"'.encode(), b'"9999"')),
        ("short", lambda member, data: data[: data.find(b"\n") + 1] if "comment.jsonl" in member else data),
    ):
        _altered(tmp_path / "copy", tmp_path / name, change)
        one.run("restore", str(tmp_path / name), "--yes", code=1)
    assert rows(one, COUNTS) == before
    assert not list(one.data_dir.glob("*restoring*"))


def test_a_restore_waits_for_nobody_and_refuses_while_the_database_is_open(shell, tmp_path):
    one = shell("sqlite")
    one.run("backup", str(tmp_path / "copy"))
    with closing(sqlite3.connect(one.data_dir / "commentsvc.db")) as open_one:
        open_one.execute("SELECT count(*) FROM site").fetchall()
        assert "stop the service" in one.run("restore", str(tmp_path / "copy"), "--yes", code=1)
    with running.noted(one.data_dir):
        assert "running" in one.run("restore", str(tmp_path / "copy"), "--yes", code=1)
    one.run("restore", str(tmp_path / "copy"), "--yes")


def _altered(source, target, change) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.namelist():
            new.writestr(member, change(member, old.read(member)))
