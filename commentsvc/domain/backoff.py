"""How long background work waits before it is tried again, and when it is given up."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# With these waits a job is tried over a night, some five hours on average: longer than most outages.
ATTEMPTS_MAX = 8
_FIRST = timedelta(seconds=10)
_LONGEST = timedelta(hours=6)
_FACTOR = 4
# Nothing is tried again at once: whoever fails at once would burn all attempts in a blink.
_SHORTEST = timedelta(seconds=1)
# A date is shorter than this, and so is every number of seconds that means anything.
_TOLD_MAX_CHARS = 60
_SECONDS_MAX_DIGITS = 6


def wait_after(attempt: int, draw: float) -> timedelta:
    """How long to wait after the failed attempt of that number (from 1).

    ``draw`` is a random number from 0 to 1. Exponential backoff with full jitter: any time up to a bound that grows
    fourfold from 10 seconds to 6 hours, so that what failed together does not come back together
    (M. Brooker, Exponential Backoff And Jitter, AWS Architecture Blog, 2015).
    """
    bound = min(_LONGEST, _FIRST * _FACTOR ** min(attempt - 1, ATTEMPTS_MAX))
    return max(_SHORTEST, bound * draw)


def wait_as_told(after: timedelta) -> timedelta:
    """How long to wait where the other side said so itself, within what is bearable: from 1 second to 6 hours."""
    return min(_LONGEST, max(_SHORTEST, after))


def told_to_wait(words: str, now: datetime) -> timedelta | None:
    """The wait that another server asks for in ``Retry-After``; None where it says nothing that is understood.

    Seconds, or a date in any of the three forms that HTTP allows (RFC 9110, 10.2.3 and 5.6.7); one that has passed
    means now.
    """
    words = words.strip()
    if words.isascii() and words.isdecimal():
        return timedelta(seconds=int(words)) if len(words) <= _SECONDS_MAX_DIGITS else None
    if not words or len(words) > _TOLD_MAX_CHARS:
        return None
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, OverflowError):
        return None
    # A date of HTTP is in GMT, whether it says so or not.
    return max(timedelta(0), moment.replace(tzinfo=moment.tzinfo or UTC) - now)
