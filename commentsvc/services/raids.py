"""Fending off a raid: begun and ended by people or by the service, on a site or a thread; anonymous posting closed.

What is in force stands on the site's or the thread's own row, which every write looks at anyway. Each change is a row
of the log, whose note is what was in force, as JSON: so it can be undone.
"""

import json
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.errors import LostRace, invalid
from commentsvc.domain.events import RaidSeen
from commentsvc.domain.moderation import MACHINE, Action, Actor
from commentsvc.domain.raids import (
    ANONYMOUS_STATES,
    MINUTES_MAX,
    RAID_STATES,
    SLOW_SECONDS_MAX,
    Measures,
    Pace,
    Raid,
    Span,
    closed_now,
)
from commentsvc.models.article import Thread
from commentsvc.models.log import LogEntry, LogNote
from commentsvc.services import log, outbox, sites, threads
from commentsvc.services.context import Context

RAID, ANONYMOUS = "raid", "anonymous"
"""Subjects of the log: what is done on a whole site; a thread's raid is about the thread."""
SUBJECTS = (RAID, ANONYMOUS)


@dataclass(frozen=True)
class Wish:
    """What a person chose: the measures, and an end in minutes (None: until somebody ends it)."""

    measures: Measures
    minutes: int | None


def wish(measures: Measures, minutes: int | None) -> Wish:
    """Check a choice. Raises Invalid ``slow_seconds``, ``minutes`` or ``measures``."""
    if not 0 <= measures.slow_seconds <= SLOW_SECONDS_MAX:
        raise invalid("slow_seconds", "number_out_of_bounds", low=0, high=SLOW_SECONDS_MAX)
    if not measures.any:
        raise invalid("measures", "required")
    return Wish(measures, checked_minutes(minutes))


def checked_minutes(minutes: int | None) -> int | None:
    """An end in minutes. Raises Invalid ``minutes``."""
    if minutes is not None and not 1 <= minutes <= MINUTES_MAX:
        raise invalid("minutes", "number_out_of_bounds", low=1, high=MINUTES_MAX)
    return minutes


def begin(context: Context, thread: Thread | None, chosen: Wish, actor: Actor, seen: Pace | None = None) -> LogEntry:
    """Fend off a raid on a thread, or (None) on the whole site.

    ``seen``: by what the service knew it. Raises LostRace ``raid_changed`` where that is being done already.
    """
    place = _Place.locked(context, thread)
    if place.raid is not None and place.raid.lasts(context.now):
        raise LostRace("raid_changed")
    place.raid = None
    raid = Raid(context.now, _end(context, chosen.minutes), chosen.measures, actor == MACHINE)
    why = {} if seen is None else {"recent": seen.recent, "new": seen.new, "usual": round(seen.usual, 1)}
    if seen is not None:
        outbox.publish(context, RaidSeen(place.thread.public_id if place.thread else None, **why))
    return place.put(raid, actor, Action.BEGIN_RAID, raid.to_mapping() | why)


def end(context: Context, thread: Thread | None, actor: Actor) -> LogEntry:
    """Stop fending off. Raises LostRace ``raid_changed`` where that was done already."""
    place = _Place.locked(context, thread)
    if place.raid is None:
        raise LostRace("raid_changed")
    return place.put(None, actor, Action.END_RAID, place.raid.to_mapping())


def prolong(context: Context, thread: Thread | None, minutes: int) -> None:
    """The service still sees what it began against: let it last so much longer."""
    place = _Place.locked(context, thread)
    if place.raid is not None and place.raid.lasts(context.now):
        place.keep(replace(place.raid, until=_end(context, minutes)))


def close_anonymous(context: Context, minutes: int | None, actor: Actor) -> LogEntry:
    """Nobody without an account posts any more, anywhere on the site. Raises Invalid, or LostRace ``raid_changed``."""
    span = Span(context.now, _end(context, checked_minutes(minutes)))
    _lock_site(context)
    if closed_now(context.site.anonymous_closed, context.now) is not None:
        raise LostRace("raid_changed")
    context.site.anonymous_closed = None
    return _set_anonymous(context, span, actor, Action.CLOSE_ANONYMOUS, span)


def open_anonymous(context: Context, actor: Actor) -> LogEntry:
    """Guests may post again. Raises LostRace ``raid_changed`` where they may."""
    _lock_site(context)
    before = Span.read(context.site.anonymous_closed)
    if before is None:
        raise LostRace("raid_changed")
    return _set_anonymous(context, None, actor, Action.OPEN_ANONYMOUS, before)


def undo(context: Context, entry: LogEntry, actor: Actor) -> LogEntry:
    """Put back what one row of the log changed. Raises LostRace ``cannot_undo``: it is another by now, or over."""
    if db.session.scalar(select(LogEntry.id).where(LogEntry.undoes_id == entry.id)):
        raise LostRace("cannot_undo")
    before = _before(context, entry)
    if entry.subject_type == ANONYMOUS:
        _lock_site(context)
        if (context.site.anonymous_closed is None) != (entry.to_state == ANONYMOUS_STATES[False]):
            raise LostRace("cannot_undo")
        note = before or Span.read(context.site.anonymous_closed)
        return _set_anonymous(context, before, actor, Action.UNDO, note, undoes=entry)
    place = _Place.locked(context, db.session.get(Thread, entry.subject_id) if entry.subject_type == "thread" else None)
    if (place.raid is None) != (entry.to_state == RAID_STATES[False]):
        raise LostRace("cannot_undo")
    note = (before or place.raid).to_mapping()
    return place.put(before, actor, Action.UNDO, note, undoes=entry)


def over(context: Context) -> list[LogEntry]:
    """Write into the log that what had an end has ended, and take it from the rows; asked for now and then."""
    ended = []
    for thread in db.session.scalars(select(Thread).where(Thread.site_id == context.site.id, Thread.raid.is_not(None))):
        if not Raid.read(thread.raid).lasts(context.now):
            ended.append(end(context, thread, MACHINE))
    _lock_site(context)
    raid, closed = Raid.read(context.site.raid), Span.read(context.site.anonymous_closed)
    if raid is not None and not raid.lasts(context.now):
        ended.append(end(context, None, MACHINE))
    if closed is not None and not closed.lasts(context.now):
        ended.append(open_anonymous(context, MACHINE))
    return ended


@dataclass
class _Place:
    """Where a raid is fended off: a site, whose row is locked, or one of its threads, likewise."""

    context: Context
    thread: Thread | None
    raid: Raid | None

    @classmethod
    def locked(cls, context: Context, thread: Thread | None) -> "_Place":
        if thread is None:
            _lock_site(context)
            return cls(context, None, Raid.read(context.site.raid))
        thread = threads.lock_row(thread.id)
        return cls(context, thread, Raid.read(thread.raid))

    def keep(self, raid: Raid | None) -> None:
        kept = raid.to_mapping() if raid else None
        if self.thread is None:
            self.context.site.raid = kept
            sites.changed(self.context.site)
        else:
            self.thread.raid = kept
            threads.changed(self.thread)
        db.session.flush()

    def put(
        self, raid: Raid | None, actor: Actor, action: Action, note: dict, undoes: LogEntry | None = None
    ) -> LogEntry:
        before = RAID_STATES[self.raid is not None]
        self.keep(raid)
        about = ("thread", self.thread) if self.thread is not None else (RAID, self.context.site)
        return _record(self.context, about, (before, RAID_STATES[raid is not None]), actor, action, note, undoes)


def _lock_site(context: Context) -> None:
    sites.hold_anew(context.site, "raid", "anonymous_closed", "version")


def _set_anonymous(
    context: Context, span: Span | None, actor: Actor, action: Action, note: Span, undoes: LogEntry | None = None
) -> LogEntry:
    before = ANONYMOUS_STATES[context.site.anonymous_closed is not None]
    context.site.anonymous_closed = span.to_mapping() if span else None
    sites.changed(context.site)
    states = before, ANONYMOUS_STATES[span is not None]
    return _record(context, (ANONYMOUS, context.site), states, actor, action, note.to_mapping(), undoes)


def _record(
    context: Context, about: tuple, states: tuple, actor: Actor, action: Action, note: dict, undoes
) -> LogEntry:
    kind, row = about
    db.session.flush()
    change = log.Change(kind, row.id, action, *states, row.version, undoes_id=undoes.id if undoes is not None else None)
    return log.append(context, actor, change, json.dumps(note))


def _end(context: Context, minutes: int | None):
    return None if minutes is None else context.now + timedelta(minutes=minutes)


def _before(context: Context, entry: LogEntry) -> Span | None:
    """What was in force before a row of the log. Raises LostRace where its words are gone, or it would be over."""
    if entry.from_state in (RAID_STATES[False], ANONYMOUS_STATES[False]):
        return None
    words = db.session.scalar(select(LogNote.text).where(LogNote.entry_id == entry.id))
    found = None if words is None else (Span if entry.subject_type == ANONYMOUS else Raid).read(json.loads(words))
    if found is None or not found.lasts(context.now):
        raise LostRace("cannot_undo")
    return found
