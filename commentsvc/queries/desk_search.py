"""Which comments hold the words that somebody at the desk looks for: in the text, the author's name, or the article."""

from sqlalchemy import ColumnElement, Select, cast, func, literal, literal_column, select
from sqlalchemy.dialects.postgresql import TSQUERY

from commentsvc.db import db
from commentsvc.domain import searching
from commentsvc.domain.searching import Term
from commentsvc.models import search
from commentsvc.models.comment import Comment


def holding(query: str, names: str = "") -> list[ColumnElement]:
    """The conditions on comments: all words of ``query``, each in the comment or what is known of its article, and all
    of ``names`` in the author's name. What is typed and has no word in it is found nowhere.
    """
    if not query and not names:
        return []
    terms = [*searching.names(names), *searching.read(query)]
    return [Comment.id.in_(_ids(terms))] if terms else [literal_column("1 = 0")]


def of_site(site_id: int, found: bool) -> ColumnElement:
    """The condition that comments are of a site; ``found``: there are conditions of ``holding`` beside it.

    SQLite knows nothing of how many comments hold a word. It must begin with those that do: then no search takes longer
    than going through them once, whereas going through a whole site may be for nothing.
    """
    if found and db.engine.dialect.name == "sqlite":
        return Comment.site_id + 0 == site_id
    return Comment.site_id == site_id


def counts_at_once() -> bool:
    """Whether several numbers of what was found are counted best in one go through all of it: where words are looked
    for anew for each of them (SQLite). PostgreSQL knows how common a word is, and stops sooner counting each by itself.
    """
    return db.engine.dialect.name == "sqlite"


def waiting() -> int:
    """How many comments are not in the index yet, or not as they are now."""
    return db.session.scalar(select(func.count()).select_from(search.waiting))


def _ids(terms: list[Term]) -> Select:
    dialect = db.engine.dialect.name
    found = select(literal_column(search.ROW_ID[dialect])).select_from(search.index)
    if dialect == "sqlite":
        return found.where(search.index.c.words.op("MATCH")(searching.for_fts5(terms)))
    return found.where(search.index.c.words.op("@@")(cast(literal(searching.for_postgresql(terms)), TSQUERY)))
