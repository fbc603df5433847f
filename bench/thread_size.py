"""Does the first page of a thread cost the same at every size? Queries are counted, times are compared in one run."""

import logging
import statistics
import tempfile
import time

from sqlalchemy import event

from bench import data
from commentsvc import settings
from commentsvc.app import create_app
from commentsvc.db import db

SIZES = (10, 100, 1_000, 10_000, 100_000)
ROUNDS = 60
ORDERS = ("best", "oldest", "newest")


def run() -> str:
    """Measure and return the table as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings.load({"data_dir": folder, "ratelimit_enabled": "false"}))
        app.logger.setLevel(logging.WARNING)
        with app.app_context():
            db.create_all()
            site_id = data.make_site()
            for size in SIZES:
                data.make_thread(site_id, f"size-{size}", size)
            db.session.execute(db.text("ANALYZE"))
            db.session.commit()
            queries = _count_queries(app)
        return _table(app, queries)


def _count_queries(app) -> list[int]:
    counter = [0]

    def count(statement: str) -> None:
        counter[0] += statement.lstrip().upper().startswith(("SELECT", "WITH"))

    # At the driver, where prepared statements pass too.
    event.listen(db.engine, "checkout", lambda connection, *_: connection.set_trace_callback(count))
    return counter


def _table(app, queries: list[int]) -> str:
    # Through the layers that keep answers, and around them.
    kept = built = app.wsgi_app
    while hasattr(built, "behind"):
        built = built.behind
    times: dict[tuple, list[float]] = {}
    seen: dict[tuple, tuple[int, int]] = {}
    client = app.test_client()
    # Sizes take turns, so that a slow second of the machine falls on all of them.
    for _round in range(ROUNDS):
        for size in SIZES:
            for order in ORDERS:
                for layer in (built, kept):
                    app.wsgi_app = layer
                    queries[0] = 0
                    began = time.perf_counter()
                    answer = client.get(f"/api/v1/sites/bench/thread?key=size-{size}&sort={order}")
                    times.setdefault((size, order, layer is built), []).append(time.perf_counter() - began)
                    assert answer.status_code == 200
                    if layer is built:
                        seen[size, order] = (queries[0], len(answer.data))
    lines = [
        "## A thread's first page (SQLite, in process, one thread, through Flask's test client)",
        "",
        "| comments | order | queries | kB | built: median ms | times that of 100 | kept: median ms |",
        "|---:|---|---:|---:|---:|---:|---:|",
    ]
    for size in SIZES:
        for order in ORDERS:
            median = statistics.median(times[size, order, True])
            ratio = median / statistics.median(times[100, order, True])
            again = statistics.median(times[size, order, False])
            count, length = seen[size, order]
            lines.append(
                f"| {size:,} | {order} | {count} | {length / 1000:.0f} | {median * 1000:.1f} | {ratio:.2f} "
                f"| {again * 1000:.2f} |"
            )
    return "\n".join(lines) + "\n"
