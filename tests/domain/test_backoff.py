"""Waits grow, never beyond their bounds, and what failed together does not come back together."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.backoff import ATTEMPTS_MAX, told_to_wait, wait_after, wait_as_told

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


NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        # The three forms of a date in RFC 9110: as it is now, of RFC 850, and of C.
        ("Mon, 02 Mar 2026 09:02:00 GMT", 120),
        ("Monday, 02-Mar-26 09:02:00 GMT", 120),
        ("Mon Mar  2 09:02:00 2026", 120),
        ("Mon, 02 Mar 2026 10:02:00 +0100", 120),
        ("Mon, 02 Mar 2026 08:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", (datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC) - NOW).total_seconds()),
    ],
)
def test_a_wait_is_read_as_seconds_or_as_a_date(words, seconds):
    assert told_to_wait(words, NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "words",
    ["", "soon", "-1", "1.5", "9999999", "١٢٠", "Mon, 99 Mar 2026 09:02:00 GMT", "Mon, 02 Mar 2026", "x" * 5000],
)
def test_what_is_neither_asks_for_nothing(words):
    assert told_to_wait(words, NOW) is None


@given(st.text(max_size=80))
def test_whatever_is_sent_is_read_or_left(words):
    wait = told_to_wait(words, NOW)
    assert wait is None or wait >= timedelta(0)
