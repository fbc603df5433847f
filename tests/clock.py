"""A clock that stands still until it is told to go on."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class FakeClock:
    """Tells the time that the test has set."""

    def __init__(self, moment: datetime = START):
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def pass_by(self, **duration: float) -> None:
        """`clock.pass_by(minutes=16)`"""
        self.moment += timedelta(**duration)
