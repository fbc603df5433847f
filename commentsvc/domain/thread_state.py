"""Whether a thread takes comments, and how soon a reader's page should ask for news of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from commentsvc.domain.site_settings import SiteSettings

# How long the newest comment is ago, and how many seconds a page may then wait before it asks again. Ten seconds feel
# live in a quarrel and let a shared cache answer nearly everybody; whoever waits a twentieth to a tenth of the time
# that passed since the last comment hardly ever asks in vain.
PULSE = (
    (timedelta(minutes=2), 10),
    (timedelta(minutes=10), 30),
    (timedelta(hours=1), 60),
    (timedelta(hours=6), 180),
    (timedelta(days=1), 300),
)
# After a day of silence, and where no comments are taken: all that could come is a moderator's decision.
RESTING_SECONDS = 600
# Nobody has written yet: the article may be seconds old or never be discussed.
EMPTY_SECONDS = 60


class ThreadState(StrEnum):
    """``open`` takes comments, ``locked`` can only be read, ``closed`` shows nothing."""

    OPEN = "open"
    LOCKED = "locked"
    CLOSED = "closed"


class Facts(Protocol):
    """What decides a thread's state; ``begun_at`` is the article's publication, else the first comment."""

    closed: bool
    locked: bool
    stays_open: bool
    section: str | None
    begun_at: datetime


@dataclass(frozen=True)
class Pulse:
    """Seconds until a page should ask again, and the moment at which this answer would be another (None: never)."""

    poll_after: int
    until: datetime | None = None


def is_closed(closed: bool, section: str | None, settings: SiteSettings) -> bool:
    """Whether comments are off: for the article, or for its section (as the publisher named it)."""
    return closed or (section is not None and section in settings.closed_sections)


def state_of(thread: Facts, settings: SiteSettings, now: datetime) -> ThreadState:
    """The state at this moment; ``closed`` goes before ``locked``."""
    if is_closed(thread.closed, thread.section, settings):
        return ThreadState.CLOSED
    due = locks_at(thread, settings)
    return ThreadState.LOCKED if thread.locked or (due is not None and now >= due) else ThreadState.OPEN


def locks_at(thread: Facts, settings: SiteSettings) -> datetime | None:
    """When the thread's age locks it; None where the site sets no age, or a moderator wants it open all the same."""
    if not settings.lock_after_days or thread.stays_open:
        return None
    return thread.begun_at + timedelta(days=settings.lock_after_days)


def pulse(state: ThreadState, last_comment_at: datetime | None, now: datetime, due: datetime | None = None) -> Pulse:
    """How soon to ask again. ``due`` is when an open thread will be locked by its age."""
    if state is not ThreadState.OPEN:
        return Pulse(RESTING_SECONDS)
    if last_comment_at is None:
        return Pulse(EMPTY_SECONDS, due)
    for silence, seconds in PULSE:
        if now < last_comment_at + silence:
            turns = last_comment_at + silence
            return Pulse(seconds, turns if due is None else min(turns, due))
    return Pulse(RESTING_SECONDS, due)
