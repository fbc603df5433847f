"""Learning the scorer's weights: logistic regression with a penalty, fitted by L-BFGS, calibrated by Platt's method.

Only the process that learns imports this, since it needs numpy (ADR 18); estimating does without.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commentsvc.domain import scorer_figures
from commentsvc.domain.scorer import LARGEST, Model
from commentsvc.domain.scorer_features import SIZE, Hashing
from commentsvc.domain.scorer_figures import Figures

# How far the data outweigh the penalty (C of the textbooks); looked for on the tuning seeds of bench/scorer.py.
STRENGTH = 4.0
_FOLDS = 4
_STEPS = 60
_MEMORY = 8
_CLOSE_ENOUGH = 2e-3
# The last part of the decisions, in time, on which a version is tried that learnt from those before.
HELD_BACK = 0.25
_SEED = 20


@dataclass(frozen=True)
class Decision:
    """A comment's words, and whether people refused it."""

    source: str
    refused: bool


@dataclass(frozen=True)
class Learnt:
    """A model of all decisions; ``figures`` of one that learnt from the earlier ones and was tried on the later.

    ``known``: the area under the ROC curve on decisions that each fold had not seen, and its standard error.
    """

    model: Model
    figures: Figures
    known: tuple[float, float]


class Texts:
    """Rows of a sparse matrix: where each row begins, numbers of features (columns) and their values."""

    def __init__(self, starts: np.ndarray, columns: np.ndarray, values: np.ndarray):
        self.starts, self.columns, self.values = starts, columns, values
        self._lengths = np.diff(starts)

    @classmethod
    def of(cls, vectors: Sequence[dict[int, float]]) -> "Texts":
        """The rows of vectors, none of which is empty."""
        starts = np.zeros(len(vectors) + 1, dtype=np.int64)
        np.cumsum([len(vector) for vector in vectors], out=starts[1:])
        whole = int(starts[-1])
        columns = np.fromiter((number for vector in vectors for number in vector), np.int64, whole)
        values = np.fromiter((value for vector in vectors for value in vector.values()), np.float64, whole)
        return cls(starts, columns, values)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def taken(self, rows: np.ndarray) -> "Texts":
        """Some of the rows."""
        places = np.concatenate([np.arange(self.starts[row], self.starts[row + 1]) for row in rows])
        starts = np.concatenate([[0], np.cumsum(self._lengths[rows])])
        return Texts(starts, self.columns[places], self.values[places])

    def times(self, weights: np.ndarray) -> np.ndarray:
        """Of each row the sum of values times weights."""
        return np.add.reduceat(self.values * weights[self.columns], self.starts[:-1])

    def summed(self, of_rows: np.ndarray, size: int) -> np.ndarray:
        """Of each column the sum of values times the number that belongs to the row."""
        return np.bincount(self.columns, self.values * np.repeat(of_rows, self._lengths), size)


def learn(decisions: Sequence[Decision], key: bytes) -> Learnt:
    """Learn from decisions in the order of time. Raises ValueError where there are not both kinds to be tried on."""
    hashing = Hashing(key)
    texts = Texts.of([hashing.vector(one.source) for one in decisions])
    refused = np.array([one.refused for one in decisions], dtype=np.float64)
    if not min(refused.sum(), len(refused) - refused.sum()):
        raise ValueError("decisions of one kind only")
    model, margins = calibrated(texts, refused, hashing)
    labels = [bool(one) for one in refused]
    area = scorer_figures.auc(margins.tolist(), labels)
    error = scorer_figures.auc_error(area, sum(labels), len(labels) - sum(labels))
    return Learnt(model, _tried(decisions, texts, refused, hashing), (area, error))


def fit(texts: Texts, refused: np.ndarray, strength: float = STRENGTH, size: int = SIZE) -> np.ndarray:
    """The weights and, last, the bias that make ``strength * sum(log loss) + |weights|² / 2`` smallest.

    Columns that no row has stay at 0 and are left out of the arithmetic. The bias carries no penalty. L-BFGS:
    J. Nocedal, Mathematics of Computation 35 (1980), with steps halved until they help enough (Armijo's condition).
    """

    present, columns = np.unique(texts.columns, return_inverse=True)
    texts = Texts(texts.starts, columns, texts.values)

    def loss_and_slope(point: np.ndarray) -> tuple[float, np.ndarray]:
        weights, bias = point[:-1], point[-1]
        margins = texts.times(weights) + bias
        residuals = strength * (_logistic(margins) - refused)
        loss = strength * np.sum(np.logaddexp(0.0, margins) - refused * margins) + 0.5 * weights @ weights
        return float(loss), np.append(texts.summed(residuals, len(present)) + weights, residuals.sum())

    point = np.zeros(len(present) + 1)
    loss, slope = loss_and_slope(point)
    moves: list[tuple[np.ndarray, np.ndarray]] = []
    enough = _CLOSE_ENOUGH * max(1.0, float(np.linalg.norm(slope)))
    for _ in range(_STEPS):
        if np.linalg.norm(slope) <= enough:
            break
        direction = -_curved(slope, moves)
        downhill = float(slope @ direction)
        step = 1.0 if moves else min(1.0, 1.0 / float(np.linalg.norm(slope)))
        while True:
            there = point + step * direction
            there_loss, there_slope = loss_and_slope(there)
            if there_loss <= loss + 1e-4 * step * downhill or step < 1e-12:
                break
            step /= 2
        move, turn = there - point, there_slope - slope
        if move @ turn > 1e-12:
            moves = [*moves[-_MEMORY + 1 :], (move, turn)]
        point, loss, slope = there, there_loss, there_slope
    whole = np.zeros(size + 1)
    whole[present], whole[-1] = point[:-1], point[-1]
    return whole


def platt(margins: np.ndarray, refused: np.ndarray) -> tuple[float, float]:
    """Slope and intercept that turn margins into probabilities.

    J. C. Platt, "Probabilistic outputs for support vector machines" (1999), with his smoothed targets, so that few
    decisions make no certainties; by Newton's method as H.-T. Lin, C.-J. Lin and R. C. Weng advise (Machine Learning
    68, 2007). The slope is never negative: a model that orders wrongly says the same of all.
    """
    positives = refused.sum()
    targets = np.where(refused > 0, (positives + 1) / (positives + 2), 1 / (len(refused) - positives + 2))

    def loss(point: np.ndarray) -> float:
        fitted = point[0] * margins + point[1]
        return float(np.sum(np.logaddexp(0.0, fitted) - targets * fitted))

    point = np.array([0.0, float(np.log(targets.mean() / (1 - targets.mean())))])
    for _ in range(_STEPS):
        probabilities = _logistic(point[0] * margins + point[1])
        residuals, spread = probabilities - targets, probabilities * (1 - probabilities)
        slope = np.array([residuals @ margins, residuals.sum()])
        mixed = spread @ margins
        curve = np.array([[spread @ margins**2, mixed], [mixed, spread.sum()]]) + 1e-9 * np.eye(2)
        move = np.linalg.solve(curve, slope)
        step = 1.0
        while loss(point - step * move) > loss(point) - 1e-4 * step * float(slope @ move) and step > 1e-10:
            step /= 2
        point = point - step * move
        if np.abs(step * move).max() < 1e-7:
            break
    if point[0] < 0:
        return 0.0, float(np.log(targets.mean() / (1 - targets.mean())))
    return float(point[0]), float(point[1])


def quantised(weights: np.ndarray, bias: float, hashing: Hashing) -> Model:
    """A model with whole numbers for weights."""
    largest = float(np.abs(weights).max()) or 1.0
    whole = np.rint(weights * (LARGEST / largest)).astype(np.int8)
    return Model(hashing, array("b", whole.tobytes()), largest / LARGEST, bias)


def calibrated(texts: Texts, refused: np.ndarray, hashing: Hashing) -> tuple[Model, np.ndarray]:
    """A model of decisions, calibrated, and the margins that each of them had where it was not learnt from."""
    margins = np.empty(len(refused))
    for rows in _folds(refused):
        others = np.setdiff1d(np.arange(len(refused)), rows)
        point = fit(texts.taken(others), refused[others])
        margins[rows] = texts.taken(rows).times(point[:-1]) + point[-1]
    slope, intercept = platt(margins, refused)
    point = fit(texts, refused)
    return quantised(slope * point[:-1], slope * float(point[-1]) + intercept, hashing), margins


def _tried(decisions: Sequence[Decision], texts: Texts, refused: np.ndarray, hashing: Hashing) -> Figures:
    """The figures of the last part, from a model of what was before."""
    edge = len(refused) - round(HELD_BACK * len(refused))
    earlier = refused[:edge]
    if not min(earlier.sum(), len(earlier) - earlier.sum()):
        raise ValueError("the earlier decisions are of one kind only")
    model, _ = calibrated(texts.taken(np.arange(edge)), earlier, hashing)
    later = decisions[edge:]
    return scorer_figures.figures([model.probability(one.source) for one in later], [one.refused for one in later])


def _folds(refused: np.ndarray) -> list[np.ndarray]:
    """Parts with about equally many refused; the same for the same decisions."""
    mixed = np.random.default_rng(_SEED).permutation(len(refused))
    ordered = mixed[np.argsort(refused[mixed], kind="stable")]
    return [np.sort(ordered[start::_FOLDS]) for start in range(min(_FOLDS, len(refused)))]


def _curved(slope: np.ndarray, moves: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """The slope times what the last moves tell of the inverse curvature (the two-loop recursion)."""
    result, factors = slope.copy(), []
    for move, turn in reversed(moves):
        factor = (move @ result) / (move @ turn)
        factors.append(factor)
        result -= factor * turn
    if moves:
        move, turn = moves[-1]
        result *= (move @ turn) / (turn @ turn)
    for (move, turn), factor in zip(moves, reversed(factors), strict=True):
        result += (factor - (turn @ result) / (move @ turn)) * move
    return result


def _logistic(margins: np.ndarray) -> np.ndarray:
    return 0.5 * (1 + np.tanh(0.5 * margins))
