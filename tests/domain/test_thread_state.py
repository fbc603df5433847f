"""When a thread takes comments, and how soon a page asks again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from commentsvc.domain.site_settings import SiteSettings
from commentsvc.domain.thread_state import EMPTY_SECONDS, PULSE, RESTING_SECONDS, ThreadState, locks_at, pulse, state_of
from tests.clock import START


@dataclass
class Thread:
    closed: bool = False
    locked: bool = False
    stays_open: bool = False
    section: str | None = None
    begun_at: datetime = START


AGED = SiteSettings(lock_after_days=14)
AGE = timedelta(days=14)


@pytest.mark.parametrize(
    ("thread", "settings", "passed", "state"),
    [
        (Thread(), SiteSettings(), timedelta(days=9999), "open"),
        (Thread(locked=True), SiteSettings(), timedelta(), "locked"),
        (Thread(locked=True, closed=True), SiteSettings(), timedelta(), "closed"),
        (Thread(section="Crime"), SiteSettings(closed_sections=("Crime",)), timedelta(), "closed"),
        (Thread(section="Sport"), SiteSettings(closed_sections=("Crime",)), timedelta(), "open"),
        (Thread(), AGED, AGE - timedelta(microseconds=1), "open"),
        (Thread(), AGED, AGE, "locked"),
        (Thread(stays_open=True), AGED, AGE, "open"),
    ],
)
def test_the_state_follows_from_the_thread_its_section_and_its_age(thread, settings, passed, state):
    assert state_of(thread, settings, START + passed) == state


def test_pages_ask_less_often_the_longer_a_thread_is_silent():
    waits = [
        pulse(ThreadState.OPEN, START, START + timedelta(minutes=minutes)).poll_after for minutes in range(0, 1600, 1)
    ]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (10, RESTING_SECONDS)


def test_an_answer_says_until_when_it_holds():
    now = START
    for _silence, seconds in PULSE:
        beat = pulse(ThreadState.OPEN, START, now)
        assert beat.poll_after == seconds
        assert pulse(ThreadState.OPEN, START, beat.until - timedelta(microseconds=1)).poll_after == seconds
        now = beat.until
    assert pulse(ThreadState.OPEN, START, now).until is None


def test_an_answer_holds_no_longer_than_the_thread_is_open():
    due = START + timedelta(seconds=5)
    assert pulse(ThreadState.OPEN, START, START, due).until == due
    assert pulse(ThreadState.OPEN, None, START, due).until == due
    assert pulse(ThreadState.OPEN, None, START).poll_after == EMPTY_SECONDS


@pytest.mark.parametrize("state", [ThreadState.LOCKED, ThreadState.CLOSED])
def test_where_nothing_can_come_pages_rest(state):
    assert pulse(state, START, START).poll_after == RESTING_SECONDS
    assert pulse(state, START, START).until is None


def test_a_site_without_an_age_locks_nothing():
    assert locks_at(Thread(), SiteSettings()) is None
