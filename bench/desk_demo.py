"""How long every page of the desk takes on the demo, found by following its links."""

import re
import statistics
import tempfile
import time
from html import unescape
from pathlib import Path

from bench import desk
from commentsvc import migrations, settings
from commentsvc.app import create_app
from commentsvc.db import db, unit_of_work
from commentsvc.demo import record, seed

PAGES_MAX = 400
SHOWN = 10
_LINK = re.compile(r'href="(/desk/[^"#]+)')
# Ids differ from row to row, and so many pages of one kind tell no more than a few.
_ID = re.compile(r"\b[A-Za-z0-9]{16}\b")
_OF_A_KIND = 5
_ELSEWHERE = re.compile(r"sign-out|\.csv|\.jsonl|/account")


def run() -> str:
    """Measure and return a table as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings.load({"data_dir": folder, "ratelimit_enabled": "false"}))
        runtime = app.extensions["commentsvc"]
        with app.app_context():
            with unit_of_work():
                migrations.upgrade(db.session.connection())
            seed.load(runtime.settings, runtime)
        email = "administrator@daily.example"
        browser = desk.browser_of(app, email, record.read(Path(folder)).passwords[email])
        times = _walk(browser)
    slowest = sorted(times, key=times.get, reverse=True)[:SHOWN]
    rows = "".join(f"| `{_ID.sub('…', path)}` | {times[path]:.0f} |\n" for path in slowest)
    return (
        "## Every page of the desk, on the demo (SQLite, in one process)\n\n"
        f"{len(times)} pages, found by following links as an administrator, best of {desk.TRIES} each: "
        f"median {statistics.median(times.values()):.0f} ms, the slowest {times[slowest[0]]:.0f} ms.\n\n"
        "| the slowest | ms |\n|---|---:|\n" + rows
    )


def _walk(browser) -> dict[str, float]:
    """Milliseconds of each page by its address."""
    times, kinds, todo = {}, {}, ["/desk/daily/"]
    while todo and len(times) < PAGES_MAX:
        path = todo.pop(0)
        kind = _ID.sub("…", path)
        if path in times or kinds.get(kind, 0) >= _OF_A_KIND:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        times[path], text = _timed(browser, path)
        links = map(unescape, _LINK.findall(text))
        todo += [link for link in links if "/desk/daily/" in link and not _ELSEWHERE.search(link)]
    return times


def _timed(browser, path: str) -> tuple[float, str]:
    tries = []
    for _ in range(desk.TRIES):
        began = time.perf_counter()
        answer = browser.get(path)
        tries.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, (path, answer.status)
    return min(tries), answer.text
