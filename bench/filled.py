"""The data that the service is loaded with: threads of all sizes, one in the news, many articles, readers to vote."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert, select, text

from bench import data
from commentsvc import migrations, settings
from commentsvc.app import create_app
from commentsvc.db import db, unit_of_work
from commentsvc.domain.keys import Keys
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.models.reader import Reader, ReaderToken
from commentsvc.services.accounts import READER_TOKEN

SIZES = (10, 1_000, 100_000, 1_000_000)
NEWS = "news"
ARTICLES = 1_000
# The largest thread is this one, so many times over: made by the database alone, in seconds.
_PATTERN = 10_000
_SAME = (
    "depth, reader_id, author_name, source, body, status, featured, badges, by_staff, ups, downs, best_ups,"
    " best_downs, best_score, reply_count, visible, open_flags, version, created_at"
)


@dataclass(frozen=True)
class Filled:
    """What the plans of load name: keys of articles, comments of the thread in the news, readers' bearer tokens."""

    articles: list[str]
    comments: list[str]
    tokens: list[str]


def fill(folder: Path) -> Filled:
    """Make the database in a data directory."""
    app = create_app(settings.load({"data_dir": str(folder)}))
    with app.app_context():
        with unit_of_work():
            migrations.upgrade(db.session.connection())
        site_id = data.make_site()
        for size in SIZES:
            data.make_thread(site_id, f"size-{size}", min(size, _PATTERN))
            if size > _PATTERN:
                _repeat(size // _PATTERN - 1)
        thread_id = data.make_thread(site_id, NEWS, 1_000)
        articles = [f"article-{number}" for number in range(ARTICLES)]
        with unit_of_work():
            _many_articles(site_id, articles)
            db.session.execute(text("ANALYZE"))
            tokens = _tokens(site_id, app.extensions["commentsvc"].keys)
        in_the_news = select(Comment.public_id).where(Comment.thread_id == thread_id).order_by(Comment.id)
        comments = list(db.session.scalars(in_the_news))
        db.session.remove()
        db.engine.dispose()
    return Filled(articles, comments, tokens)


def _many_articles(site_id: int, keys: list[str]) -> None:
    """Articles with a count, which is all that a list page asks for."""
    about = {"site_id": site_id, "created_at": data.now()}
    db.session.execute(insert(Article), [about | {"key": key, "url": f"{data.ORIGIN}/{key}"} for key in keys])
    for article_id in db.session.scalars(select(Article.id).where(Article.key.in_(keys))).all():
        db.session.execute(insert(Thread), about | {"article_id": article_id, "comment_count": article_id % 50})


def _repeat(times: int) -> None:
    """Add the comments of the newest thread to it, so many times over."""
    with unit_of_work():
        thread = db.session.scalar(select(Thread).order_by(Thread.id.desc()).limit(1))
        first, last = db.session.execute(
            select(db.func.min(Comment.id), db.func.max(Comment.id)).where(Comment.thread_id == thread.id)
        ).one()
        # Indexes of a million rows do not fit into the service's own measure of memory.
        db.session.execute(text("PRAGMA cache_size = -500000"))
        copy = text(
            "INSERT INTO comment (id, public_id, site_id, thread_id, parent_id, branch_id, " + _SAME + ")"
            " SELECT id + :offset, printf('%016d', id + :offset), site_id, thread_id,"
            " parent_id + :offset, branch_id + :offset, " + _SAME + " FROM comment"
            " WHERE id BETWEEN :first AND :last"
        )
        for number in range(1, times + 1):
            offset = number * (last - first + 1)
            db.session.execute(copy, {"offset": offset, "first": first, "last": last})
        thread.comment_count = thread.version = _PATTERN * (times + 1)


def _tokens(site_id: int, keys: Keys) -> list[str]:
    rows = []
    for reader_id in db.session.scalars(select(Reader.id).where(Reader.site_id == site_id).order_by(Reader.id)):
        row = ReaderToken(site_id=site_id, reader_id=reader_id, created_at=data.now())
        db.session.add(row)
        rows.append(row)
    db.session.flush()
    return [keys.token(READER_TOKEN, row.public_id) for row in rows]
