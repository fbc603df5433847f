"""Illegal-content notices (Regulation (EU) 2022/2065, Art. 16 and 23): kinds, states, decisions, the misuse rule."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from commentsvc.domain.errors import invalid


class IllegalKind(StrEnum):
    """What a notice says is illegal about the comments; the kinds by which a transparency report counts (Art. 15)."""

    DEFAMATION = "defamation"
    HATE = "hate"
    THREAT = "threat"
    TERRORISM = "terrorism"
    PRIVACY = "privacy"
    COPYRIGHT = "copyright"
    FRAUD = "fraud"
    CHILD_ABUSE = "child_abuse"
    OTHER = "other"


NAMELESS = frozenset({IllegalKind.CHILD_ABUSE})
"""Nobody has to say who they are for these: offences of Art. 3 to 7 of Directive 2011/93/EU (Art. 16(2)(c))."""

URGENT = frozenset({IllegalKind.CHILD_ABUSE, IllegalKind.TERRORISM, IllegalKind.THREAT})
"""What may cost a life or harm a child has a shorter clock (``SiteSettings.legal_due_hours_urgent``)."""


class LegalState(StrEnum):
    """Where a notice stands. ``set_aside``: its sender's notices are not processed for a time (Art. 23(2))."""

    NEW = "new"
    ASKED = "asked"
    REMOVED = "removed"
    KEPT = "kept"
    UNSUBSTANTIATED = "unsubstantiated"
    SET_ASIDE = "set_aside"
    WITHDRAWN = "withdrawn"


OPEN_NOTICES = frozenset({LegalState.NEW, LegalState.ASKED})
DECIDED_NOTICES = frozenset({LegalState.REMOVED, LegalState.KEPT, LegalState.UNSUBSTANTIATED})

SEEN_BY_NOTIFIER = {
    LegalState.NEW: "received",
    LegalState.ASKED: "needs_information",
    LegalState.REMOVED: "removed",
    LegalState.KEPT: "kept",
    LegalState.UNSUBSTANTIATED: "not_substantiated",
    LegalState.SET_ASIDE: "not_processed",
    LegalState.WITHDRAWN: "withdrawn",
}


class Outcome(StrEnum):
    """What became of one reported comment; ``gone``: it was off the page before anybody decided."""

    REMOVED = "removed"
    KEPT = "kept"
    GONE = "gone"


class LegalAction(StrEnum):
    """What the log says was done about a notice or its sender."""

    REMOVE = "legal_remove"
    KEEP = "legal_keep"
    UNSUBSTANTIATED = "legal_unsubstantiated"
    ASK = "legal_ask"
    ANSWERED = "legal_answered"
    WITHDRAW = "legal_withdraw"
    TAKE_UP = "legal_take_up"
    TRUST_SENDER = "trust_sender"
    UNTRUST_SENDER = "untrust_sender"
    WARN_SENDER = "warn_sender"
    SUSPEND_SENDER = "suspend_sender"
    LIFT_SENDER = "lift_sender"


DECISIONS = {
    LegalAction.REMOVE: LegalState.REMOVED,
    LegalAction.KEEP: LegalState.KEPT,
    LegalAction.UNSUBSTANTIATED: LegalState.UNSUBSTANTIATED,
    LegalAction.ASK: LegalState.ASKED,
    LegalAction.TAKE_UP: LegalState.NEW,
}
OF_SENDERS = frozenset(
    {
        LegalAction.TRUST_SENDER,
        LegalAction.UNTRUST_SENDER,
        LegalAction.WARN_SENDER,
        LegalAction.SUSPEND_SENDER,
        LegalAction.LIFT_SENDER,
    }
)
# Decided anew on the page of the notice or its sender; only what decides about comments is undone as such.
LASTING_LEGAL = frozenset({LegalAction.ANSWERED, LegalAction.WITHDRAW, LegalAction.TAKE_UP}) | OF_SENDERS


def may(action: LegalAction, state: LegalState) -> bool:
    """Whether an action makes sense for a notice in a state."""
    if action is LegalAction.TAKE_UP:
        return state is LegalState.SET_ASIDE
    if action is LegalAction.ANSWERED:
        return state is LegalState.ASKED
    if action is LegalAction.WITHDRAW:
        return state in OPEN_NOTICES or state is LegalState.SET_ASIDE
    return state in OPEN_NOTICES


@dataclass(frozen=True)
class Misuse:
    """How a sender's notices fared within the days of a site's rule: Art. 23(3)(a) and (b)."""

    unfounded: int
    decided: int

    @property
    def percent(self) -> int:
        """The share of manifestly unfounded ones among those decided, in percent."""
        return round(100 * self.unfounded / self.decided) if self.decided else 0

    def reaches(self, count: int, percent: int) -> bool:
        """Whether it is so much that the site's rule speaks of misuse."""
        return self.unfounded >= count and self.percent >= percent


_ID = r"[2-9a-zA-Z]{16}"
_NAMED = re.compile(rf"(?:/comments/|[#?&](?:comment-|at=comment-|at=))({_ID})(?![0-9a-zA-Z])")
_ALONE = re.compile(_ID)


def comment_ids(named: Sequence[object], most: int) -> list[str]:
    """The ids in what names comments: ids, permalinks, or addresses with ``#comment-ID``; each once, in order.

    Raises Invalid ``comments`` with ``comments_needed``, ``too_many_comments`` or ``comment_unreadable``.
    """
    found: dict[str, None] = {}
    for one in named:
        text = one.strip() if isinstance(one, str) else ""
        if not text:
            continue
        match = _ALONE.fullmatch(text) or _NAMED.search(text)
        if match is None:
            raise invalid("comments", "comment_unreadable", named=text[:80])
        found[match.group(match.lastindex or 0)] = None
    if not found:
        raise invalid("comments", "comments_needed")
    if len(found) > most:
        raise invalid("comments", "too_many_comments", max=most)
    return list(found)
