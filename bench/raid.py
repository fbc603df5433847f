"""A raid: 200 comments a second from 10,000 identities in as many networks, while trusted readers write and moderators
work.

A real server with two worker processes and its limits on, behind a proxy that it trusts (``X-Forwarded-For``). Three
parts: nobody has done anything; raid mode is on; anonymous posting is closed. Server, database and senders share one
machine.
"""

import asyncio
import itertools
import os
import random
import re
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import insert, select, text

from bench import data, desk, servers
from bench.raid_client import Answer, Tally, as_json, ask, at_pace, in_turn
from commentsvc import migrations, settings
from commentsvc.app import create_app
from commentsvc.db import db, new_public_id, unit_of_work
from commentsvc.domain.moderation import Actor
from commentsvc.domain.sanctions import SanctionKind
from commentsvc.models.reader import Reader, ReaderToken
from commentsvc.services import known_sites, sanctions
from commentsvc.services.accounts import READER_TOKEN
from commentsvc.services.context import Context

IDENTITIES = 10_000
RAIDERS_A_SECOND = 200
TRUSTED = 200
TRUSTED_A_SECOND = 10
MODERATORS = 2
PART_SECONDS = 15
WARMING = 12
PARTS = ("nobody has done anything", "raid mode", "anonymous posting closed")
_RAIDED, _THREAD_SIZE = "news", 1_000
_PAGES = ("comments?queue=held", "comments?queue=waiting&order=urgent", "raid", "")
_DRAW = random.Random(7)
_CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True)
class Crowd:
    """Bearer tokens of raiders and of trusted readers, and the moderators' cookies with their forms' tokens."""

    raiders: list[str]
    trusted: list[str]
    cookie: str
    csrf: str


def run() -> str:
    """Measure on both databases and return the table as Markdown."""
    rows = ["## A raid", "", "| | " + " | ".join(PARTS) + " |", "|---|" + "---:|" * len(PARTS)]
    with desk.postgres() as address:
        for name, url in (("SQLite", ""), ("PostgreSQL", address)):
            with tempfile.TemporaryDirectory() as folder:
                rows += _measured(name, Path(folder), url)
    return "\n".join([*rows, "", _machine(), ""])


def _measured(name: str, folder: Path, url: str) -> list[str]:
    crowd = _fill(folder, url)
    server = servers.Server(
        [sys.executable, "-m", "commentsvc", "serve"],
        port := servers.free_port(),
        "/readyz",
        PORT=str(port),
        DATA_DIR=str(folder),
        COMMENTSVC_DEMO="false",
        COMMENTSVC_TRUSTED_PROXIES="127.0.0.1",
        **({"COMMENTSVC_DATABASE_URL": url} if url else {}),
    )
    try:
        figures = asyncio.run(_Raid(port, crowd).go())
    finally:
        server.stop()
    return [f"| **{name}** |" + " |" * len(PARTS), *figures]


def _fill(folder: Path, url: str) -> Crowd:
    app = create_app(settings.load({"data_dir": str(folder), "database_url": url}))
    with app.test_request_context("/"):
        with unit_of_work():
            migrations.upgrade(db.session.connection())
        site_id = data.make_site()
        data.make_thread(site_id, _RAIDED, _THREAD_SIZE)
        data.make_thread(site_id, "calm", _THREAD_SIZE)
        with unit_of_work():
            db.session.execute(text("UPDATE reader SET created_at = :then"), {"then": "2026-01-01 00:00:00"})
            old = list(db.session.scalars(select(Reader.id).order_by(Reader.id).limit(TRUSTED)))
            new = _newcomers(site_id)
            crowd = [_tokens(app, site_id, ids) for ids in (new, old)]
    browser = desk.signed_in(app, "moderator")
    with app.test_request_context("/"), unit_of_work():
        context = Context(known_sites.by_slug("bench"), data.now(), app.extensions["commentsvc"].keys)
        for row_id in old:
            chosen = sanctions.prepare(SanctionKind.TRUSTED, None, "", "")
            sanctions.give(context, db.session.get_one(Reader, row_id), chosen, Actor("staff", 1))
    csrf = _CSRF.search(browser.get("/desk/bench/raid").text).group(1)
    cookie = "; ".join(f"{one.key}={one.value}" for one in browser._cookies.values())
    with app.app_context():
        desk.settle()
        if url:
            # The thread was filled with ids of its own.
            with unit_of_work():
                db.session.execute(text("SELECT setval('comment_id_seq', (SELECT max(id) FROM comment))"))
        db.session.remove()
        db.engine.dispose()
    return Crowd(*crowd, cookie, csrf)


def _newcomers(site_id: int) -> list[int]:
    """Identities made a few minutes ago."""
    made = {"site_id": site_id, "kind": "guest", "banned": False, "created_at": data.now()}
    rows = [made | {"name": f"Newcomer {number}", "public_id": new_public_id()} for number in range(IDENTITIES)]
    db.session.execute(insert(Reader), rows)
    return list(db.session.scalars(select(Reader.id).order_by(Reader.id.desc()).limit(IDENTITIES)))


def _tokens(app: Flask, site_id: int, readers: list[int]) -> list[str]:
    rows = [
        {"site_id": site_id, "reader_id": one, "created_at": data.now(), "public_id": new_public_id(), "device": ""}
        for one in readers
    ]
    db.session.execute(insert(ReaderToken), rows)
    return [app.extensions["commentsvc"].keys.token(READER_TOKEN, row["public_id"]) for row in rows]


class _Raid:
    """All who send, and what they are answered."""

    def __init__(self, port: int, crowd: Crowd):
        self.port, self.crowd = port, crowd
        self.raiders, self.trusted, self.pages = Tally(), Tally(), Tally()
        self.texts = itertools.count()

    async def go(self) -> list[str]:
        """Everybody at once, part by part; the rows of the table."""
        # The server's first answers are slower than all others.
        for number in range(WARMING):
            await asyncio.gather(self._page(number), self._trusted(number))
        seconds = PART_SECONDS * len(PARTS)
        begin = time.monotonic()
        presses = asyncio.create_task(self._presses(begin))
        await asyncio.gather(
            at_pace(RAIDERS_A_SECOND, seconds, self.raiders, self._raid),
            at_pace(TRUSTED_A_SECOND, seconds, self.trusted, self._trusted),
            *(in_turn(0.5, seconds, self.pages, self._page) for _ in range(MODERATORS)),
        )
        pressed = await presses
        # Each part from the moment in which the moderator's press was answered, but the first from the beginning.
        spans = [(begin, begin + PART_SECONDS)]
        spans += [(press.began + press.seconds, begin + PART_SECONDS * (at + 2)) for at, press in enumerate(pressed)]
        late = [one.began - pressed[-1].began for one in self.raiders.answers if one.status == 201]
        return self._rows(spans, max(0.0, *late) * 1000, pressed)

    async def _presses(self, begin: float) -> list[Answer]:
        wanted = (
            ("raid/begin", {"hold_new": "yes", "damp": "yes", "slow_seconds": "60", "minutes": "30"}),
            ("raid/anonymous", {"do": "close", "minutes": ""}),
        )
        pressed = []
        for number, (path, form) in enumerate(wanted, start=1):
            await asyncio.sleep(max(0.0, begin + PART_SECONDS * number - time.monotonic()))
            body = urlencode({"csrf_token": self.crowd.csrf, **form}).encode()
            headers = {"Cookie": self.crowd.cookie, "Content-Type": "application/x-www-form-urlencoded"}
            answer = await ask(self.port, "POST", f"/desk/bench/{path}", headers, body)
            if answer.status != 303:
                raise RuntimeError(f"{path} was answered with {answer.status}")
            pressed.append(answer)
        return pressed

    async def _raid(self, number: int) -> Answer:
        token = self.crowd.raiders[number % IDENTITIES]
        return await self._post(token, f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}", _RAIDED)

    async def _trusted(self, number: int) -> Answer:
        token = self.crowd.trusted[number % TRUSTED]
        return await self._post(token, f"172.16.{number % TRUSTED}.7", _DRAW.choice((_RAIDED, "calm")))

    async def _post(self, token: str, address: str, key: str) -> Answer:
        words = f"They are lying to you about the bridge, number {next(self.texts)}, and everybody here knows it."
        body = as_json({"thread": {"key": key}, "source": words})
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "X-Forwarded-For": address}
        return await ask(self.port, "POST", "/api/v1/sites/bench/comments", headers, body)

    async def _page(self, number: int) -> Answer:
        path = f"/desk/bench/{_PAGES[number % len(_PAGES)]}"
        return await ask(self.port, "GET", path, {"Cookie": self.crowd.cookie, "Accept": "text/html"})

    def _rows(self, spans: list[tuple], late: float, pressed: list[Answer]) -> list[str]:
        raiders = [self.raiders.between(*span) for span in spans]
        trusted = [self.trusted.between(*span) for span in spans]
        pages = [self.pages.between(*span) for span in spans]
        for name, tallies in (("raiders", raiders), ("trusted", trusted), ("pages", pages)):
            print(name, [dict(one.statuses) for one in tallies], file=sys.stderr)
        return [
            _row("comments of new identities, a second", [len(one.answers) / PART_SECONDS for one in raiders]),
            _row("… taken (published or held), %", [one.share(201) for one in raiders]),
            _row("… p99, ms", [one.quantile(99) for one in raiders]),
            _row("comments of trusted readers taken, % (goal: 90)", [one.share(201) for one in trusted]),
            _row("… p50, ms", [one.quantile(50) for one in trusted]),
            _row("… p99, ms", [one.quantile(99) for one in trusted]),
            _row("moderators' pages answered, %", [one.share(200) for one in pages]),
            _row("… p50, ms", [one.quantile(50) for one in pages]),
            _row("… longest, ms (goal: under 1,000)", [one.longest for one in pages]),
            _row("the moderator's press was answered after, ms", [None, *(one.seconds * 1000 for one in pressed)]),
            _row("the last anonymous comment taken began after the press, ms (goal: 1,000)", [None, None, late]),
        ]


def _row(name: str, values: list) -> str:
    return f"| {name} | " + " | ".join("" if one is None else f"{one:,.0f}" for one in values) + " |"


def _machine() -> str:
    cores = len(os.sched_getaffinity(0))
    return (
        f"Measured on {cores} cores, server (two processes, one more for jobs), database and senders on the same;"
        f" {PART_SECONDS} s for each part. {IDENTITIES:,} identities, {TRUSTED} trusted readers, {MODERATORS}"
        " moderators who open a page every half a second; limits on, each identity in a network of its own. Nobody"
        " waits for longer than 10 s."
    )
