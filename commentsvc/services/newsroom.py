"""The newsroom speaks: comments written at the desk, in the name of the person who writes."""

import hashlib
import json
from dataclasses import dataclass

from commentsvc.db import db
from commentsvc.domain.moderation import Actor, Status, Verdict
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.models.log import LogEntry
from commentsvc.models.staff import StaffUser
from commentsvc.services import accounts, comments, log, moderation, submissions, threads
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


def _attempt(actor: Actor, thread: Thread, text: comments.Text, parent: str | None, once: str) -> submissions.Attempt:
    said = json.dumps([once, thread.public_id, parent, text.source])
    key = hashlib.sha256(said.encode()).hexdigest()
    return submissions.Attempt(key, f"staff:{actor.id}", key)
