"""How long the desk's lists of comments take when 100,000 are held, and a decision about 10,000 of them."""

import random
import re
import time
from datetime import timedelta

from sqlalchemy import insert, select, update

from bench import data, desk
from commentsvc.db import db, new_public_id, unit_of_work
from commentsvc.domain import likeness, markup
from commentsvc.domain.ranking import best_score
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment, Flag
from commentsvc.models.desk import BulkRun
from commentsvc.models.reader import Reader
from commentsvc.models.site import Site
from commentsvc.services import bulk, sites
from commentsvc.services.context import Context

HELD = 100_000
FLAGGED = 5_000
UNREVIEWED = 50_000
ARTICLES = 500
SECTIONS = 20
# Every tenth held comment is a copy of one text, every tenth is by one reader.
DECIDED = HELD // 10
_COPY = "Earn {} euros a day, write to https://win.example/{}"
_QUEUES = ("waiting", "held", "flagged", "new", "rejected", "spam", "picks", "all")


def run() -> str:
    """Measure and return the tables as Markdown."""
    with desk.applications() as apps:
        measured = {name: _measure(app) for name, app in apps.items()}
    pages = {name: figures[0] for name, figures in measured.items()}
    runs = {name: figures[1] for name, figures in measured.items()}
    head = f"page, with {HELD:,} held comments on {ARTICLES} articles, best of {desk.TRIES}"
    return (
        "## The desk's lists of comments (in one process)\n\n"
        + desk.table(pages, head)
        + f"\n{FLAGGED:,} more are flagged, {UNREVIEWED:,} more not looked at yet; of the held ones {DECIDED:,} are by"
        + f" one reader, and {DECIDED:,} are copies of one text.\n\n### One decision about {DECIDED:,} comments\n\n"
        + desk.table(runs, "step")
    )


def _measure(app) -> tuple[dict[str, float], dict[str, float]]:
    with app.test_request_context("/"):
        _fill(data.make_site())
        desk.settle()
        last = db.session.scalar(select(Comment.public_id).where(Comment.id == HELD // 2))
        thread = db.session.scalar(select(Thread.public_id).where(Thread.id == 1))
        author = db.session.scalar(select(Reader.public_id).where(Reader.id == 1))
    browser = desk.signed_in(app, "moderator")
    like = likeness.key(_COPY.format(1, 1))
    pages = {name: desk.best(browser, path) for name, path in _pages(last, thread, author, like).items()}
    return pages, _decide(app, browser, like)


def _pages(last: str, thread: str, author: str, like: str) -> dict[str, str]:
    pages = {f"{queue}, as it opens": f"comments?queue={queue}" for queue in _QUEUES}
    pages |= {f"{queue}, the newest first": f"comments?queue={queue}&order=newest" for queue in _QUEUES[:4]}
    pages |= {f"{queue}, the most urgent first": f"comments?queue={queue}&order=urgent" for queue in _QUEUES[:3]}
    for name, narrowed in {
        "one section": "section=Section+3",
        "a section of one article": "section=Rare",
        "one article": f"thread={thread}",
        "one author": f"author={author}",
        "texts alike": f"like={like}",
    }.items():
        pages[f"waiting, {name}"] = f"comments?{narrowed}"
        pages[f"waiting, {name}, the most urgent first"] = f"comments?order=urgent&{narrowed}"
        pages[f"not looked at, {name}"] = f"comments?queue=new&{narrowed}"
    return pages | {
        "a page in the middle": f"comments?after={last}",
        "what changed of a page": f"comments/state?seen={last}:1",
        "one comment": f"comments/{last}",
        "overview": "",
    }


def _decide(app, browser, like: str) -> dict[str, float]:
    """Milliseconds of what a decision about all copies of one text consists of."""
    page = browser.get(f"/desk/bench/comments?like={like}").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    form = {"csrf_token": token, "queue": "waiting", "like": like}
    began = time.perf_counter()
    answer = browser.post("/desk/bench/comments/everything", data=form)
    figures = {"gathering them": (time.perf_counter() - began) * 1000}
    assert answer.status_code == 303, answer.text
    path = answer.headers["Location"].removeprefix("/desk/bench/")
    figures["the page that tells how many"] = desk.best(browser, path)
    form = {"csrf_token": token, "action": "mark_spam"}
    assert browser.post(f"/desk/bench/{path}/begin", data=form).status_code == 303
    figures |= _steps(app, "deciding, all steps", "deciding, the longest step")
    assert browser.post(f"/desk/bench/{path}/undo", data=form).status_code == 303
    return figures | _steps(app, "undoing, all steps", "undoing, the longest step")


def _steps(app, all_of_them: str, longest: str) -> dict[str, float]:
    """As the job does it, each step a unit of work of its own."""
    keys = app.extensions["commentsvc"].keys
    times, more = [], True
    with app.test_request_context("/"):
        run_id = db.session.scalar(select(BulkRun.id))
        slug = db.session.scalar(select(Site.slug))
        while more:
            began = time.perf_counter()
            with unit_of_work():
                more = bulk.step(Context(sites.get(slug), data.now(), keys), run_id)
            times.append((time.perf_counter() - began) * 1000)
    return {all_of_them: sum(times), longest: max(times)}


def _fill(site_id: int) -> None:
    choose, now = random.Random(6), data.now()
    with unit_of_work():
        about = {"site_id": site_id, "created_at": now}
        articles = [
            {
                "id": number,
                "key": f"a{number}",
                "url": f"{data.ORIGIN}/a{number}",
                "title": f"Article {number}",
                **about,
            }
            | {"section": "Rare" if number == ARTICLES else f"Section {number % SECTIONS}"}
            for number in range(1, ARTICLES + 1)
        ]
        db.session.execute(insert(Article), articles)
        threads = [{"id": number, "article_id": number, **about} for number in range(1, ARTICLES + 1)]
        db.session.execute(insert(Thread), threads)
        body = markup.parse(_COPY.format(1, 1)).nodes
        total = HELD + FLAGGED + UNREVIEWED
        for start in range(0, total, data.BATCH):
            rows = [_comment(choose, site_id, number, now, body) for number in range(start + 1, start + data.BATCH + 1)]
            db.session.execute(insert(Comment.__table__), rows)
        flags = [
            {"comment_id": HELD + number, "reader_id": 1 + (number + 7) % data.READERS, "reason": "spam", **about}
            for number in range(1, FLAGGED + 1)
        ]
        db.session.execute(insert(Flag.__table__), flags)
        db.session.execute(update(Thread).values(comment_count=1))


def _comment(choose: random.Random, site_id: int, number: int, now, body: list) -> dict:
    held, flagged = number <= HELD, HELD < number <= HELD + FLAGGED
    copied = number % 10 == 0
    source = _COPY.format(number, number) if copied else f"A comment numbered {chr(97 + number % 26) * 3} {number}."
    created = now - timedelta(seconds=2 * (HELD + FLAGGED + UNREVIEWED) - number)
    reader = 1 if number % 10 == 1 else 1 + number % data.READERS
    return {
        "id": number,
        "public_id": new_public_id(),
        "site_id": site_id,
        "thread_id": 1 + choose.randrange(ARTICLES),
        "depth": 0,
        "reader_id": reader,
        "author_name": f"Reader {reader}",
        "source": source,
        "body": body if copied else [{"t": "p", "c": [source]}],
        "status": "pending" if held else "approved",
        "reason": "link" if held else None,
        "findings": [{"check": "link", "start": 30, "end": 45}] if held and copied else None,
        "best_score": best_score(0, 0),
        "visible": not held,
        "open_flags": 1 if flagged else 0,
        "urgent_at": created + timedelta(minutes=choose.uniform(5, 60)) if held or flagged else None,
        "likeness": likeness.key(source) if held or flagged else None,
        "unreviewed": not held and not flagged,
        "version": 1,
        "created_at": created,
    }
