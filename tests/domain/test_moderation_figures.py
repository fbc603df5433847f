"""Bars across changes of the clock, and what is counted of decisions."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from commentsvc.domain.moderation_figures import (
    DAYS_UNTIL_DAYS,
    HOURS_UNTIL_DAYS,
    Decided,
    Unit,
    Waited,
    Waiting,
    buckets,
    rules,
    unit_of,
    waiting,
    workloads,
)
from commentsvc.web.dashboard import plots

ZONES = st.sampled_from(
    [
        "UTC",
        "Europe/Kyiv",
        "America/New_York",
        "America/Havana",
        "Africa/Cairo",
        "Asia/Beirut",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "America/Asuncion",
    ]
).map(ZoneInfo)
DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@given(DAYS, st.integers(0, 400), ZONES)
def test_bars_cover_their_days_without_gap_or_overlap(first, more, zone):
    last = first + timedelta(days=more)
    bars = buckets(first, last, zone)
    begin, end = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (first, last + timedelta(days=1)))
    assert bars[0].begin.astimezone(UTC) == begin and bars[-1].end.astimezone(UTC) == end
    edges = [(one.begin.astimezone(UTC), one.end.astimezone(UTC)) for one in bars]
    assert begin == end or all(one < until for one, until in edges)
    assert all(before[1] == after[0] for before, after in pairwise(edges))


@given(DAYS, st.integers(0, 400), ZONES, st.floats(0, 0.999))
def test_a_moment_lies_in_the_bar_of_its_local_day(first, more, zone, part):
    last = first + timedelta(days=more)
    bars = buckets(first, last, zone)
    begin, end = bars[0].begin.astimezone(UTC), bars[-1].end.astimezone(UTC)
    assume(begin < end)
    moment = begin + (end - begin) * part
    (bar,) = [one for one in bars if one.begin.astimezone(UTC) <= moment < one.end.astimezone(UTC)]
    here = moment.astimezone(zone)
    unit = unit_of(first, last)
    if unit is Unit.DAY:
        assert bar.begin.date() == here.date()
    elif unit is Unit.MONTH:
        assert (bar.begin.year, bar.begin.month) == (here.year, here.month)
    else:
        assert timedelta() <= moment - bar.begin.astimezone(UTC) < timedelta(hours=1)


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-07-01", 24)])
def test_a_day_has_the_hours_it_has(day, hours):
    one = date.fromisoformat(day)
    assert len(buckets(one, one, ZoneInfo("Europe/Kyiv"))) == hours


def test_hours_days_and_months():
    first = date(2026, 1, 1)
    for days, unit in (
        (1, Unit.HOUR),
        (HOURS_UNTIL_DAYS, Unit.HOUR),
        (HOURS_UNTIL_DAYS + 1, Unit.DAY),
        (DAYS_UNTIL_DAYS, Unit.DAY),
        (DAYS_UNTIL_DAYS + 1, Unit.MONTH),
    ):
        assert unit_of(first, first + timedelta(days=days - 1)) is unit


def test_nothing_waited_is_no_time():
    assert waiting([], 60) == Waiting(0, None, None, None)


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 1e6))
def test_nine_of_ten_are_decided_within_the_p90(times, target):
    summed = waiting(times, target)
    within = sum(one <= summed.p90 for one in times)
    assert within >= 0.9 * len(times) and summed.p90 in times
    assert sum(one < summed.p90 for one in times) < 0.9 * len(times)
    assert min(times) <= summed.median <= summed.p90 or len(times) < 3
    assert 0 <= summed.in_time <= 1


def test_the_share_of_a_rule_that_held_without_need():
    counted = rules(
        [
            Decided(1, "approve", "link", 6),
            Decided(2, "reject", "link", 2),
            Decided(1, "mark_spam", "flagged", 1),
            Decided(1, "approve", None, 9),
        ]
    )
    assert {name: (one.approved, one.decided, one.false_share) for name, one in counted.items()} == {
        "link": (6, 8, 0.75),
        "flagged": (0, 1, 0.0),
    }


def test_people_stand_by_name_not_by_number():
    loads = workloads(
        [Decided(1, "approve", None, 1), Decided(2, "approve", None, 50), Decided(3, "reject", None, 7)],
        [Waited(2, 10), Waited(2, 30), Waited(9, 1)],
        {1: "Ann", 2: "Zoe", 3: "Ann"},
    )
    assert [(name, one.decided, one.median) for name, one in loads.items()] == [
        ("Ann", 1, None),
        ("Ann (2)", 7, None),
        ("Zoe", 50, 20),
    ]


@given(st.integers(0, 10**9))
def test_the_axis_begins_at_zero_and_holds_every_bar(most):
    axis = plots.steps(most)
    assert axis[0] == 0 and axis[-1] >= most and 2 <= len(axis) <= 6
    assert len({after - before for before, after in pairwise(axis)}) == 1


@given(st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999)), min_size=1, max_size=92))
def test_bars_are_as_high_as_their_numbers(pairs):
    series = {"a": [one for one, _other in pairs], "b": [other for _one, other in pairs]}
    names = [str(place) for place in range(len(pairs))]
    for plot in (plots.stacked(names, series), plots.overlaid(names, series)):
        scale = plots.HEIGHT / plot.ticks[-1][0]
        for bar in plot.bars:
            for part in bar.parts:
                assert part.height == pytest.approx(part.number * scale, abs=0.01)
                assert part.y >= -0.01 and part.y + part.height <= plots.HEIGHT + 0.02
        assert plot.empty == (not any(map(any, pairs)))
