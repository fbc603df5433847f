"""The newsroom speaks: comments written, changed and withdrawn at the desk, in the name of the person who writes."""

import hashlib
import json
from dataclasses import dataclass

from commentsvc.db import db
from commentsvc.domain.errors import Forbidden, LostRace
from commentsvc.domain.events import CommentEdited
from commentsvc.domain.moderation import Action, Actor, Status, Verdict
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.models.log import LogEntry
from commentsvc.models.reader import Reader
from commentsvc.models.staff import StaffUser
from commentsvc.services import accounts, comments, log, moderation, outbox, submissions, threads
from commentsvc.services.context import Context


@dataclass(frozen=True)
class Said:
    """A comment of the newsroom, and the row of the log that tells who wrote it."""

    comment: Comment
    entry: LogEntry


def speak(
    context: Context, thread: Thread, text: comments.Text, actor: Actor, *, parent: str | None = None, once: str = ""
) -> Said:
    """Post a comment of one of the newsroom, at once public: who moderates is not screened.

    A locked thread takes it too, because the last word under an article is often the newsroom's. ``parent`` is the
    public id of the comment answered; ``once`` names the form, so that one sent twice speaks once. Raises Invalid
    ``unknown_parent`` where the parent is not public, and Forbidden ``thread_closed`` where comments are off.
    """
    thread = threads.lock_row(thread.id)
    threads.require_shown(context, thread)
    attempt = _attempt(actor, thread, text, parent, once)
    earlier = submissions.earlier(context, attempt)
    if earlier is not None:
        before = json.loads(earlier.response)
        return Said(comments.find(context, before["comment"]), log.get(context, before["entry"]))
    accounts.open_staff(context, db.session.get_one(StaffUser, actor.id, with_for_update=True))
    article = db.session.get_one(Article, thread.article_id)
    new = comments.NewComment(text, parent=parent)
    comment = comments.store(context, thread, article, new, Verdict(Status.APPROVED))
    entry = moderation.posted_by_staff(context, comment, actor)
    if once:
        answer = {"comment": comment.public_id, "entry": entry.public_id}
        submissions.remember(context, attempt, json.dumps(answer))
    return Said(comment, entry)


def edit(context: Context, comment: Comment, text: comments.Text, actor: Actor, seen_version: int) -> LogEntry | None:
    """Change the words of the person's own comment, however old; the earlier ones are kept, and the log tells of it.

    None where the words are the same. A locked thread takes it, as it takes new words. Raises Forbidden (``not_yours``,
    ``comment_closed``, ``thread_closed``), and LostRace for a comment that is not the version seen.
    """
    _require_own(comment, actor)
    thread = threads.lock_row(comment.thread_id)
    db.session.refresh(comment)
    if comment.version != seen_version:
        raise LostRace("comment_changed")
    if comments.is_closed(comment):
        raise Forbidden("comment_closed")
    threads.require_shown(context, thread)
    if text.source == comment.source:
        return None
    comments.rewrite(context, thread, comment, text)
    outbox.publish(context, CommentEdited(comment.public_id, thread.public_id, comment.version))
    db.session.flush()
    state = comment.status
    return log.append(context, actor, log.Change("comment", comment.id, Action.EDIT, state, state, comment.version))


def withdraw(context: Context, comment: Comment, actor: Actor, seen_version: int) -> LogEntry:
    """Take the person's own comment back, however old. Raises Forbidden and LostRace as ``edit``."""
    _require_own(comment, actor)
    if comments.is_closed(comment):
        raise Forbidden("comment_closed")
    return moderation.withdraw(context, comment, actor, seen_version)


def _require_own(comment: Comment, actor: Actor) -> None:
    if db.session.get_one(Reader, comment.reader_id).staff_id != actor.id or actor.kind != "staff":
        raise Forbidden("not_yours")


def _attempt(actor: Actor, thread: Thread, text: comments.Text, parent: str | None, once: str) -> submissions.Attempt:
    said = json.dumps([once, thread.public_id, parent, text.source])
    key = hashlib.sha256(said.encode()).hexdigest()
    return submissions.Attempt(key, f"staff:{actor.id}", key)
