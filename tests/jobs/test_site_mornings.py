"""Daily mails go out in the morning of the newsroom's own time zone, whatever the season."""

from datetime import UTC, datetime, timedelta

import pytest


@pytest.fixture
def daily(accounts, factories, clock):
    """An account that is told daily of replies, in a newsroom in Kyiv; gives its comment."""
    factories.settings(time_zone="Europe/Kyiv")
    accounts.open("Olena", reply="daily")


@pytest.mark.parametrize(
    ("moment", "mornings"),
    [
        # Clocks go forward on 29 March at 01:00 UTC, and back on 25 October: seven in the morning is 05:00 or 04:00.
        (datetime(2026, 3, 27, 12, 0, tzinfo=UTC), [(28, 5), (29, 4), (30, 4)]),
        (datetime(2026, 10, 23, 12, 0, tzinfo=UTC), [(24, 4), (25, 5), (26, 5)]),
    ],
    ids=["forward", "back"],
)
def test_the_morning_stays_at_seven_when_clocks_change(moment, mornings, daily, factories, later, clock):
    clock.moment = moment
    mine = factories.comment(by="Olena")
    for number, (day, hour) in enumerate(mornings):
        factories.comment(f"Answer {number}", by="Ben", parent=mine)
        due = moment.replace(day=day, hour=hour, minute=3)
        assert later(seconds=(due - clock.now()).total_seconds() - 1) == []
        (mail,) = later(seconds=1)
        assert f"Answer {number}" in mail.text
        assert clock.now() == due
        clock.pass_by(minutes=1)


def test_another_time_zone_holds_for_what_comes_in_from_then_on(daily, factories, later, clock):
    mine = factories.comment(by="Olena")
    clock.moment = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
    factories.settings(time_zone="America/New_York")
    factories.comment("Answer", by="Ben", parent=mine)
    assert later(seconds=timedelta(hours=6, minutes=2).total_seconds()) == []
    (mail,) = later(minutes=2)
    assert "Answer" in mail.text and clock.now() == datetime(2026, 3, 2, 12, 4, tzinfo=UTC)
