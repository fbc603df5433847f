"""When news is told: at once with a little patience, or gathered until the next full hour or the site's morning."""

from datetime import UTC, datetime, time, timedelta, tzinfo

from commentsvc.domain.mail_topics import Cadence

SECOND_THOUGHTS = timedelta(minutes=2)
"""Whoever pressed the wrong key has so long to undo it before anybody is told."""

APART = timedelta(minutes=10)
"""Mails that tell at once leave one person so much time in between; what happens meanwhile is in the next one."""

GATHERED = timedelta(minutes=3)
"""So long after the hour, or the morning, its mails are written: all that happened before is at hand by then."""

LOOKED_FOR = timedelta(minutes=1)
"""So long after the end of a period its new comments are looked for: whoever was just posting then is done."""

BUNDLE = timedelta(minutes=5)
"""New comments of a discussion that are told at once are gathered for so long."""

_HOUR = timedelta(hours=1)
_PERIODS = {Cadence.AT_ONCE: BUNDLE, Cadence.HOURLY: _HOUR}
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def period_end(cadence: Cadence, moment: datetime, zone: tzinfo, morning: int) -> datetime:
    """The end of the period to which a moment belongs (the end itself does, too). ``morning``: the hour, in ``zone``,
    at which the site's day of news ends.
    """
    if cadence is Cadence.DAILY:
        return _next_morning(moment, zone, morning)
    period = _PERIODS[cadence]
    return _BEGINNING - (_BEGINNING - moment) // period * period


def period_begin(cadence: Cadence, end: datetime, zone: tzinfo, morning: int) -> datetime:
    """When the period began that ends at ``end``; the beginning itself belongs to the one before."""
    if cadence is not Cadence.DAILY:
        return end - _PERIODS[cadence]
    local = end.astimezone(zone)
    before = datetime.combine(local.date() - timedelta(days=1), time(morning), zone)
    return before.astimezone(end.tzinfo)


def _next_morning(moment: datetime, zone: tzinfo, morning: int) -> datetime:
    today = moment.astimezone(zone).date()
    for day in (today, today + timedelta(days=1)):
        end = datetime.combine(day, time(morning), zone).astimezone(moment.tzinfo)
        if end >= moment:
            return end
    raise AssertionError("tomorrow's morning is later than today")
