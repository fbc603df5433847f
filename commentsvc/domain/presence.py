"""When somebody of the newsroom was here, so that they can be told what happened since they left."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# How exact "last seen" is: fresher would mean a write with every page.
STEP = timedelta(minutes=1)
# Who looks at nothing for so long has left; shorter pauses belong to a visit.
AWAY = timedelta(minutes=30)


@dataclass(frozen=True)
class Presence:
    """When somebody was last seen, and when the visit before that one ended; None: never."""

    seen_at: datetime | None = None
    left_at: datetime | None = None

    def at(self, now: datetime) -> "Presence":
        """What it is once the person is here at a moment."""
        away = self.seen_at is not None and now - self.seen_at >= AWAY
        return Presence(now, self.seen_at if away else self.left_at)

    def stale(self, now: datetime) -> bool:
        """Whether it is worth a write that the person is here."""
        return self.seen_at is None or now - self.seen_at >= STEP
