"""Rows become the JSON of the contract. Only what is public goes in; a tombstone has neither author nor body."""

from collections.abc import Mapping
from datetime import datetime

from commentsvc.domain.moderation import Status
from commentsvc.queries import author_messages
from commentsvc.queries.nodes import Node, Page
from commentsvc.web import avatars, reason_words
from commentsvc.web.held_words import held_text
from commentsvc.web.request_context import Runtime, runtime


def moment(value: datetime | None) -> str | None:
    """ISO 8601 in UTC, to the second's thousandth."""
    return value.isoformat(timespec="milliseconds").replace("+00:00", "Z") if value else None


def author(row, here: Runtime | None = None) -> dict:
    """The public side of who wrote a comment; ``here`` is the running application, for whoever asks many times."""
    key = (here or runtime()).keys.avatar_key
    return {"name": row.author_name, "avatar": avatars.seed(row.reader_id, key), "badges": row.badges}


def comment(node: Node, here: Runtime | None = None) -> dict:
    """One comment of a page, with the replies that came along; ``here`` as for ``author``."""
    row, here = node.row, here or runtime()
    public = row.status == Status.APPROVED and row.withdrawn_at is None
    shown = {
        "id": row.public_id,
        "parent_id": node.parent_public_id,
        "depth": row.depth,
        "status": "approved" if public else "removed",
        "author": author(row, here) if public else None,
        "body": row.body if public else None,
        "created_at": moment(row.created_at),
        "edited_at": moment(row.edited_at) if public else None,
        "withdrawn": row.withdrawn_at is not None,
        "featured": bool(row.featured and public),
        "votes": tallies(row) if public else {"up": 0, "down": 0},
        "reply_count": row.reply_count,
        "replies": {"comments": [comment(reply, here) for reply in node.replies], "next_cursor": node.next_cursor},
        "permalink": permalink(row.public_id, here),
        "version": row.version,
    }
    if node.answers is not None:
        visible = node.answers.status == Status.APPROVED and node.answers.withdrawn_at is None
        shown["reply_to"] = {
            "id": node.answers.public_id,
            "name": node.answers.author_name if visible else None,
        }
    return shown


def tallies(row) -> dict:
    """The votes that everybody sees: those that weigh on the order, so that the order never contradicts them."""
    return {"up": row.best_ups, "down": row.best_downs}


def own_comment(row, parent_public_id: str | None, messages: Mapping[int, str] | None = None) -> dict:
    """A comment as its own author sees it: with the source as typed, and why it is held or was refused.

    ``messages``: what the newsroom told with refusals, by row id, where a list has asked for all of its comments.
    """
    shown = comment(Node(row, parent_public_id=parent_public_id))
    if row.withdrawn_at is not None:
        return shown | {"status": row.status}
    held = {"held_because": held_text(row.reason, row.findings)} if row.status == Status.PENDING else {}
    refused = _why(row, messages) if _refused(row) else {}
    return (
        shown
        | {
            # Spam is told as a refusal: the difference matters to the desk, not to the author.
            "status": "rejected" if _refused(row) else row.status,
            "author": author(row),
            "body": row.body,
            "source": row.source,
            "edited_at": moment(row.edited_at),
            "votes": tallies(row),
        }
        | held
        | refused
    )


def _why(row, messages: Mapping[int, str] | None) -> dict:
    """The reason in words and as a code, the rule behind it, and what the newsroom wrote to the author (or None)."""
    told = reason_words.told(row.reason)
    message = (author_messages.shown([row.id]) if messages is None else messages).get(row.id)
    return {
        "reason": told.name,
        "reason_code": row.reason or "other",
        "rule": told.rule,
        "rules_version": row.rules_version,
        "message": message,
    }


def _refused(row) -> bool:
    return row.status in (Status.REJECTED, Status.SPAM)


def reader(row) -> dict:
    """The reader a token names, as the token's holder sees them."""
    seed = avatars.seed(row.id, runtime().keys.avatar_key)
    return {"id": row.public_id, "name": row.name, "avatar": seed, "account": row.kind == "account"}


def permalink(public_id: str, here: Runtime | None = None) -> str:
    """The address of one comment: a page of ours that leads to its place in the article; ``here`` as for ``author``."""
    return f"{(here or runtime()).settings.base_url}/embed/comments/{public_id}"


def comments(page: Page) -> dict:
    """A list of comments and the cursor to the next page."""
    here = runtime()
    return {"comments": [comment(node, here) for node in page.nodes], "next_cursor": page.next_cursor}
