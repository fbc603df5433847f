"""How good estimates were, once it is known what became of the comments. Pure arithmetic, each with its source.

``estimates`` are numbers of which a larger one says "sooner refused"; where a formula needs probabilities, it says so.
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

# In tenths: 0-10 %, 10-20 %, …
BINS = 10
# From here on the page says "likely to be refused".
LIKELY = 0.5
# The share of a list that somebody looks at first.
TOP = 0.2


@dataclass(frozen=True)
class Bin:
    """Comments with estimates between two tenths: how many, their mean estimate, and the share that was refused."""

    number: int
    estimated: float
    refused: float


@dataclass(frozen=True)
class Figures:
    """What is kept with a version, of decisions that it did not learn from.

    ``auc``: how often, of one refused and one approved comment, the refused one has the larger estimate; ``error`` is
    its standard error. ``precision`` and ``recall`` at ``LIKELY``; ``top_recall``: the share of all refusals within the
    first ``TOP`` of the list. ``brier`` and ``calibration_error`` are of probabilities (0 is perfect).
    """

    decisions: int
    refused: int
    auc: float | None
    error: float | None
    precision: float | None
    recall: float | None
    top_recall: float | None
    brier: float | None
    calibration_error: float | None
    bins: tuple[Bin, ...] = ()

    def to_mapping(self) -> dict:
        """As it is kept."""
        return asdict(self) | {"bins": [asdict(one) for one in self.bins]}

    @classmethod
    def from_mapping(cls, kept: dict) -> "Figures":
        """As it was kept."""
        return cls(**{**kept, "bins": tuple(Bin(**one) for one in kept["bins"])})


def auc(estimates: Sequence[float], refused: Sequence[bool]) -> float | None:
    """The area under the ROC curve by ranks, ties counted half (Mann and Whitney 1947); None without both kinds."""
    positives = sum(refused)
    negatives = len(refused) - positives
    if not positives or not negatives:
        return None
    ranks = 0.0
    for start, end, labels in _ties(estimates, refused):
        # Ranks from 1; those of a tie share their mean.
        ranks += sum(labels) * (start + 1 + end) / 2
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives)


def auc_error(area: float, positives: int, negatives: int) -> float:
    """The standard error of such an area (J. A. Hanley and B. J. McNeil, Radiology 143, 1982)."""
    q1, q2 = area / (2 - area), 2 * area * area / (1 + area)
    spread = area * (1 - area) + (positives - 1) * (q1 - area * area) + (negatives - 1) * (q2 - area * area)
    return math.sqrt(max(spread, 0.0) / (positives * negatives))


def precision_recall(
    estimates: Sequence[float], refused: Sequence[bool], least: float = LIKELY
) -> tuple[float | None, float | None]:
    """Of those estimated at ``least`` the share that was refused, and of the refused the share that was so estimated;
    None where there are none.
    """
    told = [label for estimate, label in zip(estimates, refused, strict=True) if estimate >= least]
    positives = sum(refused)
    return (sum(told) / len(told) if told else None), (sum(told) / positives if positives else None)


def top_recall(estimates: Sequence[float], refused: Sequence[bool], share: float = TOP) -> float | None:
    """The share of all refused that stand in the first part of the list, likeliest first; a tie across the edge counts
    by its part.
    """
    positives, room = sum(refused), share * len(refused)
    if not positives:
        return None
    found = 0.0
    for start, end, labels in reversed(_ties(estimates, refused)):
        taken = min(max(room - (len(refused) - end), 0.0), end - start)
        found += sum(labels) * taken / (end - start)
    return found / positives


def brier(probabilities: Sequence[float], refused: Sequence[bool]) -> float | None:
    """The mean squared error of probabilities (G. W. Brier, Monthly Weather Review 78, 1950)."""
    if not probabilities:
        return None
    return math.fsum((one - label) ** 2 for one, label in zip(probabilities, refused, strict=True)) / len(probabilities)


def bins(probabilities: Sequence[float], refused: Sequence[bool]) -> tuple[Bin, ...]:
    """The reliability table: probabilities in ``BINS`` equal parts, without those that are empty."""
    parts: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for one, label in zip(probabilities, refused, strict=True):
        parts[min(int(one * BINS), BINS - 1)].append((one, label))
    return tuple(
        Bin(len(part), math.fsum(one for one, _ in part) / len(part), sum(label for _, label in part) / len(part))
        for part in parts
        if part
    )


def calibration_error(table: Sequence[Bin]) -> float | None:
    """The expected calibration error: the mean distance of estimate and truth, weighed by how many there are.

    M. P. Naeini, G. F. Cooper and M. Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning"
    (AAAI 2015).
    """
    together = sum(one.number for one in table)
    return sum(one.number * abs(one.estimated - one.refused) for one in table) / together if together else None


def figures(probabilities: Sequence[float], refused: Sequence[bool]) -> Figures:
    """All of them, of probabilities."""
    area, positives = auc(probabilities, refused), sum(refused)
    precision, recall = precision_recall(probabilities, refused)
    table = bins(probabilities, refused)
    return Figures(
        decisions=len(refused),
        refused=positives,
        auc=area,
        error=None if area is None else auc_error(area, positives, len(refused) - positives),
        precision=precision,
        recall=recall,
        top_recall=top_recall(probabilities, refused),
        brier=brier(probabilities, refused),
        calibration_error=calibration_error(table),
        bins=table,
    )


def _ties(estimates: Sequence[float], refused: Sequence[bool]) -> list[tuple[int, int, list[bool]]]:
    """Groups of equal estimates from the smallest on: where each begins and ends, and its labels."""
    ordered = sorted(zip(estimates, refused, strict=True), key=lambda pair: pair[0])
    groups: list[tuple[int, int, list[bool]]] = []
    start = 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and ordered[end][0] == ordered[start][0]:
            end += 1
        groups.append((start, end, [label for _, label in ordered[start:end]]))
        start = end
    return groups
