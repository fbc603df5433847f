"""Databases of a known size, filled without the service's own writing path."""

import random
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, update

from commentsvc.db import db, new_public_id, unit_of_work
from commentsvc.domain import markup
from commentsvc.domain.ranking import best_score
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.models.reader import Reader
from commentsvc.services import sites

ORIGIN = "https://news.example"
READERS = 500
ROOT_SHARE = 0.4
DEPTH = 4
BATCH = 5000
_TEXT = "The bridge opened on *Monday*, not on Tuesday.\n\n> as the council said\n\nSee the minutes, page {}."


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def make_site() -> int:
    """A site with some readers; returns its row id."""
    with unit_of_work():
        site = sites.create("bench", "Bench", [ORIGIN], now())
        rows = [
            {
                "site_id": site.id,
                "kind": "guest",
                "name": f"Reader {number}",
                "public_id": new_public_id(),
                "banned": False,
                "created_at": now(),
            }
            for number in range(READERS)
        ]
        db.session.execute(insert(Reader), rows)
    return site.id


def make_thread(site_id: int, key: str, size: int) -> int:
    """A thread of ``size`` approved comments: 40 % roots, the rest replies down to depth 4; returns its row id.

    Popularity is skewed, so that some comments have thousands of replies.
    """
    choose = random.Random(size)
    with unit_of_work():
        article = Article(site_id=site_id, key=key, url=f"{ORIGIN}/{key}", title=key, created_at=now())
        db.session.add(article)
        db.session.flush()
        thread = Thread(site_id=site_id, article_id=article.id, comment_count=size, created_at=now())
        db.session.add(thread)
        db.session.flush()
        first = (db.session.scalar(db.select(db.func.max(Comment.id))) or 0) + 1
        rows = _comments(choose, site_id, thread.id, first, size)
        for start in range(0, size, BATCH):
            db.session.execute(insert(Comment), rows[start : start + BATCH])
        db.session.execute(update(Thread).where(Thread.id == thread.id).values(version=size))
    return thread.id


def _comments(choose: random.Random, site_id: int, thread_id: int, first: int, size: int) -> list[dict]:
    begin = now() - timedelta(seconds=size)
    body = markup.parse(_TEXT.format(1)).nodes
    rows: list[dict] = []
    for number in range(size):
        parent = None
        if rows and choose.random() > ROOT_SHARE:
            # The square favours early comments, as in life.
            parent = rows[int(len(rows) * choose.random() ** 2)]
            parent = parent if parent["depth"] < DEPTH else None
        ups, downs = int(choose.expovariate(0.2)), int(choose.expovariate(0.6))
        rows.append(
            {
                "id": first + number,
                "public_id": new_public_id(),
                "site_id": site_id,
                "thread_id": thread_id,
                "parent_id": parent["id"] if parent else None,
                "branch_id": parent["id"] if parent else None,
                "depth": parent["depth"] + 1 if parent else 0,
                "reader_id": 1 + number % READERS,
                "author_name": f"Reader {number % READERS}",
                "source": _TEXT.format(number),
                "body": body,
                "status": "approved",
                "featured": False,
                "ups": ups,
                "downs": downs,
                "best_ups": ups,
                "best_downs": downs,
                "best_score": best_score(ups, downs),
                "reply_count": 0,
                "visible": True,
                "open_flags": 0,
                "version": 1,
                "created_at": begin + timedelta(seconds=number),
            }
        )
        if parent:
            parent["reply_count"] += 1
    return rows
