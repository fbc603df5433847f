"""The index of words, in which the desk looks for comments: FTS5 on SQLite, tsvector on PostgreSQL.

Metadata knows no table of it, since they hold nothing of their own: ``search_comment`` has the words of a comment and
of what is known of its article (``domain.searching``) under the comment's row id, ``search_waiting`` the row ids of
comments that are still to be indexed, or anew. Indexing at once would make posting dearer by a third, so it is done in
the background. What is to be done the database itself keeps note of, by triggers, whoever writes and in whichever way:
a new comment costs one number more, and words that are no longer anybody's leave the index at once.

A migration that has SQLite make the table ``comment`` or ``article`` anew must put its triggers back; a test asks.
"""

from dataclasses import dataclass

from sqlalchemy import BigInteger, Connection, column, event, table

from commentsvc.db import db
from commentsvc.domain.searching import ARTICLE_MARK

index = table("search_comment", column("words"))
waiting = table("search_waiting", column("id", BigInteger))
# What SQLite calls the id of the index's rows.
ROW_ID = {"sqlite": "rowid", "postgresql": "id"}

_PREFIX = "search_"
_TABLES = {
    "sqlite": (
        # Words come cut and folded, so the tokenizer has only to part them at spaces; nothing is ranked by length.
        "CREATE VIRTUAL TABLE search_comment USING fts5(words, tokenize='ascii', columnsize=0)",
        "CREATE TABLE search_waiting (id INTEGER PRIMARY KEY)",
    ),
    "postgresql": (
        "CREATE TABLE search_comment (id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
        "CREATE INDEX ix_search_comment_words ON search_comment USING gin (words)",
        "CREATE TABLE search_waiting (id BIGINT PRIMARY KEY)",
    ),
}
_ABOUT_ARTICLE = {
    "sqlite": f"words MATCH '\"{ARTICLE_MARK}' || new.id || '\"'",
    "postgresql": f"words @@ CAST('''{ARTICLE_MARK}' || new.id || '''' AS tsquery)",
}


@dataclass(frozen=True)
class _Trigger:
    """When it acts, in the words of both databases, and what it does: ``{id}`` is the index's row id."""

    name: str
    when: str
    does: tuple[str, ...]


_FORGET = "DELETE FROM search_comment WHERE {id} = old.id"
_AGAIN = "INSERT INTO search_waiting VALUES (new.id) ON CONFLICT DO NOTHING"
_TRIGGERS = (
    _Trigger("search_posted", "AFTER INSERT ON comment FOR EACH ROW", (_AGAIN,)),
    _Trigger(
        "search_changed",
        "AFTER UPDATE OF source, author_name ON comment FOR EACH ROW"
        " WHEN (new.source <> old.source OR new.author_name <> old.author_name)",
        (_FORGET, _AGAIN),
    ),
    _Trigger(
        "search_moved",
        "AFTER UPDATE OF thread_id ON comment FOR EACH ROW WHEN (new.thread_id <> old.thread_id)",
        (_AGAIN,),
    ),
    _Trigger(
        "search_gone",
        "AFTER DELETE ON comment FOR EACH ROW",
        (_FORGET, "DELETE FROM search_waiting WHERE id = old.id"),
    ),
    _Trigger(
        "search_titled",
        "AFTER UPDATE OF key, title, section ON article FOR EACH ROW"
        " WHEN (new.key <> old.key OR coalesce(new.title, '') <> coalesce(old.title, '')"
        " OR coalesce(new.section, '') <> coalesce(old.section, ''))",
        ("INSERT INTO search_waiting SELECT {id} FROM search_comment WHERE {about} ON CONFLICT DO NOTHING",),
    ),
)
_FUNCTION = "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {} RETURN NULL; END $$"


def is_index(name: str | None) -> bool:
    """Whether a table of the database is of the index: it is neither compared nor copied."""
    return (name or "").startswith(_PREFIX)


def create(connection: Connection) -> None:
    """Make the index, empty, with all comments that there are still to be taken in."""
    dialect = connection.dialect.name
    for statement in _TABLES[dialect]:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("INSERT INTO search_waiting SELECT id FROM comment")
    for trigger in _TRIGGERS:
        written = "".join(f"{one}; " for one in trigger.does)
        does = written.format(id=ROW_ID[dialect], about=_ABOUT_ARTICLE[dialect])
        if dialect == "postgresql":
            connection.exec_driver_sql(_FUNCTION.format(trigger.name, does))
            does = f"EXECUTE FUNCTION {trigger.name}()"
        else:
            does = f"BEGIN {does} END"
        connection.exec_driver_sql(f"CREATE TRIGGER {trigger.name} {trigger.when} {does}")


def drop(connection: Connection) -> None:
    """Let the index go, where there is one; comments and articles stay."""
    for trigger in _TRIGGERS:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {trigger.name}() CASCADE")
        else:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger.name}")
    for name in (index.name, waiting.name):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")


event.listen(db.metadata, "after_create", lambda _metadata, connection, **_more: create(connection))
event.listen(db.metadata, "before_drop", lambda _metadata, connection, **_more: drop(connection))
