"""Badges: what an author was, to readers, when writing a comment. The rules are all here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from commentsvc.domain.limits import NEW_READER_COMMENTS, NEW_READER_DAYS
from commentsvc.domain.look_alikes import look_alike


class Badge(StrEnum):
    """What stands beside a name, in the order in which it stands there.

    ``author``: wrote the article. ``staff``: writes for the newsroom. ``verified``: signed in with an account.
    ``new``: has only just begun to write here.
    """

    AUTHOR = "author"
    STAFF = "staff"
    VERIFIED = "verified"
    NEW = "new"


@dataclass(frozen=True)
class Writer:
    """Who writes: the reader's kind and name, since when the reader is known, and how many comments there were."""

    kind: str
    name: str
    known_for: timedelta = timedelta()
    comments: int = 0


def badges_of(writer: Writer, article_authors: Sequence[str]) -> list[Badge]:
    """The badges of a comment about to be posted.

    ``staff`` is who writes from the desk, and only they can be the ``author``: by their name, among those that the
    publisher signed. What a guest types is a claim and earns nothing. ``new`` are readers in their first days and
    comments, guests and accounts alike.
    """
    if writer.kind == "staff":
        return [Badge.AUTHOR, Badge.STAFF] if is_author(writer.name, article_authors) else [Badge.STAFF]
    badges = [Badge.VERIFIED] if writer.kind == "account" else []
    return [*badges, Badge.NEW] if _is_new(writer) else badges


def is_author(name: str, article_authors: Sequence[str]) -> bool:
    """Whether one of the newsroom is among those whom the publisher has signed as the article's authors."""
    return bool(name) and any(look_alike(name, author) for author in article_authors)


def _is_new(writer: Writer) -> bool:
    return is_recent(writer.known_for) and writer.comments < NEW_READER_COMMENTS


def is_recent(known_for: timedelta) -> bool:
    """Whether a reader is known so shortly that the number of comments matters."""
    return known_for < timedelta(days=NEW_READER_DAYS)
