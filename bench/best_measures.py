"""What is measured at the end of a simulated thread."""

from math import ceil, log2
from statistics import mean, stdev

from bench.best_model import Outcome

LATE = 2 / 3
DECILE = 0.1
# From so many votes on a reader trusts the share he sees, and a gap this wide in the wrong order looks like a mistake.
PROVEN = 10
GAP = 0.15
# A comment that clearly pleased, which nothing without a vote should stand above for long.
PLEASED_VOTES = 20
PLEASED_SHARE = 0.7


def ndcg(outcome: Outcome, depth: int = 10) -> float:
    """Normalised discounted cumulative gain of the first ``depth``, with the quality as gain; 1 is the true order.

    Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20 (2002).
    """
    gains = [outcome.quality[number] for number in outcome.order]
    return _discounted(gains[:depth]) / _discounted(sorted(gains, reverse=True)[:depth])


def _discounted(gains: list[float]) -> float:
    return sum(gain / log2(place + 2) for place, gain in enumerate(gains))


def late_found(outcome: Outcome, top: int) -> float:
    """The share of the best late comments (best decile of the last third to arrive) that stand among the ``top``."""
    late = range(int(len(outcome.quality) * LATE), len(outcome.quality))
    best = sorted(late, key=lambda number: outcome.quality[number], reverse=True)[: ceil(len(late) * DECILE)]
    return _share_among(outcome, best, top)


def victims_kept(outcome: Outcome, top: int) -> float:
    """The share of the comments a raid voted down that still stand among the ``top``."""
    return _share_among(outcome, outcome.victims, top)


def favourite_pushed(outcome: Outcome) -> float:
    """1 if the bad comment that a raid voted up stands among the first ten, else 0."""
    return float(outcome.favourite in outcome.order[:10])


def _share_among(outcome: Outcome, numbers: list[int], top: int) -> float:
    return mean(number in outcome.order[:top] for number in numbers)


def absurd_pairs(outcome: Outcome, ignoring: frozenset[int] = frozenset()) -> int:
    """Pairs in which both have at least 10 visible votes, and the upper one a share of ups 15 points lower or worse."""
    shares = [
        outcome.ups[number] / votes
        for number in outcome.order
        if (votes := outcome.ups[number] + outcome.downs[number]) >= PROVEN and number not in ignoring
    ]
    return sum(upper <= lower - GAP + 1e-9 for place, upper in enumerate(shares) for lower in shares[place + 1 :])


def unvoted_above_pleasing(outcome: Outcome, ignoring: frozenset[int] = frozenset()) -> int:
    """Comments without any vote that stand above one with at least 20 votes and 70 % ups."""
    pleasing = (place for place, each in enumerate(outcome.order) if each not in ignoring and _pleased(outcome, each))
    above = outcome.order[: max(pleasing, default=0)]
    return sum(not outcome.ups[number] and not outcome.downs[number] for number in above)


def _pleased(outcome: Outcome, number: int) -> bool:
    votes = outcome.ups[number] + outcome.downs[number]
    return votes >= PLEASED_VOTES and outcome.ups[number] >= PLEASED_SHARE * votes


def with_error(values: list[float]) -> tuple[float, float]:
    """The mean and its standard error; at least two values."""
    return mean(values), stdev(values) / len(values) ** 0.5
