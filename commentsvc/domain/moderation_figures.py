"""What a newsroom sees of its moderation: numbers by hour, day or month, times to a decision, holds without need.

Nothing here ranks anybody: the numbers of people stand in the order of their names.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise
from statistics import median

from commentsvc.domain.moderation import Action, HeldReason

# Up to so many days the bars are hours, and then days; months beyond.
HOURS_UNTIL_DAYS = 2
DAYS_UNTIL_DAYS = 92
LONGEST_DAYS = 3 * 366

DECISIONS = {Action.APPROVE: "approved", Action.REJECT: "rejected", Action.MARK_SPAM: "spam"}
MEASURES = ("posted", "held", *DECISIONS.values())
_HOUR = timedelta(hours=1)


class Unit(StrEnum):
    """How much time one bar stands for."""

    HOUR = "hour"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True)
class Bucket:
    """The time of one bar, from ``begin`` until before ``end``, in the time zone of the site."""

    begin: datetime
    end: datetime


def unit_of(first: date, last: date) -> Unit:
    """What a bar stands for in a period of whole days, both included."""
    days = (last - first).days + 1
    if days <= HOURS_UNTIL_DAYS:
        return Unit.HOUR
    return Unit.DAY if days <= DAYS_UNTIL_DAYS else Unit.MONTH


def buckets(first: date, last: date, zone: tzinfo) -> list[Bucket]:
    """The bars of a period, without gaps, each a whole hour, day or month there.

    A day on which clocks change has an hour less or more, an hour as many bars as it comes; a period that begins or
    ends within a month has the part of it.
    """
    unit, end = unit_of(first, last), _begin(last + timedelta(days=1), zone)
    edges = [_begin(first, zone)]
    while edges[-1] < end:
        edges.append(min(_next(edges[-1].astimezone(zone), unit, zone), end))
    # A day that was left out where the calendar jumped over the date line has no time in it.
    edges += [end] * (len(edges) == 1)
    local = [edge.astimezone(zone) for edge in edges]
    return [Bucket(begin, until) for begin, until in pairwise(local)]


def _begin(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _next(at: datetime, unit: Unit, zone: tzinfo) -> datetime:
    if unit is Unit.HOUR:
        return at.astimezone(UTC) + _HOUR
    day = at.date() + timedelta(days=1)
    if unit is Unit.MONTH:
        day = (at.date().replace(day=1) + timedelta(days=32)).replace(day=1)
    return _begin(day, zone)


@dataclass(frozen=True)
class Decided:
    """So many decisions of a kind by somebody of the newsroom, about comments held for ``held`` (None: not held)."""

    person: int
    action: str
    held: str | None
    number: int


@dataclass(frozen=True)
class Waited:
    """How long one comment waited for the decision of a person."""

    person: int
    minutes: float


@dataclass(frozen=True)
class Waiting:
    """Times to a decision in minutes: the median, the time within which nine of ten were decided, and the share that
    was decided within the target, from 0 to 1. All None where nothing was decided.
    """

    number: int
    median: float | None
    p90: float | None
    in_time: float | None


@dataclass
class Rule:
    """What became of the comments that a check had held, as far as somebody decided about them."""

    approved: int = 0
    decided: int = 0

    @property
    def false_share(self) -> float | None:
        """The share that was approved, from 0 to 1: those need not have waited. None where nothing was decided."""
        return self.approved / self.decided if self.decided else None


@dataclass
class Workload:
    """What one person decided, and how long those comments had waited (median, minutes; None: none had)."""

    decided: int = 0
    waited: list[float] = field(default_factory=list)

    @property
    def median(self) -> float | None:
        """The median in minutes."""
        return median(self.waited) if self.waited else None


def waiting(times: Sequence[float], target_minutes: float) -> Waiting:
    """Sum up times to a decision. The p90 is the nearest rank: the smallest time that nine of ten do not exceed."""
    if not times:
        return Waiting(0, None, None, None)
    ordered = sorted(times)
    ninth = ordered[math.ceil(len(ordered) * 0.9) - 1]
    in_time = sum(one <= target_minutes for one in ordered) / len(ordered)
    return Waiting(len(ordered), median(ordered), ninth, in_time)


def rules(decided: Iterable[Decided]) -> dict[str, Rule]:
    """By the reason for which comments were held: how many of those decided need not have been; in a fixed order."""
    found: dict[str, Rule] = {}
    for one in decided:
        if one.held is not None:
            rule = found.setdefault(one.held, Rule())
            rule.decided += one.number
            rule.approved += one.number if one.action == Action.APPROVE else 0
    order = [*HeldReason]
    return dict(sorted(found.items(), key=lambda item: (order.index(item[0]) if item[0] in order else 99, item[0])))


def workloads(decided: Iterable[Decided], waited: Iterable[Waited], names: Mapping[int, str]) -> dict[str, Workload]:
    """By person, in the order of their names; who is not in ``names`` is left out."""
    found: dict[int, Workload] = {}
    for one in decided:
        found.setdefault(one.person, Workload()).decided += one.number
    for time_ in waited:
        if time_.person in found:
            found[time_.person].waited.append(time_.minutes)
    ordered = sorted((name, person) for person, name in names.items() if person in found)
    return _told_apart([(name, found[person]) for name, person in ordered if found[person].decided])


def _told_apart(pairs: list[tuple[str, Workload]]) -> dict[str, Workload]:
    """Two people of one name are two lines."""
    told: dict[str, Workload] = {}
    for name, one in pairs:
        number = 2
        shown = name
        while shown in told:
            shown, number = f"{name} ({number})", number + 1
        told[shown] = one
    return told
