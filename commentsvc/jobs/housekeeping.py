"""What is no longer needed is forgotten: answers to old submissions, ended sessions, old events, old places in Best."""

from datetime import datetime

from commentsvc.db import unit_of_work
from commentsvc.services import outbox, score_history, staff, submissions

_FORGET = {
    "submissions": submissions.forget_old,
    "staff sessions": staff.forget_old_sessions,
    "events": outbox.forget_old,
    "score changes": score_history.forget_old,
}


def clean_up(now: datetime) -> dict[str, int]:
    """Forget what is old; returns how many of what. Each kind is a unit of work, so that readers never wait long."""
    forgotten = {}
    for name, forget in _FORGET.items():
        with unit_of_work():
            forgotten[name] = forget(now)
    return forgotten
