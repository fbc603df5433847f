"""What a front page may say of an article: its headline and address, once they are more than one reader's word."""

from sqlalchemy import case, select

from commentsvc.db import db
from commentsvc.domain.provenance import Provenance
from commentsvc.models.article import Article, Thread

_KNOWN = Article.provenance != Provenance.HINT

URL = case((_KNOWN, Article.url)).label("url")
TITLE = case((_KNOWN, Article.title)).label("title")


def of_thread(thread_id: int):
    """``url`` and ``title`` of a thread's article, each None where nobody credible has said it."""
    statement = select(URL, TITLE).join(Thread, Thread.article_id == Article.id).where(Thread.id == thread_id)
    return db.session.execute(statement).one()
