"""The files in `deploy/`: what operators copy must fit the service."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import config
from commentsvc import settings

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"


def _environment_file() -> dict[str, str]:
    lines = (DEPLOY / "commentsvc.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def _backup(data: Path, target: Path, *keep: str) -> subprocess.CompletedProcess:
    environment = os.environ | {"PYTHON": sys.executable}
    command = [DEPLOY / "backup.sh", data, target, *keep]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def test_the_settings_given_to_operators_are_valid():
    found = settings.load(config.from_environment(_environment_file()))
    assert found.base_url == "https://comments.example.org"
    assert found.trusted_proxies == ("127.0.0.1",)
    assert not found.demo


def test_proxy_unit_and_settings_name_the_same_places():
    found = settings.load(config.from_environment(_environment_file()))
    address = f"{found.host}:{found.port}"
    assert f"server {address};" in (DEPLOY / "nginx.conf").read_text()
    assert f"reverse_proxy {address} " in (DEPLOY / "Caddyfile").read_text()
    unit = (DEPLOY / "commentsvc.service").read_text()
    assert f"StateDirectory={found.data_dir.name}\n" in unit
    installed = re.search(r"WorkingDirectory=(\S+)", unit)[1]
    assert f"ExecStart={installed}/.venv/bin/commentsvc serve" in unit
    assert f"cd {installed}\n" in (DEPLOY / "as-service.sh").read_text()


def test_every_file_is_described_and_every_described_file_is_there():
    text = (ROOT / "docs" / "operate.md").read_text()
    named = set(re.findall(r"deploy/([\w.-]+)", text))
    assert named == {path.name for path in DEPLOY.iterdir()}


def test_a_database_in_use_is_copied_whole(tmp_path):
    with closing(sqlite3.connect(tmp_path / "commentsvc.db", isolation_level=None)) as live:
        live.execute("PRAGMA journal_mode = WAL")
        live.execute("CREATE TABLE word (text)")
        live.execute("INSERT INTO word VALUES ('committed')")
        live.execute("BEGIN IMMEDIATE")
        live.execute("INSERT INTO word VALUES ('not yet')")
        done = _backup(tmp_path, tmp_path / "copies")
        assert done.returncode == 0, done.stderr
    copy = Path(done.stdout.strip())
    assert copy.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(copy)) as restored:
        assert restored.execute("SELECT text FROM word").fetchall() == [("committed",)]


def test_only_the_newest_copies_stay(tmp_path):
    sqlite3.connect(tmp_path / "commentsvc.db").close()
    copies = tmp_path / "copies"
    copies.mkdir()
    for day in range(1, 6):
        (copies / f"commentsvc-2020010{day}T000000Z.db").touch()
    assert _backup(tmp_path, copies, "3").returncode == 0
    kept = sorted(path.name for path in copies.iterdir())
    assert kept[:2] == ["commentsvc-20200104T000000Z.db", "commentsvc-20200105T000000Z.db"]
    assert len(kept) == 3


def test_a_backup_of_nothing_fails_and_leaves_nothing_behind(tmp_path):
    done = _backup(tmp_path, tmp_path / "copies")
    assert done.returncode != 0
    assert not list((tmp_path / "copies").glob("*.db"))
