"""Statuses of a comment, the actions that lead to them, and who acts."""

from dataclasses import dataclass
from enum import StrEnum

from commentsvc.domain.appeals import AppealAction
from commentsvc.domain.correction_states import ReportAction
from commentsvc.domain.legal import LASTING_LEGAL
from commentsvc.domain.notice_kinds import NoticeAction


class Status(StrEnum):
    """Moderation status; only ``approved`` is public."""

    APPROVED = "approved"
    PENDING = "pending"
    REJECTED = "rejected"
    SPAM = "spam"


class FlagReason(StrEnum):
    """Why a reader asks for a moderator; the closed list of the API."""

    OFFENSIVE = "offensive"
    ABUSIVE = "abusive"
    SPAM = "spam"
    OFF_TOPIC = "off_topic"
    MISINFORMATION = "misinformation"
    ILLEGAL = "illegal"
    PERSONAL_DATA = "personal_data"
    DISAGREE = "disagree"
    OTHER = "other"


# Disagreement is heard, but it is no reason to take a comment off the page.
QUEUED_FLAGS = tuple(reason for reason in FlagReason if reason is not FlagReason.DISAGREE)


class RejectReason(StrEnum):
    """Why a moderator rejects; the digit keys of the desk follow this order."""

    ABUSE = "abuse"
    HATE = "hate"
    OFF_TOPIC = "off_topic"
    MISINFORMATION = "misinformation"
    PERSONAL_DATA = "personal_data"
    ADVERTISING = "advertising"
    ILLEGAL = "illegal"
    OTHER = "other"


class HeldReason(StrEnum):
    """Why a comment waits; said to its author and to the desk."""

    PRE_MODERATION = "pre_moderation"
    PRE_MODERATED_THREAD = "pre_moderated_thread"
    LINK = "link"
    FLAGGED = "flagged"
    ALWAYS_HELD = "always_held"
    LISTED_WORD = "listed_word"
    SAFETY = "safety"
    RAID = "raid"
    PRE_MODERATED_SECTION = "pre_moderated_section"
    SHAPE = "shape"
    REPEAT = "repeat"
    TOO_MANY_LINKS = "too_many_links"
    LINK_HOST = "link_host"
    NEW_READER = "new_reader"
    RECENT_HISTORY = "recent_history"
    TRAP = "trap"
    BURST = "burst"
    EXTERNAL = "external"


class Action(StrEnum):
    """What the log says was done to a comment, a thread, a site or its background work."""

    POST = "post"
    EDIT = "edit"
    APPROVE = "approve"
    REJECT = "reject"
    MARK_SPAM = "mark_spam"
    HOLD = "hold"
    FEATURE = "feature"
    UNFEATURE = "unfeature"
    LOCK = "lock"
    UNLOCK = "unlock"
    SWITCH_OFF = "switch_off"
    SWITCH_ON = "switch_on"
    PRE_MODERATE = "pre_moderate"
    POST_MODERATE = "post_moderate"
    ANNOUNCE = "announce"
    CONFIRM = "confirm"
    CONFIGURE = "configure"
    CHANGE_REASONS = "change_reasons"
    MOVE = "move"
    MERGE = "merge"
    MERGE_GUEST = "merge_guest"
    ERASE = "erase"
    WITHDRAW = "withdraw"
    UNDO = "undo"
    TRY_AGAIN = "try_again"
    LET_GO = "let_go"
    MAKE_REPORT = "make_report"
    BEGIN_RAID = "begin_raid"
    END_RAID = "end_raid"
    CLOSE_ANONYMOUS = "close_anonymous"
    OPEN_ANONYMOUS = "open_anonymous"


class PersonAction(StrEnum):
    """What the log says was done about the people of a site."""

    INVITE = "invite"
    REVOKE = "revoke"
    JOIN = "join"
    CHANGE_ROLE = "change_role"
    REMOVE = "remove"
    DISMISS = "dismiss"
    SECURE = "secure"
    UNSECURE = "unsecure"
    RESET_SECOND_FACTOR = "reset_second_factor"


# What the desk's undo passes over: it is changed again where it was changed, or cannot be taken back.
LASTING = frozenset(
    {
        Action.CONFIRM,
        Action.CONFIGURE,
        Action.CHANGE_REASONS,
        Action.EDIT,
        Action.WITHDRAW,
        Action.UNDO,
        Action.TRY_AGAIN,
        Action.LET_GO,
    }
    | {Action.ERASE}
    # What the public has read is changed or withdrawn in public; the reports it answers can be opened again.
    | {ReportAction.PUBLISH, *NoticeAction}
    | LASTING_LEGAL
    # Somebody was told of it: what it changed is decided anew.
    | frozenset(AppealAction)
) | frozenset(PersonAction)

RESULT = {
    Action.APPROVE: Status.APPROVED,
    Action.REJECT: Status.REJECTED,
    Action.MARK_SPAM: Status.SPAM,
    Action.HOLD: Status.PENDING,
}


@dataclass(frozen=True)
class Actor:
    """Who did something: ``staff`` or ``reader`` with a row id; the ``machine`` or its ``operator`` without one."""

    kind: str
    id: int | None = None


# What no keyboard types (ASCII's record separator) stands between a note of the log and the message to the author.
_BETWEEN = "\x1e"
MACHINE = Actor("machine")
OPERATOR = Actor("operator")


def with_message(note: str, message: str) -> str:
    """A note for the newsroom, and what was told to the author, in the words of one row of the log (``parted``)."""
    note = note.replace(_BETWEEN, " ")
    return f"{note}{_BETWEEN}{message}" if message else note


def parted(words: str) -> tuple[str, str]:
    """The words of a row: the note, and what was told to the author ("": nothing)."""
    note, _between, message = words.partition(_BETWEEN)
    return note, message


def waits(status: str, open_flags: int, withdrawn: bool) -> bool:
    """Whether a comment waits for a moderator: it is held, or readers flagged it and nobody has decided since."""
    held_or_flagged = status == Status.PENDING or (status == Status.APPROVED and open_flags > 0)
    return held_or_flagged and not withdrawn


@dataclass(frozen=True)
class Finding:
    """What a check objects to: the words from ``start`` to ``end`` of the source, or, without places, all of it.

    ``rule``: which of the check's rules it was, by the name that the newsroom gave it.
    ``detail`` is a code of the check's own, where it has several things to object to.
    """

    check: HeldReason
    start: int | None = None
    end: int | None = None
    rule: str | None = None
    detail: str | None = None

    def to_mapping(self) -> dict:
        """As it is kept with the comment."""
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True)
class Verdict:
    """What screening found: the first status of a comment, why it is not ``approved``, and on which words.

    ``reason`` is a ``HeldReason``, or, for what is refused at once, a code of the site's catalogue of reasons.
    """

    status: Status
    reason: str | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def kept_findings(self) -> list[dict] | None:
        """The findings as they are kept with the comment."""
        return [finding.to_mapping() for finding in self.findings] or None
