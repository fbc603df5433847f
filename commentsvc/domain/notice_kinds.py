"""Correction notices: their kinds, states and acts, and when a second pair of eyes must have seen one."""

from dataclasses import dataclass
from enum import StrEnum

from commentsvc.domain.errors import invalid
from commentsvc.domain.limits import (
    CONTEXT_MAX_CHARS,
    NOTICE_MAX_CHARS,
    QUOTE_MAX_CHARS,
    REPLACEMENT_MAX_CHARS,
    STAFF_WORDS_MAX_CHARS,
)
from commentsvc.domain.text import clean_text


class NoticeKind(StrEnum):
    """What a notice says happened to the article."""

    TYPO = "typo"
    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    UPDATE = "update"
    EDITORS_NOTE = "editors_note"
    RETRACTION = "retraction"


class NoticeState(StrEnum):
    """States of a notice. A change of a published one waits while the notice itself stays ``published``."""

    DRAFT = "draft"
    WAITING = "waiting"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class NoticeAction(StrEnum):
    """What the log says was done to a notice; none of it is undone by a key, since the public has seen it."""

    WRITE = "write_notice"
    SUBMIT = "submit_notice"
    CHANGE = "change_notice"
    APPROVE = "approve_notice"
    PUBLISH = "publish_notice"
    WITHDRAW = "withdraw_notice"


# A report's kind -> the kind of notice that usually answers it.
ANSWERS = {
    "typo": NoticeKind.TYPO,
    "wrong_fact": NoticeKind.CORRECTION,
    "name_or_number": NoticeKind.CORRECTION,
    "unclear": NoticeKind.CLARIFICATION,
    "broken_link_or_media": NoticeKind.UPDATE,
    "translation": NoticeKind.CORRECTION,
    "about_me": NoticeKind.CORRECTION,
    "other": NoticeKind.CORRECTION,
}


@dataclass(frozen=True)
class Wording:
    """The words of one version of a notice; ``before`` and ``after`` are the article's, the rest is their place."""

    kind: NoticeKind
    text: str
    before: str = ""
    after: str = ""
    exact: str = ""
    prefix: str = ""
    suffix: str = ""


def prepare(
    kind: object, text: object, before: object = "", after: object = "", place: tuple = ("", "", "")
) -> Wording:
    """Clean what an editor wrote. Raises Invalid for a field that is wrong.

    Only a typing error needs no words of its own where the article's words before and after say all.
    """
    if kind not in set(NoticeKind):
        raise invalid("kind", "unknown_kind")
    old = clean_text("before", before, REPLACEMENT_MAX_CHARS, required=False).strip()
    new = clean_text("after", after, REPLACEMENT_MAX_CHARS, required=False).strip()
    speaks_for_itself = kind == NoticeKind.TYPO and bool(old and new)
    words = clean_text("text", text, NOTICE_MAX_CHARS, required=not speaks_for_itself).strip()
    exact, prefix, suffix = (
        clean_text("place", part, most, required=False)
        for part, most in zip(place, (QUOTE_MAX_CHARS, CONTEXT_MAX_CHARS, CONTEXT_MAX_CHARS), strict=True)
    )
    return Wording(NoticeKind(kind), words, old, new, exact, prefix, suffix)


def clean_reason(text: object) -> str:
    """Why a notice is withdrawn, in the newsroom's words. Raises Invalid ``reason``."""
    return clean_text("reason", text, STAFF_WORDS_MAX_CHARS).strip()


def needs_second(setting: bool, kind: str, shown_kind: str | None) -> bool:
    """Whether somebody else than its writer must have seen a wording before the public does.

    ``shown_kind`` is that of the version the public sees now: calling a correction a typing error does not spare it.
    """
    return setting and not (kind == NoticeKind.TYPO and shown_kind in (None, NoticeKind.TYPO))
