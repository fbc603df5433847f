"""Raids: many new identities that write at once; what a newsroom does against them, and when it looks like one."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from commentsvc.domain.site_settings import SiteSettings

# Raiders often make their names a little earlier than they use them.
NEW_BEFORE = timedelta(hours=1)
# The pace of the last minutes is compared with the usual one of so many days.
SPIKE_MINUTES = 5
USUAL_DAYS = 7
# A raid on one discussion has at least this share of the site's new comments there.
ONE_THREAD_SHARE = 0.8
# Whoever sets an end may set it so far ahead, in minutes: a week.
MINUTES_MAX = 7 * 24 * 60
SLOW_SECONDS_MAX = 600
# What the log calls it: off, on.
RAID_STATES = ("raid_off", "raid_on")
ANONYMOUS_STATES = ("anonymous_open", "anonymous_closed")


@dataclass(frozen=True)
class Measures:
    """What is done while a raid lasts.

    ``slow_seconds``: a reader posts once in so many seconds in a thread (0: as ever). ``hold_new``: what new identities
    write waits for a moderator. ``damp``: their votes weigh only as far as others say the same, and their flags take
    nothing off the page.
    """

    slow_seconds: int = 0
    hold_new: bool = True
    damp: bool = True

    @property
    def any(self) -> bool:
        """Whether anything is done at all."""
        return bool(self.slow_seconds or self.hold_new or self.damp)

    @classmethod
    def usual(cls, settings: SiteSettings) -> "Measures":
        """Those that a site takes where nobody chooses others."""
        return cls(settings.raid_slow_seconds, settings.raid_hold_new, settings.raid_damp)


@dataclass(frozen=True)
class Span:
    """How long something holds: since when, and until when (None: until somebody ends it)."""

    since: datetime
    until: datetime | None

    def lasts(self, now: datetime) -> bool:
        """Whether it is not over."""
        return self.until is None or now < self.until

    @classmethod
    def read(cls, kept: Mapping | None) -> "Span | None":
        """As it is kept with a site or a thread (``to_mapping``)."""
        return cls(*_moments(kept)) if kept else None

    def to_mapping(self) -> dict:
        """As it is kept, and written into the log: moments in ISO 8601."""
        return {"since": self.since.isoformat(), "until": self.until.isoformat() if self.until else None}


@dataclass(frozen=True)
class Raid(Span):
    """A raid that somebody, or the service (``machine``), saw, and what is done while it lasts."""

    measures: Measures
    machine: bool = False

    @classmethod
    def read(cls, kept: Mapping | None) -> "Raid | None":
        """As it is kept with a site or a thread (``to_mapping``)."""
        if not kept:
            return None
        measures = Measures(**{name: kept[name] for name in asdict(Measures())})
        return cls(*_moments(kept), measures, kept.get("machine", False))

    def to_mapping(self) -> dict:
        """As it is kept, and written into the log."""
        return super().to_mapping() | asdict(self.measures) | {"machine": self.machine}


def _moments(kept: Mapping) -> tuple[datetime, datetime | None]:
    until = kept["until"]
    return datetime.fromisoformat(kept["since"]), datetime.fromisoformat(until) if until else None


def closed_now(kept: Mapping | None, now: datetime) -> Span | None:
    """The closing of anonymous posting that is in force, if there is one."""
    found = Span.read(kept)
    return found if found is not None and found.lasts(now) else None


def in_force(of_site: Mapping | None, of_thread: Mapping | None, now: datetime) -> Raid | None:
    """What holds in a thread: the stricter of each measure where both the site and the thread are raided."""
    lasting = [one for one in (Raid.read(of_site), Raid.read(of_thread)) if one is not None and one.lasts(now)]
    if len(lasting) < 2:
        return lasting[0] if lasting else None
    one, other = lasting
    measures = Measures(
        max(one.measures.slow_seconds, other.measures.slow_seconds),
        one.measures.hold_new or other.measures.hold_new,
        one.measures.damp or other.measures.damp,
    )
    # Whichever ends first, the other is still to be read then.
    until = min((end for end in (one.until, other.until) if end is not None), default=None)
    return Raid(min(one.since, other.since), until, measures)


def born_for_it(born_at: datetime, raid: Raid) -> bool:
    """Whether an identity was made while the raid lasted, or shortly before."""
    return born_at > raid.since - NEW_BEFORE


@dataclass(frozen=True)
class Pace:
    """What was written on a site: ``recent`` comments within the last ``SPIKE_MINUTES``, ``new`` of them by identities
    made within the last hour; ``usual`` is how many there are in as many minutes on average.
    """

    recent: int
    new: int
    usual: float

    def is_spike(self, settings: SiteSettings) -> bool:
        """Whether it looks like a raid: many, many times as many as usual, and mostly by new identities.

        The three bounds are the site's; breaking news brings as many comments, but of readers who are known.
        """
        return (
            self.recent >= settings.raid_comments
            and self.recent >= settings.raid_factor * self.usual
            and self.new * 100 >= settings.raid_new_percent * self.recent
        )
