"""What one of the newsroom can be told by mail: what waits at the desk, by queue."""

from datetime import timedelta
from enum import StrEnum

from commentsvc.domain.webhook_events import Fact, HookKind, type_for


class Queue(StrEnum):
    """Something that waits. ``overdue``: a comment that waits too long, or a report whose time is over; ``raids``: what
    the service has begun to fend off by itself, until it is over.
    """

    HELD = "held"
    FLAGGED = "flagged"
    REPORTS = "reports"
    RAIDS = "raids"
    OVERDUE = "overdue"


OVERDUE_AFTER = timedelta(hours=24)
"""A comment that has waited for so long is overdue: by then its author takes silence for an answer."""

LAG = timedelta(minutes=1)
"""A mail tells what had come in so long before it was due: whoever was just writing then is done."""

_QUEUES = {
    "raid.seen": Queue.RAIDS,
    "comment.held": Queue.HELD,
    "comment.flagged": Queue.FLAGGED,
    "correction.reported": Queue.REPORTS,
}


def queue_of(fact: Fact) -> Queue | None:
    """The queue in which an event has put something; None where it has not."""
    return _QUEUES.get(type_for(HookKind.CHAT, fact) or "")
