"""Badges: what an author was, to readers, when writing a comment."""

from enum import StrEnum


class Badge(StrEnum):
    """What stands beside a name.

    ``author``: wrote the article. ``staff``: writes for the newsroom. ``verified``: signed in with an account.
    ``new``: has only just begun to write here.
    """

    AUTHOR = "author"
    STAFF = "staff"
    VERIFIED = "verified"
    NEW = "new"
