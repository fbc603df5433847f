"""States of a correction report at the desk, what the reader sees of them, and which may follow which."""

from enum import StrEnum


class State(StrEnum):
    """Desk states of a report."""

    NEW = "new"
    ASSIGNED = "assigned"
    VERIFYING = "verifying"
    NEEDS_INFORMATION = "needs_information"
    FIXED_SILENTLY = "fixed_silently"
    FIXED_WITH_NOTICE = "fixed_with_notice"
    PUBLISHED = "published"
    DECLINED = "declined"
    SPAM = "spam"
    WITHDRAWN = "withdrawn"


class Kind(StrEnum):
    """What a reader says is wrong; the closed list of the API."""

    TYPO = "typo"
    WRONG_FACT = "wrong_fact"
    NAME_OR_NUMBER = "name_or_number"
    UNCLEAR = "unclear"
    BROKEN_LINK_OR_MEDIA = "broken_link_or_media"
    TRANSLATION = "translation"
    ABOUT_ME = "about_me"
    OTHER = "other"


class DeclineReason(StrEnum):
    """Why the words stay; the digit keys of the desk follow this order."""

    NOT_AN_ERROR = "not_an_error"
    OPINION_OR_STYLE = "opinion_or_style"
    OUT_OF_SCOPE = "out_of_scope"


class ReportAction(StrEnum):
    """What the log says was done to a report."""

    ACCEPT = "accept"
    DECLINE = "decline"
    FIX = "fix"
    FIX_WITH_NOTICE = "fix_with_notice"
    PUBLISH = "publish"
    MARK_SPAM = "mark_spam"
    ASK = "ask"
    ANSWERED = "answered"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    ASSIGN = "assign"
    FOLD = "fold"
    UNFOLD = "unfold"
    NOTE = "note"
    UNDO = "undo"


OPEN = frozenset({State.NEW, State.ASSIGNED, State.VERIFYING, State.NEEDS_INFORMATION})

SEEN_BY_READER = {
    State.NEW: "received",
    State.ASSIGNED: "checking",
    State.VERIFYING: "checking",
    State.NEEDS_INFORMATION: "needs_information",
    State.FIXED_SILENTLY: "corrected",
    State.FIXED_WITH_NOTICE: "corrected",
    State.PUBLISHED: "corrected",
    State.DECLINED: "not_changed",
    State.SPAM: "not_changed",
    State.WITHDRAWN: "withdrawn",
}

RESULT = {
    ReportAction.ACCEPT: State.VERIFYING,
    ReportAction.DECLINE: State.DECLINED,
    ReportAction.FIX: State.FIXED_SILENTLY,
    ReportAction.FIX_WITH_NOTICE: State.FIXED_WITH_NOTICE,
    ReportAction.PUBLISH: State.PUBLISHED,
    ReportAction.MARK_SPAM: State.SPAM,
    ReportAction.ASK: State.NEEDS_INFORMATION,
    ReportAction.ANSWERED: State.VERIFYING,
    ReportAction.REOPEN: State.NEW,
    ReportAction.WITHDRAW: State.WITHDRAWN,
}

TO_THE_READER = frozenset(
    {
        ReportAction.ACCEPT,
        ReportAction.DECLINE,
        ReportAction.FIX,
        ReportAction.FIX_WITH_NOTICE,
        ReportAction.ASK,
        ReportAction.REOPEN,
    }
)
"""Actions whose words are for the reader; all other words stay in the newsroom."""

ASIDE = frozenset({ReportAction.ASSIGN, ReportAction.FOLD, ReportAction.UNFOLD, ReportAction.NOTE})
"""Actions that decide nothing about the words: who shall do it, with which others it is one place, a note."""


def may(action: ReportAction, state: State) -> bool:
    """Whether an action makes sense in a state: open reports are decided, closed ones only reopened.

    A notice may also follow where the words were mended before it.
    """
    if action is ReportAction.REOPEN:
        return state not in OPEN and state is not State.WITHDRAWN
    if action is ReportAction.PUBLISH:
        return state in OPEN or state in (State.FIXED_SILENTLY, State.FIXED_WITH_NOTICE)
    if action is ReportAction.ACCEPT:
        return state in OPEN and state is not State.VERIFYING
    if action is ReportAction.ANSWERED:
        return state is State.NEEDS_INFORMATION
    if action in (ReportAction.FOLD, ReportAction.UNFOLD, ReportAction.NOTE):
        return state is not State.WITHDRAWN
    return state in OPEN
