"""How long background work waits before it is tried again, and when it is given up."""

from datetime import timedelta

# With these waits a job is tried over a night, some five hours on average: longer than most outages.
ATTEMPTS_MAX = 8
_FIRST = timedelta(seconds=10)
_LONGEST = timedelta(hours=6)
_FACTOR = 4
# Nothing is tried again at once: whoever fails at once would burn all attempts in a blink.
_SHORTEST = timedelta(seconds=1)


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
