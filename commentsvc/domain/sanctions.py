"""What a newsroom can impose on a reader, or grant: kinds, how long each holds, and what is open to whom.

There is no shadow ban among them, on principle: whoever is kept from writing is told so, with the reason and the end.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SanctionKind(StrEnum):
    """A ``warning`` has to be acknowledged before the next comment; ``suspension`` (for a time) and ``ban`` keep from
    all writing; with ``held`` every comment waits for a moderator; ``trusted`` skips the checks that can be skipped.
    """

    WARNING = "warning"
    SUSPENSION = "suspension"
    BAN = "ban"
    HELD = "held"
    TRUSTED = "trusted"


class SanctionAction(StrEnum):
    """What the log says was done about a reader."""

    WARN = "warn"
    SUSPEND = "suspend"
    BAN = "ban"
    ALWAYS_HOLD = "always_hold"
    TRUST = "trust"
    LIFT = "lift"
    ACKNOWLEDGE = "acknowledge"
    NOTE_READER = "note_reader"
    REMOVE_NOTE = "remove_note"


GIVING = {
    SanctionKind.WARNING: SanctionAction.WARN,
    SanctionKind.SUSPENSION: SanctionAction.SUSPEND,
    SanctionKind.BAN: SanctionAction.BAN,
    SanctionKind.HELD: SanctionAction.ALWAYS_HOLD,
    SanctionKind.TRUSTED: SanctionAction.TRUST,
}
BEGINNING = frozenset(GIVING.values()) | {SanctionAction.NOTE_READER}
"""Actions before which there was nothing; undoing takes away what they began."""

# Without a reason, because there is nothing to be told to anybody.
UNREASONED = frozenset({SanctionKind.TRUSTED})
# Never over by itself / always.
WITHOUT_END = frozenset({SanctionKind.WARNING, SanctionKind.BAN})
WITH_END = frozenset({SanctionKind.SUSPENSION})
# What reaches furthest takes a moderator of the whole site: whoever is limited to sections cannot give or lift it.
WHOLE_SITE = frozenset({SanctionKind.BAN, SanctionKind.TRUSTED})

DAYS = (1, 3, 7, 30, 90, 365)
"""For how many days a sanction can be given."""


@dataclass(frozen=True)
class Standing:
    """What is in force for one reader at a moment; ``suspended_until`` None: not suspended."""

    banned: bool = False
    suspended_until: datetime | None = None
    warned: bool = False
    held: bool = False
    trusted: bool = False


GOOD = Standing()
"""Whoever has no sanction."""
