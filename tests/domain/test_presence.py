"""When somebody left: pauses within a visit do not count, the end of the visit before does."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.presence import AWAY, STEP, Presence
from tests.clock import START

_PAUSES = st.lists(st.integers(min_value=0, max_value=120), min_size=1, max_size=30)


def test_the_first_visit_has_none_before_it():
    assert Presence().at(START) == Presence(START, None)


def test_a_pause_is_part_of_a_visit_and_an_absence_ends_it():
    here = Presence(START, None).at(START + AWAY - STEP)
    assert here.left_at is None
    again = here.at(here.seen_at + AWAY)
    assert again.left_at == here.seen_at
    # Looking on keeps the moment, so that every page of the visit tells the same.
    assert again.at(again.seen_at + STEP).left_at == here.seen_at


@given(_PAUSES)
def test_the_end_of_the_last_visit_is_the_last_moment_before_an_absence(pauses):
    here, moment, expected = Presence(START, None), START, None
    for minutes in pauses:
        if timedelta(minutes=minutes) >= AWAY:
            expected = moment
        moment += timedelta(minutes=minutes)
        here = here.at(moment)
    assert here == Presence(moment, expected)


def test_it_is_written_once_a_minute():
    assert Presence().stale(START)
    assert not Presence(START).stale(START + STEP - timedelta(seconds=1))
    assert Presence(START).stale(START + STEP)
