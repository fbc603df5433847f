"""Statements of reasons: what a decision restricts, on which ground, how it came about.

They follow Article 17 of Regulation (EU) 2022/2065 (Digital Services Act); docs/statements-and-appeals.md says how.
"""

from collections.abc import Iterable
from enum import StrEnum

from commentsvc.domain.moderation import RejectReason, Status
from commentsvc.domain.sanctions import SanctionKind


class Restriction(StrEnum):
    """What is restricted: a comment that never appeared (``refused``) or was taken off the page (``removed``); writing,
    for a time (``suspended``) or for good (``banned``).
    """

    REFUSED = "refused"
    REMOVED = "removed"
    SUSPENDED = "suspended"
    BANNED = "banned"


class Ground(StrEnum):
    """On what a decision rests: the law, the house rules, or that it is advertising sent in bulk."""

    LAW = "law"
    RULES = "rules"
    SPAM = "spam"


class Source(StrEnum):
    """How a comment came to the newsroom's attention: by a notice of illegal content, readers' flags, a check of the
    service, or the newsroom itself.
    """

    NOTICE = "notice"
    FLAGS = "flags"
    CHECK = "check"
    OWN = "own"


REFUSING = frozenset({Status.REJECTED, Status.SPAM})
"""Statuses in which a comment is kept from the public by a decision."""

SANCTIONS = {SanctionKind.SUSPENSION: Restriction.SUSPENDED, SanctionKind.BAN: Restriction.BANNED}
"""Sanctions that restrict somebody, each with what it restricts."""

# Held for everybody alike, for the sake of the article or the person: nothing in the text was detected.
_FOUND_NOTHING = frozenset(
    {
        "pre_moderation",
        "pre_moderated_thread",
        "pre_moderated_section",
        "always_held",
        "new_reader",
        "recent_history",
        "flagged",
        "raid",
        "burst",
    }
)


def detected(codes: Iterable[str | None]) -> list[str]:
    """Of the checks that held a comment, those that found something in it by themselves; each once."""
    return list(dict.fromkeys(code for code in codes if code and code not in _FOUND_NOTHING))


def ground(status: str, reason: str | None, law: str = "") -> Ground:
    """On what the decision rests that gave a comment its status; ``law``: the provision, where one was named."""
    if law or reason == RejectReason.ILLEGAL:
        return Ground.LAW
    return Ground.SPAM if status == Status.SPAM else Ground.RULES


def source(by_notice: bool, flags: int, found: list[str]) -> Source:
    """How a comment came to the newsroom's attention; the most particular of all ways."""
    if by_notice:
        return Source.NOTICE
    if flags:
        return Source.FLAGS
    return Source.CHECK if found else Source.OWN
