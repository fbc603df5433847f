"""The time of day where a newsroom is: its time zone, and the hours in which nobody wants to be disturbed."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from commentsvc.domain.errors import invalid

MORNING = 7
"""The hour of the site's day at which daily mails go out."""

_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
_SPACES = re.compile(r"\s+")
_DASHES = str.maketrans("–—", "--")


def midnight(day: date, zone: tzinfo) -> datetime:
    """The moment at which a day begins in a time zone."""
    return datetime.combine(day, time(), zone)


@dataclass(frozen=True)
class QuietHours:
    """Hours of each day, from ``begin`` up to ``end``, over midnight where ``end`` is the earlier one."""

    begin: time
    end: time

    @classmethod
    def read(cls, field: str, words: str) -> "QuietHours | None":
        """Read ``22:00-07:00``; None for no words. Raises Invalid ``hours_malformed`` for ``field``."""
        plain = _SPACES.sub("", words.translate(_DASHES))
        if not plain:
            return None
        match = _HOURS.fullmatch(plain)
        if match is None or match.group(1, 2) == match.group(3, 4):
            raise invalid(field, "hours_malformed")
        numbers = [int(number) for number in match.groups()]
        return cls(time(*numbers[:2]), time(*numbers[2:]))

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"

    def cover(self, moment: datetime, zone: tzinfo) -> bool:
        """Whether a moment lies in these hours."""
        clock = moment.astimezone(zone).time()
        if self.begin < self.end:
            return self.begin <= clock < self.end
        return clock >= self.begin or clock < self.end

    def over(self, moment: datetime, zone: tzinfo) -> datetime:
        """The moment itself, or, where it lies in these hours, the one at which they end."""
        return next_at(moment, self.end, zone) if self.cover(moment, zone) else moment


def next_at(moment: datetime, clock: time, zone: tzinfo) -> datetime:
    """The first moment after the given one at which clocks in ``zone`` show a time of day.

    One that is skipped where clocks go forward comes as much later; one that comes twice is there twice.
    """
    today = moment.astimezone(zone).date()
    for day in range(3):
        for fold in (0, 1):
            local = datetime.combine(today + timedelta(days=day), clock, zone).replace(fold=fold)
            found = local.astimezone(UTC)
            if found > moment:
                return found
    raise AssertionError("every time of day comes again within two days")


def last_at(moment: datetime, hour: int, zone: tzinfo) -> datetime:
    """The last moment up to the given one at which clocks in ``zone`` showed a full hour."""
    today = moment.astimezone(zone).date()
    days = (datetime.combine(today - timedelta(days=day), time(hour), zone).astimezone(UTC) for day in range(3))
    return next(found for found in days if found <= moment)


def zone_of(name: str) -> tzinfo:
    """The time zone of a name of the IANA database; UTC where this machine does not know it (any more)."""
    return ZoneInfo(name) if name in zones() else UTC


@cache
def zones() -> frozenset[str]:
    """The names of all time zones that can be chosen: those that mean the same on every machine."""
    return frozenset(available_timezones() - {"localtime", "posixrules", "Factory"})
