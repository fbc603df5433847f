"""Waits grow, never beyond their bounds, and what failed together does not come back together."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.backoff import ATTEMPTS_MAX, wait_after, wait_as_told

draws = st.floats(0, 1)
attempts = st.integers(1, 1000)


@given(attempts, draws)
def test_a_wait_is_from_a_second_to_six_hours(attempt, draw):
    assert timedelta(seconds=1) <= wait_after(attempt, draw) <= timedelta(hours=6)


@given(attempts, draws)
def test_with_the_same_luck_the_next_wait_is_no_shorter(attempt, draw):
    assert wait_after(attempt, draw) <= wait_after(attempt + 1, draw)


@given(attempts, draws, draws)
def test_luck_decides_within_the_bound(attempt, one, other):
    low, high = sorted((one, other))
    assert wait_after(attempt, low) <= wait_after(attempt, high)


def test_the_bounds_grow_from_ten_seconds_to_six_hours():
    bounds = [wait_after(attempt, 1) for attempt in range(1, ATTEMPTS_MAX)]
    assert bounds[:3] == [timedelta(seconds=10), timedelta(seconds=40), timedelta(seconds=160)]
    assert bounds[-1] == timedelta(hours=6)
    assert sum(bounds, timedelta()) / 2 > timedelta(hours=4)


@given(st.timedeltas())
def test_what_the_other_side_asks_for_is_heard_within_reason(after):
    wait = wait_as_told(after)
    assert timedelta(seconds=1) <= wait <= timedelta(hours=6)
    assert wait == after or not timedelta(seconds=1) <= after <= timedelta(hours=6)
