"""Selections of a thread that readers can ask for instead of the whole."""

from enum import StrEnum


class Filter(StrEnum):
    """What is left of a thread: the editors' picks, or what the newsroom and the article's author wrote."""

    FEATURED = "featured"
    STAFF = "staff"
