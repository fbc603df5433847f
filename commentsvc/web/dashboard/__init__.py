"""The desk: where moderators and editors work. Importing this package fills the blueprint with its pages."""

from commentsvc.web.dashboard import (
    background,
    comments,
    embed_check,
    invitations,
    log,
    mails,
    overview,
    own_account,
    own_words,
    people,
    presenting,
    reports,
    second_factor,
    site_settings,
    speaking,
    step_up,
    threads,
)
from commentsvc.web.dashboard.desk import blueprint

__all__ = [
    "background",
    "blueprint",
    "comments",
    "embed_check",
    "invitations",
    "log",
    "mails",
    "overview",
    "own_account",
    "own_words",
    "people",
    "presenting",
    "reports",
    "second_factor",
    "site_settings",
    "speaking",
    "step_up",
    "threads",
]
