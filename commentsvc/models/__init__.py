"""Tables and constraints: no rules, no commits. Importing this package makes every table known to the metadata."""

from commentsvc.models import (
    answer,
    article,
    comment,
    correction,
    identity,
    job,
    log,
    mail,
    notice,
    outbox,
    privacy,
    reader,
    sanction,
    site,
    staff,
    webhook,
)

__all__ = [
    "answer",
    "article",
    "comment",
    "correction",
    "identity",
    "job",
    "log",
    "mail",
    "notice",
    "outbox",
    "privacy",
    "reader",
    "sanction",
    "site",
    "staff",
    "webhook",
]
