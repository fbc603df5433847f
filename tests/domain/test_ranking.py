"""The order Best."""

from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.ranking import Order, best_score

VOTES = st.integers(0, 100_000)


@given(VOTES, VOTES)
def test_another_up_never_lowers_and_another_down_never_raises(ups, downs):
    assert best_score(ups + 1, downs) >= best_score(ups, downs) >= best_score(ups, downs + 1)


@given(VOTES, VOTES)
def test_the_score_lies_between_nothing_and_one(ups, downs):
    assert 0 < best_score(ups, downs) < 1


def test_a_new_comment_gets_the_benefit_of_the_doubt():
    order = [(90, 10), (3, 0), (1, 0), (0, 0), (1, 3), (0, 5)]
    assert sorted(order, key=lambda votes: best_score(*votes), reverse=True) == order


def test_the_score_is_the_mean_and_half_a_deviation_of_the_beta_distribution():
    assert isclose(best_score(0, 0), 0.5 + 0.5 * sqrt(1 / 12))
    assert isclose(best_score(3, 0), 4 / 5 + 0.5 * sqrt(4 / (25 * 6)))


def test_negative_counts_are_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="negative"):
        best_score(-1, 0)


def test_orders_are_named_as_in_addresses():
    assert [Order("best"), Order("oldest"), Order("newest")] == list(Order)
