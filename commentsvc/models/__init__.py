"""Tables and constraints: no rules, no commits. Importing this package makes every table known to the metadata."""

from commentsvc.models import article, comment, correction, log, outbox, reader, site, staff

__all__ = ["article", "comment", "correction", "log", "outbox", "reader", "site", "staff"]
