"""How often a thread was opened fades, and is never more than what was counted."""

import math
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.readings import FADES_IN, faded
from tests.clock import START


def test_it_fades_to_a_third_within_an_hour_and_to_nothing_in_a_day():
    assert faded(100, START, START) == 100
    assert faded(100, START, START + FADES_IN) == pytest.approx(100 / math.e)
    assert faded(100, START, START + timedelta(days=1)) < 0.001
    assert faded(100, None, START) == 0


def test_who_comes_every_minute_counts_as_often_as_in_an_hour():
    reads, at = 0.0, START
    for _ in range(600):
        reads, at = faded(reads, at, at + timedelta(minutes=1)) + 1, at + timedelta(minutes=1)
    assert reads == pytest.approx(60, rel=0.02)


@given(st.floats(0, 1e9), st.integers(-(10**6), 10**6))
def test_it_never_grows_by_itself(reads, seconds):
    assert 0 <= faded(reads, START, START + timedelta(seconds=seconds)) <= reads
