"""What a publisher's server can be told by webhook, and what moderators can be alerted to by chat.

``docs/webhooks.md`` describes each type (a test compares the two). A new event of the service becomes known to
webhooks with its row here and its ``data`` in ``queries/webhook_data.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from commentsvc.domain import events
from commentsvc.domain.moderation import QUEUED_FLAGS, Status

TYPES: dict[str, type[events.Event]] = {
    "comment.posted": events.CommentPosted,
    "comment.edited": events.CommentEdited,
    "comment.withdrawn": events.CommentWithdrawn,
    "comment.moderated": events.CommentModerated,
    "comment.flagged": events.CommentFlagged,
    "thread.switched": events.ThreadSwitched,
    "thread.moved": events.ThreadMoved,
    "thread.merged": events.ThreadMerged,
    "correction.reported": events.CorrectionReported,
    "correction.decided": events.CorrectionDecided,
    "notice.published": events.NoticePublished,
    "notice.changed": events.NoticeChanged,
    "notice.withdrawn": events.NoticeWithdrawn,
}
"""Types of messages to signed webhooks, each for one event of the service."""

ALERTS = ("raid.seen", "comment.held", "comment.flagged", "correction.reported")
"""Types of alerts to chat webhooks."""

TEST = "webhook.test"
"""What the button "Send a test" sends; every webhook takes it."""

_TYPE_OF = {event.__name__: name for name, event in TYPES.items()}

CHAT_PAUSE = timedelta(minutes=3)
"""No chat gets two messages in less: what comes in meanwhile is told together, with its number."""

CHAT_TOGETHER = 500
"""So many alerts are told in one message at most; a flood's rest is in the next one."""

SECRET_GRACE = timedelta(hours=24)
"""So long the secret before a new one signs, too: the receiver's people have a day to put the new one in its place."""

HOOKS_PER_SITE = 20
"""Webhooks of one site: a handful of systems and chats."""

HOOK_URL_MAX_CHARS = 1000
"""A webhook's address; it is stored encrypted, which makes it half as long again."""


class HookKind(StrEnum):
    """``signed``: Standard Webhooks; ``chat``: a message as Slack and Mattermost take it."""

    SIGNED = "signed"
    CHAT = "chat"


@dataclass(frozen=True)
class Fact:
    """An event of the service as the outbox keeps it: the name of its class, its public id and its payload."""

    name: str
    id: str
    payload: Mapping
    occurred_at: datetime


def choices(kind: str) -> tuple[str, ...]:
    """The types that a webhook of a kind can be told of."""
    return ALERTS if kind == HookKind.CHAT else tuple(TYPES)


def type_for(kind: str, fact: Fact) -> str | None:
    """The type under which a webhook of a kind is told of an event; None where it is not told at all."""
    return _alert(fact) if kind == HookKind.CHAT else _TYPE_OF.get(fact.name)


def wanted(kind: str, chosen: list[str], fact: Fact) -> str | None:
    """The same for a webhook that is told of ``chosen`` types; none chosen means all."""
    name = type_for(kind, fact)
    return name if not chosen or name in chosen else None


def _alert(fact: Fact) -> str | None:
    if fact.name == events.CommentPosted.__name__:
        return "comment.held" if fact.payload["status"] == Status.PENDING else None
    if fact.name == events.CommentModerated.__name__:
        return "comment.held" if fact.payload["to_status"] == Status.PENDING else None
    if fact.name == events.CommentFlagged.__name__:
        # Mere disagreement asks nobody to do anything.
        return "comment.flagged" if fact.payload["reason"] in QUEUED_FLAGS else None
    if fact.name == events.RaidSeen.__name__:
        return "raid.seen"
    return "correction.reported" if fact.name == events.CorrectionReported.__name__ else None
