"""By when a waiting comment should be decided: the sooner, the more harm it may do and the more people it reaches.

``urgent_at = since + target / (1 + risk x reach)``. The list "most urgent" goes by that moment, so that a comment which
nobody decides moves up by itself and nothing has to be computed anew as time goes by. The formula is our own.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from commentsvc.domain.moderation import FlagReason, HeldReason

# How grave what readers say of a comment is, where they are right; disagreement is no harm.
_FLAGS = {
    FlagReason.ILLEGAL: 3.0,
    FlagReason.PERSONAL_DATA: 3.0,
    FlagReason.ABUSIVE: 2.0,
    FlagReason.MISINFORMATION: 2.0,
    FlagReason.DISAGREE: 0.0,
}
_OTHER_FLAG = 1.0
# What a check found; a comment that only waits because all of them do is no risk.
_HELD = {
    HeldReason.LINK: 0.5,
    HeldReason.TOO_MANY_LINKS: 0.5,
    HeldReason.LINK_HOST: 1.0,
    HeldReason.LISTED_WORD: 0.5,
    HeldReason.REPEAT: 0.5,
    HeldReason.RECENT_HISTORY: 0.5,
    HeldReason.EXTERNAL: 1.0,
}


@dataclass(frozen=True)
class OpenFlag:
    """A flag that nobody has decided about; how many of its reader's earlier ones were ``right``, and were judged."""

    reason: str
    right: int = 0
    judged: int = 0


def trust(right: int, judged: int) -> float:
    """How much a reader's flag weighs: 1 for somebody unknown, up to 2 who was always right, down to 0 who never was.

    Twice the mean of Beta(1 + right, 1 + wrong).
    """
    return 2 * (right + 1) / (judged + 2)


def risk(reason: str | None, flags: Iterable[OpenFlag]) -> float:
    """How likely and how grave a harm is: 0 for a comment that waits only because every one of them does."""
    flagged = sum(_FLAGS.get(flag.reason, _OTHER_FLAG) * trust(flag.right, flag.judged) for flag in flags)
    return _HELD.get(reason, 0.0) + flagged


def reach(replies: int, readers: float) -> float:
    """How many it concerns: ``replies`` to it, and ``readers`` of its thread within the last hour; at least 1."""
    return 1 + math.log2(1 + replies + readers)


def urgent_at(since: datetime, target_minutes: int, risk: float, reach: float) -> datetime:
    """By when it should be decided; ``since``: when it began to wait."""
    return since + timedelta(minutes=target_minutes) / (1 + risk * reach)
