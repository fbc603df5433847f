"""What the service bears, as ratios: to nginx that serves the same bytes from a file, and to Isso doing the same work.

Servers, their load and this program share one machine; the two of a pair take turns, and the median of the rounds is
told.
"""

import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path

from bench import filled, plans, servers, wrk
from bench.wrk import Load

ROUNDS = 3
SECONDS = 2
CONNECTIONS = 16
_NGINX, _ISSO = "nginx", "Isso"

Runner = Callable[[int], Load]
Peer = tuple[str, Runner | None]


class Table:
    """Rows of ratios, each printed as soon as it is known."""

    def __init__(self):
        self.lines = [
            "## Under load (ratios within one run)",
            "",
            "| what | connections | a second | p99 ms | compared with | its rate | ratio | goal |",
            "|---|---:|---:|---:|---|---:|---:|---:|",
        ]

    def add(
        self, what: str, connections: int, mine: Runner, peer: tuple[str, Runner | None], goal: float
    ) -> list[Load]:
        """Let both take turns and add their row; the rounds of ours."""
        name, theirs = peer
        ours, others = [], []
        for number in range(ROUNDS):
            ours.append(mine(number))
            if theirs is not None:
                others.append(theirs(number))
        rate = _median(load.rate for load in ours)
        told = f"{_median(load.p99 for load in ours):.1f}"
        refused = sum(load.bad for load in ours)
        if others:
            ratio = _median(load.rate / other.rate for load, other in zip(ours, others, strict=True))
            digits = 3 if goal < 0.1 else 2
            compared = f"{name} | {_median(load.rate for load in others):,.0f} | {ratio:.{digits}f} | "
            refused += sum(load.bad for load in others)
        else:
            compared = f"{name} was not found | | | "
        note = f" ({refused} refused)" if refused else ""
        line = f"| {what}{note} | {connections} | {rate:,.0f} | {told} | {compared}{goal} |"
        self.lines.append(line)
        print(line, file=sys.stderr, flush=True)
        return ours


def run() -> str:
    """Measure and return the table as Markdown."""
    if not wrk.found():
        return "## Under load\n\nwrk was not found; on Debian: `sudo apt-get install wrk`.\n"
    table = Table()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site = filled.fill(folder / "ours")
        ours = _started(stack, servers.ours(folder / "ours"))
        nginx = _started(stack, servers.nginx(folder))
        _reading(table, site, ours, nginx, folder / "files")
        news = _news(table, site, ours, nginx, folder / "files")
        isso = _started(stack, servers.isso(folder))
        _writing(table, site, ours, isso)
    return "\n".join([*table.lines, "", *news, "", _machine(), ""])


def _started(stack: ExitStack, server: servers.Server | None) -> servers.Server | None:
    if server is not None:
        stack.callback(server.stop)
    return server


def _reading(table: Table, site: filled.Filled, ours, nginx, files: Path) -> None:
    for size in filled.SIZES:
        path = plans.page(f"size-{size}")
        body, tag = ours.get(path)
        file, theirs = _as_file(nginx, files, f"page-{size}.json", body)
        for connections in (16, 64):
            what = f"first page of {size:,} comments, kept"
            table.add(what, connections, _get(ours, path, connections), _get_peer(nginx, file, connections), 0.45)
        if size in (min(filled.SIZES), max(filled.SIZES)):
            for connections in (16, 64):
                mine = _get(ours, path, connections, ("If-None-Match", tag))
                peer = _get_peer(nginx, file, connections, ("If-None-Match", theirs))
                table.add(f"the same of {size:,}, 304", connections, mine, peer, 0.45)
    for size in (1_000, max(filled.SIZES)):
        path, file = plans.page(f"size-{size}"), f"/page-{size}.json"
        # What the service does not know in an address still makes it another page, which is not kept yet.
        mine = _get(ours, path + "&unlike=r{n}", CONNECTIONS)
        table.add(f"first page of {size:,} comments, built", CONNECTIONS, mine, _get_peer(nginx, file), 0.015)
    lists = [plans.counts(site) for _ in range(2_000)]
    file, _tag = _as_file(nginx, files, "counts.json", ours.get(lists[0].path)[0])

    def mine(_round: int) -> Load:
        return wrk.run(ours.port, lists, CONNECTIONS, SECONDS)

    table.add("counts of 20 articles, lists that differ", CONNECTIONS, mine, _get_peer(nginx, file), 0.2)


def _news(table: Table, site: filled.Filled, ours, nginx, files: Path) -> list[str]:
    file, _tag = _as_file(nginx, files, "news.json", ours.get(plans.page(filled.NEWS))[0])

    def mine(number: int) -> Load:
        return wrk.run(ours.port, plans.breaking_news(site, number), CONNECTIONS, SECONDS * 2, timed=True)

    loads = table.add(
        "breaking news: 95 % reads, 5 % posts and votes, one thread of 1,000",
        CONNECTIONS,
        mine,
        _get_peer(nginx, file),
        0.08,
    )
    reads = _median(load.reads_p99 for load in loads)
    writes = _median(load.writes_p99 for load in loads)
    return [f"In breaking news the p99 of reads was {reads:.0f} ms (goal: under 50), of writes {writes:.0f} (150)."]


def _writing(table: Table, site: filled.Filled, ours, isso) -> None:
    for connections, goal in ((1, 1.5), (8, 2), (32, 2)):

        def mine(_round: int, connections: int = connections) -> Load:
            return wrk.run(ours.port, plans.posts(), connections, SECONDS)

        def theirs(_round: int, connections: int = connections) -> Load:
            return wrk.run(isso.port, plans.isso_posts(), connections, SECONDS)

        table.add("posts by new guests, each durable", connections, mine, (_ISSO, theirs if isso else None), goal)

    def votes(number: int) -> Load:
        return wrk.run(ours.port, plans.votes(site, number), 8, SECONDS)

    def likes(_round: int) -> Load:
        there = json.loads(isso.get(f"/?uri=%2F{filled.NEWS}%2F&limit=1")[0])["total_replies"]
        return wrk.run(isso.port, plans.isso_likes(there), 8, SECONDS)

    table.add("votes, each of another reader or comment", 8, votes, (_ISSO, likes if isso else None), 3)


def _get(server, path: str, connections: int, *headers: tuple[str, str]) -> Runner:
    def once(_round: int) -> Load:
        return wrk.run(server.port, [wrk.Call("GET", path, headers)], connections, SECONDS)

    return once


def _get_peer(nginx, path: str, connections: int = CONNECTIONS, *headers: tuple[str, str]) -> Peer:
    return _NGINX, _get(nginx, path, connections, *headers) if nginx else None


def _as_file(nginx, files: Path, name: str, body: bytes) -> tuple[str, str]:
    """Give nginx the same bytes; returns the file's path and nginx's own tag for it."""
    if nginx is None:
        return f"/{name}", ""
    (files / name).write_bytes(body)
    return f"/{name}", nginx.get(f"/{name}")[1]


def _median(values: Iterable[float]) -> float:
    return statistics.median(values)


def _machine() -> str:
    cores = len(os.sched_getaffinity(0))
    return (
        f"Measured on {cores} cores, servers and load (wrk) on the same; {ROUNDS} rounds of {SECONDS} s, medians."
        f" Python {sys.version.split()[0]}, SQLite in WAL mode with `synchronous=FULL`, two worker processes."
    )
