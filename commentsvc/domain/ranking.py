"""The orders of a thread, and the number behind Best."""

from enum import StrEnum
from math import sqrt

# How many standard deviations of doubt speak for a comment. Chosen in docs/ranking.md; above 0.69, three votes up would
# outrank ninety up and ten down.
DOUBT = 0.5
# Beyond its share a network's guests weigh as far as others say the same: one for so many other networks with a vote in
# that direction, and no more than so many. Chosen in docs/ranking.md.
ALIKE_FOR_ONE = 5
ALIKE_MOST = 20


class Order(StrEnum):
    """How the comments of one level are ordered."""

    BEST = "best"
    OLDEST = "oldest"
    NEWEST = "newest"


def best_score(ups: int, downs: int) -> float:
    """Return the Best score of a comment, between 0 and 1; higher stands earlier.

    The share of readers who would vote it up is unknown; after the votes it is distributed as Beta(1 + ups, 1 + downs)
    (a uniform prior). The score is the mean of that distribution plus ``DOUBT`` standard deviations: the benefit
    of the doubt lets a new comment be seen, and it melts as votes arrive. Mean and variance of the beta distribution:
    a / (a + b) and ab / ((a + b)^2 (a + b + 1)), e.g. NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.6.17.

    More ups never lower the score and more downs never raise it.

    Raises ValueError for negative counts.
    """
    if ups < 0 or downs < 0:
        raise ValueError("votes cannot be negative")
    a, b = 1 + ups, 1 + downs
    total = a + b
    return a / total + DOUBT * sqrt(a * b / (total + 1)) / total


def guest_weighs(share: int, used: int, alike: int, elsewhere: int) -> bool:
    """Whether one more guest of a network weighs on a comment.

    ``share``: so many of one network always do. ``used``: the network's votes on the comment that weigh, ``alike``:
    those of them in the new one's direction. ``elsewhere``: how many other networks have such a vote in that direction.
    Networks are counted and not votes, so that a raid's networks do not raise each other's share.
    """
    return used < share or alike < min(elsewhere // ALIKE_FOR_ONE, ALIKE_MOST)
