"""Learning: small cases whose answer is known, and what must hold at the point that is found."""

import math
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.desk_history import history
from commentsvc.domain.scorer_figures import auc
from commentsvc.domain.scorer_training import Decision, Texts, fit, learn, platt

KEY = b"k" * 32


def logistic(margin):
    return 1 / (1 + np.exp(-margin))


def decided(seed: str, number: int, noisy=True) -> list[Decision]:
    return [Decision(one.source, one.decided if noisy else one.refused) for one in history(seed, number)]


def test_the_bias_alone_is_the_logarithm_of_the_odds():
    # One column that all rows have alike says nothing: with hardly any strength the weight stays near zero.
    texts, refused = Texts.of([{0: 0.0}] * 4), np.array([1.0, 0.0, 0.0, 0.0])
    weights = fit(texts, refused, strength=1000.0, size=1)
    assert weights[0] == pytest.approx(0, abs=1e-6)
    assert weights[1] == pytest.approx(math.log(1 / 3), abs=0.01)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.3, 1.0, 10.0]))
def test_at_the_point_that_is_found_the_slope_is_nothing(seed, strength):
    random = Random(seed)
    rows = [{column: random.uniform(-1, 1) for column in random.sample(range(6), 3)} for _ in range(20)]
    refused = np.array([1.0, 0.0] + [float(random.random() < 0.4) for _ in rows[2:]])
    texts = Texts.of(rows)
    point = fit(texts, refused, strength, size=6)
    dense = np.array([[row.get(column, 0.0) for column in range(6)] for row in rows])
    residuals = strength * (logistic(dense @ point[:6] + point[6]) - refused)
    slope = np.append(dense.T @ residuals + point[:6], residuals.sum())
    start = np.append(dense.T @ (strength * (0.5 - refused)), (strength * (0.5 - refused)).sum())
    assert np.linalg.norm(slope) <= 0.0021 * max(1, np.linalg.norm(start))


def test_columns_that_no_row_has_stay_out():
    texts = Texts.of([{3: 1.0}, {3: -1.0}])
    point = fit(texts, np.array([1.0, 0.0]), size=8)
    assert point[3] > 0
    assert not point[[0, 1, 2, 4, 5, 6, 7]].any()


def test_rows_that_are_taken_are_the_same_rows():
    texts = Texts.of([{0: 1.0}, {1: 2.0, 2: 3.0}, {0: 4.0, 2: 5.0}])
    weights = np.array([1.0, 10.0, 100.0])
    assert texts.times(weights).tolist() == [1.0, 320.0, 504.0]
    assert texts.taken(np.array([2, 0])).times(weights).tolist() == [504.0, 1.0]


def test_platt_finds_the_line_that_made_the_labels():
    random = np.random.default_rng(1)
    margins = random.normal(0, 2, 40_000)
    refused = (random.random(40_000) < logistic(0.7 * margins - 1.2)).astype(float)
    slope, intercept = platt(margins, refused)
    assert slope == pytest.approx(0.7, abs=0.03)
    assert intercept == pytest.approx(-1.2, abs=0.05)


def test_few_decisions_make_no_certainty():
    slope, intercept = platt(np.array([5.0, 4.0, -4.0, -5.0]), np.array([1.0, 1.0, 0.0, 0.0]))
    assert 0.6 < logistic(slope * 5 + intercept) < 0.9


def test_a_model_that_orders_wrongly_says_the_same_of_all():
    slope, intercept = platt(np.array([3.0, 2.0, -2.0, -3.0]), np.array([0.0, 0.0, 1.0, 1.0]))
    assert slope == 0
    assert logistic(intercept) == pytest.approx(0.5)


def test_two_hundred_decisions_make_a_useful_order():
    learnt = learn(decided("test", 200), KEY)
    later = history("test", 1200)[200:]
    area = auc([learnt.model.margin(one.source) for one in later], [one.refused for one in later])
    assert area > 0.7


def test_decisions_without_sense_teach_nothing():
    random = Random(3)
    mixed = [Decision(one.source, random.random() < 0.3) for one in history("mixed", 300)]
    area, error = learn(mixed, KEY).known
    assert area - 1.645 * error < 0.5


def test_the_same_decisions_make_the_same_model():
    decisions = decided("again", 150)
    assert learn(decisions, KEY).model.kept() == learn(decisions, KEY).model.kept()


def test_the_trial_is_of_the_last_quarter():
    decisions = decided("trial", 160)
    figures = learn(decisions, KEY).figures
    assert figures.decisions == 40
    assert figures.refused == sum(one.refused for one in decisions[120:])


def test_one_kind_alone_cannot_be_learnt():
    with pytest.raises(ValueError, match="one kind"):
        learn([Decision("a word", False)] * 20, KEY)
    with pytest.raises(ValueError, match="one kind"):
        learn([Decision("a word", False)] * 19 + [Decision("another", True)], KEY)
