"""The newsroom's clock: quiet hours over midnight and over the changes of clocks, and its time zone."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentsvc.domain.errors import Invalid
from commentsvc.domain.local_time import QuietHours, next_at, zone_of, zones

KYIV = ZoneInfo("Europe/Kyiv")
NIGHT = QuietHours(time(22), time(7))


def at(*moment: int) -> datetime:
    return datetime(2026, *moment, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "shown"),
    [("22:00-07:00", "22:00-07:00"), (" 22:00 – 07:30 ", "22:00-07:30"), ("13:05-13:06", "13:05-13:06")],
)
def test_hours_are_read_as_people_write_them(words, shown):
    assert str(QuietHours.read("quiet", words)) == shown


@pytest.mark.parametrize("words", ["22-7", "24:00-07:00", "22:00", "22:00-22:00", "22:60-07:00", "-", "a:b-c:d"])
def test_what_are_no_hours_is_refused(words):
    with pytest.raises(Invalid):
        QuietHours.read("quiet", words)


def test_no_words_mean_no_quiet_hours():
    assert QuietHours.read("quiet", " ") is None


@pytest.mark.parametrize(
    ("moment", "over"),
    [
        # In winter Kyiv is two hours ahead of UTC.
        (at(1, 10, 19, 59), at(1, 10, 19, 59)),
        (at(1, 10, 20, 0), at(1, 11, 5)),
        (at(1, 10, 23, 30), at(1, 11, 5)),
        (at(1, 11, 4, 59), at(1, 11, 5)),
        (at(1, 11, 5), at(1, 11, 5)),
        # The nights in which clocks go forward, and back.
        (at(3, 28, 20), at(3, 29, 4)),
        (at(10, 24, 19), at(10, 25, 5)),
    ],
)
def test_the_night_ends_in_the_morning_of_the_place(moment, over):
    assert NIGHT.over(moment, KYIV) == over


def test_hours_of_the_day_do_not_reach_over_midnight():
    noon = QuietHours(time(12), time(13))
    assert noon.over(at(1, 10, 10, 30), KYIV) == at(1, 10, 11)
    assert noon.over(at(1, 10, 23), KYIV) == at(1, 10, 23)


def test_a_time_that_is_skipped_comes_later_and_one_that_comes_twice_is_there_twice():
    assert next_at(at(3, 29, 0), time(3, 30), KYIV) == at(3, 29, 1, 30)
    first = next_at(at(10, 24, 23), time(3, 30), KYIV)
    assert (first, next_at(first, time(3, 30), KYIV)) == (at(10, 25, 0, 30), at(10, 25, 1, 30))


@given(
    st.timedeltas(timedelta(0), timedelta(days=365)),
    st.times(),
    st.times(),
    st.sampled_from(["Europe/Kyiv", "UTC", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia"]),
)
def test_quiet_hours_end_within_two_days_and_not_before_they_began(moment, begin, end, name):
    moment, quiet = at(1, 1) + moment, QuietHours(begin.replace(microsecond=0), end.replace(microsecond=0))
    over = quiet.over(moment, ZoneInfo(name))
    assert moment <= over <= moment + timedelta(days=2)
    assert (over == moment) is not quiet.cover(moment, ZoneInfo(name))


def test_zones_are_those_that_mean_the_same_everywhere():
    assert {"UTC", "Europe/Kyiv", "America/New_York"} <= zones()
    assert not {"localtime", "posixrules", "Factory"} & zones()
    assert zone_of("Europe/Kyiv") == KYIV
    assert zone_of("Mars/Olympus") == UTC
