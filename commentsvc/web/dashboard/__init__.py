"""The desk: where moderators and editors work. Importing this package fills the blueprint with its pages."""

from commentsvc.web.dashboard import (
    comments,
    embed_check,
    log,
    overview,
    own_account,
    own_words,
    presenting,
    reports,
    site_settings,
    speaking,
    threads,
)
from commentsvc.web.dashboard.desk import blueprint

__all__ = [
    "blueprint",
    "comments",
    "embed_check",
    "log",
    "overview",
    "own_account",
    "own_words",
    "presenting",
    "reports",
    "site_settings",
    "speaking",
    "threads",
]
