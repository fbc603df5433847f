"""The order Best."""

from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.ranking import ALIKE_FOR_ONE, ALIKE_MOST, DOUBT, Order, best_score, guest_weighs

VOTES = st.integers(0, 100_000)


@given(VOTES, VOTES)
def test_another_up_never_lowers_and_another_down_never_raises(ups, downs):
    assert best_score(ups + 1, downs) >= best_score(ups, downs) >= best_score(ups, downs + 1)


def test_no_small_number_of_votes_breaks_that_rule():
    for ups in range(150):
        for downs in range(150):
            assert best_score(ups + 1, downs) > best_score(ups, downs) > best_score(ups, downs + 1)


@given(st.lists(st.tuples(VOTES, VOTES), min_size=2, max_size=20))
def test_the_order_is_total_with_ties_newest_first(votes):
    """Whatever order the rows come in, sorting by (score, id) downwards gives one and the same."""
    rows = [(best_score(ups, downs), number) for number, (ups, downs) in enumerate(votes)]
    flipped = list(reversed(rows))
    assert sorted(rows, reverse=True) == sorted(flipped, reverse=True)
    assert len(set(rows)) == len(rows)
    assert all(score == score for score, _id in rows)


@given(VOTES, VOTES)
def test_the_score_lies_between_nothing_and_one(ups, downs):
    assert 0 < best_score(ups, downs) < 1


def test_a_new_comment_gets_the_benefit_of_the_doubt():
    order = [(90, 10), (3, 0), (1, 0), (0, 0), (1, 3), (0, 5)]
    assert sorted(order, key=lambda votes: best_score(*votes), reverse=True) == order


def test_the_score_is_the_mean_and_some_deviation_of_the_beta_distribution():
    assert isclose(best_score(0, 0), 0.5 + DOUBT * sqrt(1 / 12))
    assert isclose(best_score(3, 0), 4 / 5 + DOUBT * sqrt(4 / (25 * 6)))


def test_negative_counts_are_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="negative"):
        best_score(-1, 0)


def test_orders_are_named_as_in_addresses():
    assert [Order("best"), Order("oldest"), Order("newest")] == list(Order)


SHARE = 2


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 10_000))
def test_a_network_weighs_no_less_where_more_elsewhere_say_the_same(used, alike, elsewhere):
    if guest_weighs(SHARE, used, alike, elsewhere):
        assert guest_weighs(SHARE, used, alike, elsewhere + 1)


def test_a_network_s_share_grows_slowly_and_ends():
    def weighing(elsewhere):
        """How many guests of one network weigh, all in one direction."""
        return next(count for count in range(100) if not guest_weighs(SHARE, count, count, elsewhere))

    steps = (0, 1, 3 * ALIKE_FOR_ONE - 1, 3 * ALIKE_FOR_ONE, 10**6)
    assert [weighing(elsewhere) for elsewhere in steps] == [SHARE, SHARE, SHARE, 3, ALIKE_MOST]


def test_a_site_s_own_share_stands_where_it_is_larger():
    assert guest_weighs(50, 49, 49, 0)
    assert not guest_weighs(50, 50, 50, 10**6)
