"""How good estimates are: small cases worked out by hand, and what must hold of any."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.scorer_figures import (
    Bin,
    Figures,
    auc,
    auc_error,
    bins,
    brier,
    calibration_error,
    figures,
    precision_recall,
    top_recall,
)

ESTIMATES = st.sampled_from([number / 20 for number in range(21)])
CASES = st.lists(st.tuples(ESTIMATES, st.booleans()), min_size=1, max_size=60)


def split(cases):
    return [estimate for estimate, _ in cases], [label for _, label in cases]


@pytest.mark.parametrize(
    ("estimates", "refused", "area"),
    [
        ([0.9, 0.8, 0.2, 0.1], [True, True, False, False], 1.0),
        ([0.1, 0.2, 0.8, 0.9], [True, True, False, False], 0.0),
        ([0.5, 0.5, 0.5], [True, False, False], 0.5),
        ([0.9, 0.4, 0.6, 0.1], [True, True, False, False], 0.75),
        ([0.9, 0.5, 0.5, 0.1], [True, True, False, False], 0.875),
        ([0.9, 0.1], [True, True], None),
    ],
)
def test_the_area_is_how_often_the_refused_one_has_the_larger_estimate(estimates, refused, area):
    assert auc(estimates, refused) == area


@given(CASES)
def test_the_area_agrees_with_counting_every_pair(cases):
    refused = [one for one, label in cases if label]
    approved = [one for one, label in cases if not label]
    if not refused or not approved:
        assert auc(*split(cases)) is None
        return
    won = sum((one > other) + (one == other) / 2 for one in refused for other in approved)
    assert math.isclose(auc(*split(cases)), won / (len(refused) * len(approved)))


def test_the_error_of_the_area_is_that_of_its_authors():
    # Hanley and McNeil 1982: 51 abnormal and 58 normal images with an area of 0.893, a standard error of 0.032.
    assert math.isclose(auc_error(0.893, 51, 58), 0.0325, abs_tol=0.00005)
    assert auc_error(1.0, 5, 5) == 0


def test_precision_and_recall_are_of_what_is_called_likely():
    assert precision_recall([0.9, 0.6, 0.5, 0.4], [True, False, True, True]) == (2 / 3, 2 / 3)
    assert precision_recall([0.1], [True]) == (None, 0)
    assert precision_recall([0.9], [False]) == (0, None)


def test_the_first_part_of_the_list_holds_its_share_of_the_refused():
    refused = [True, False, False, False, True, False, False, False, False, False]
    assert top_recall([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0], refused, 0.2) == 0.5
    assert top_recall([0.9, 0.1, 0.2, 0.3, 0.8, 0.0, 0.1, 0.2, 0.1, 0.0], refused, 0.2) == 1
    # Nothing is told apart: a fifth of the list is a fifth of the refused.
    assert math.isclose(top_recall([0.5] * 10, refused, 0.2), 0.2)
    assert top_recall([0.5], [False]) is None


@given(CASES)
def test_the_whole_list_holds_all_refused(cases):
    estimates, refused = split(cases)
    assert top_recall(estimates, refused, 1.0) == (pytest.approx(1) if any(refused) else None)


def test_the_brier_score_is_the_mean_squared_error():
    assert brier([1.0, 0.0], [True, False]) == 0
    assert math.isclose(brier([0.8, 0.3], [True, True]), (0.04 + 0.49) / 2)
    assert brier([], []) is None


def test_the_reliability_table_has_a_row_for_each_tenth_that_is_not_empty():
    assert bins([0.05, 0.09, 0.95, 1.0], [False, True, True, True]) == (
        Bin(2, pytest.approx(0.07), 0.5),
        Bin(2, pytest.approx(0.975), 1.0),
    )


def test_the_calibration_error_weighs_each_row_by_its_comments():
    assert calibration_error([Bin(3, 0.2, 0.3), Bin(1, 0.9, 0.5)]) == pytest.approx((3 * 0.1 + 0.4) / 4)
    assert calibration_error([]) is None


@given(CASES)
def test_every_comment_is_in_one_row_and_the_rows_say_what_was_refused(cases):
    table = bins(*split(cases))
    assert sum(one.number for one in table) == len(cases)
    assert math.isclose(sum(one.number * one.refused for one in table), sum(label for _, label in cases), abs_tol=1e-9)
    assert 0 <= calibration_error(table) <= 1


@given(CASES)
def test_figures_come_back_as_they_were_kept(cases):
    found = figures(*split(cases))
    assert Figures.from_mapping(found.to_mapping()) == found
