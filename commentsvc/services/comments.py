"""Comments: posted, edited, withdrawn by their authors."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam

from commentsvc import rows
from commentsvc.db import db, new_public_id
from commentsvc.domain import markup
from commentsvc.domain.errors import Forbidden, NotFound, PreconditionFailed, invalid
from commentsvc.domain.events import CommentEdited, CommentPosted
from commentsvc.domain.limits import SOURCE_MAX_CHARS
from commentsvc.domain.moderation import Status, Verdict
from commentsvc.domain.ranking import best_score
from commentsvc.domain.sanctions import Standing
from commentsvc.domain.text import clean_name, clean_text
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment, CommentRevision
from commentsvc.models.reader import ReaderToken
from commentsvc.services import (
    accounts,
    badges,
    moderation,
    names,
    outbox,
    raid_rules,
    screening,
    standing,
    threads,
    urgency,
)
from commentsvc.services.context import Context

_ON_SITE = rows.Prepared(
    rows.whole(Comment).where(Comment.site_id == bindparam("site_id"), Comment.public_id == bindparam("comment"))
)
_ANYWHERE = rows.Prepared(rows.whole(Comment).where(Comment.public_id == bindparam("comment")))
_IN_THREAD = rows.Prepared(
    rows.whole(Comment).where(Comment.thread_id == bindparam("thread_id"), Comment.public_id == bindparam("comment"))
)


@dataclass(frozen=True)
class Text:
    """A reader's text, capped, cleaned and parsed before any transaction begins."""

    source: str
    body: markup.Body


@dataclass(frozen=True)
class NewComment:
    """What a reader sends: the text, the name (None: the one already known), the comment it answers, what is known of
    the box in which it was written, and whether to ask before it is posted (None: not).
    """

    text: Text
    name: str | None = None
    parent: str | None = None
    opening: screening.Opening = screening.UNTOLD
    nudge: screening.Nudge | None = None


def prepare_text(source: object) -> Text:
    """Clean and parse a reader's text. Raises Invalid for ``source``."""
    cleaned = clean_text("source", source, SOURCE_MAX_CHARS)
    return Text(cleaned, markup.parse(cleaned))


def prepare_name(name: object) -> str:
    """Clean a reader's name. Raises Invalid for ``author.name``."""
    return clean_name(name, field="author.name")


def post(context: Context, about: threads.ArticleHint, new: NewComment) -> tuple[Comment, ReaderToken | None]:
    """Store a comment with its first status; returns it, and a token where the caller had none.

    Raises Invalid (for a name of the newsroom too), Forbidden (``banned``, ``suspended``, ``warned``,
    ``thread_locked``, ``thread_closed``, ``guests_not_allowed``, ``anonymous_closed``), TooMany (``slow_mode``) or
    NotFound.
    """
    token = None
    if context.reader is None:
        # Before anything is written for who is refused anyway.
        raid_rules.require_named(context, None)
        if new.name is None:
            raise invalid("author.name", "empty")
        token = accounts.open_guest(context, new.name)
    reader, found = accounts.require_poster(context)
    raid_rules.require_named(context, reader, found)
    if new.name is not None:
        accounts.take_name(context, reader, new.name)
    if not reader.name:
        raise invalid("author.name", "empty")
    thread = threads.open_for_writing(context, about)
    threads.require_open(context, thread)
    raid_rules.require_pause(context, thread, reader, found)
    article = db.session.get_one(Article, thread.article_id)
    if reader.kind != "staff":
        names.require_none_of(reader.name, article.authors)
    verdict = _verdict(context, thread, new.text, found, new.nudge, new.opening)
    comment = store(context, thread, article, new, verdict)
    screening.remember(context, new.text.source)
    return comment, token


def store(context: Context, thread: Thread, article: Article, new: NewComment, verdict: Verdict) -> Comment:
    """Give a comment of the context's reader its place in a thread whose row is locked, and its first status.

    Raises Invalid ``unknown_parent``.
    """
    reader, parent = context.reader, _parent(thread, new.parent)
    comment = rows.new(
        Comment,
        public_id=new_public_id(),
        site_id=context.site.id,
        thread_id=thread.id,
        reader_id=reader.id,
        author_name=reader.name,
        source=new.text.source,
        body=new.text.body.nodes,
        status=verdict.status,
        reason=verdict.reason,
        findings=verdict.kept_findings,
        rules_version=context.site.rules_version,
        # What the newsroom writes need not be looked at by the newsroom.
        unreviewed=verdict.status == Status.APPROVED and reader.kind != "staff",
        best_score=best_score(0, 0),
        created_at=context.now,
        **badges.of_next_comment(context, reader, article),
        **_place(context, parent),
    )
    moderation.first_status(context, thread, comment)
    if parent is not None and parent.urgent_at is not None:
        # An answer brings more people to what readers have flagged.
        urgency.settle(context, parent)
    if comment.status == Status.APPROVED:
        threads.changed(thread)
    rows.save(thread)
    outbox.publish(context, CommentPosted(comment.public_id, thread.public_id, comment.status))
    return comment


def find(context: Context, public_id: str) -> Comment:
    """One comment of this site. Raises NotFound ``unknown_comment``."""
    comment = rows.fetch(Comment, _ON_SITE, site_id=context.site.id, comment=public_id)
    if comment is None:
        raise NotFound("unknown_comment")
    return comment


def anywhere(public_id: str) -> Comment:
    """One comment of whatever site. Raises NotFound ``unknown_comment``."""
    comment = rows.fetch(Comment, _ANYWHERE, comment=public_id)
    if comment is None:
        raise NotFound("unknown_comment")
    return comment


def edit(
    context: Context, comment: Comment, text: Text, seen_version: int, nudge: screening.Nudge | None = None
) -> Comment:
    """Replace the text of the reader's own comment within the site's window; the old one is kept for moderators.

    Raises Forbidden (``not_yours``, ``edit_window_closed``, ``thread_locked``, ``thread_closed``,
    ``anonymous_closed``) or PreconditionFailed.
    """
    _require_own(context, comment)
    thread = threads.lock_of(comment)
    db.session.refresh(comment)
    if comment.version != seen_version:
        raise PreconditionFailed("comment_changed")
    threads.require_open(context, thread)
    if text.source == comment.source:
        return comment
    found = standing.of(context.reader, context.now)
    raid_rules.require_named(context, context.reader, found)
    verdict = _verdict(context, thread, text, found, nudge)
    rewrite(context, thread, comment, text)
    moderation.after_edit(context, thread, comment, verdict)
    outbox.publish(context, CommentEdited(comment.public_id, thread.public_id, comment.version))
    db.session.flush()
    return comment


def rewrite(context: Context, thread: Thread, comment: Comment, text: Text) -> None:
    """Give a comment other words, in a thread whose row is locked; those it had are kept as a revision."""
    db.session.add(
        CommentRevision(
            site_id=comment.site_id,
            comment_id=comment.id,
            version=comment.version,
            source=comment.source,
            created_at=comment.edited_at or comment.created_at,
        )
    )
    comment.source, comment.body = text.source, text.body.nodes
    comment.edited_at = context.now
    comment.rules_version = context.site.rules_version
    comment.version += 1
    threads.changed(thread)


def withdraw(context: Context, comment: Comment) -> Comment:
    """Take back the reader's own comment within the site's window. Repeating it changes nothing."""
    _require_own(context, comment, withdrawing=True)
    if comment.withdrawn_at is None:
        moderation.withdraw(context, comment, context.reader_actor)
    return comment


def editable_until(context: Context, comment: Comment) -> datetime:
    """When the author's window to edit and withdraw closes."""
    return comment.created_at + timedelta(minutes=context.settings.edit_minutes)


def is_editable(context: Context, comment: Comment) -> bool:
    """Whether the author may still edit or withdraw the comment."""
    return not is_closed(comment) and context.now <= editable_until(context, comment)


def _verdict(
    context: Context,
    thread: Thread,
    text: Text,
    found: Standing,
    nudge: screening.Nudge | None,
    opening: screening.Opening | None = None,
) -> Verdict:
    """What screening says of a text; without an ``opening`` of other words for a comment that is there already.

    Raises Reconsider where the writer is to be asked first.
    """
    raided = raid_rules.holds(context, thread, context.reader, found)
    verdict = screening.examine(screening.drafted(context, thread, text, found, opening, raided))
    screening.consider(context, verdict, text.source, nudge)
    return verdict


def is_closed(comment: Comment) -> bool:
    """Whether nobody changes the comment any more: it is withdrawn or was refused."""
    return comment.withdrawn_at is not None or comment.status in (Status.REJECTED, Status.SPAM)


def _require_own(context: Context, comment: Comment, withdrawing: bool = False) -> None:
    # Whoever may not write may still take back.
    reader = accounts.require_known(context) if withdrawing else accounts.require_writer(context)
    if comment.reader_id != reader.id:
        raise Forbidden("not_yours")
    if withdrawing and comment.withdrawn_at is not None:
        return
    if is_closed(comment):
        raise Forbidden("comment_closed")
    if context.now > editable_until(context, comment):
        raise Forbidden("edit_window_closed", minutes=context.settings.edit_minutes)


def _parent(thread: Thread, public_id: str | None) -> Comment | None:
    if public_id is None:
        return None
    parent = rows.fetch(Comment, _IN_THREAD, thread_id=thread.id, comment=public_id)
    if parent is None or parent.status != Status.APPROVED or parent.withdrawn_at is not None:
        raise invalid("parent_id", "unknown_parent")
    return parent


def _place(context: Context, parent: Comment | None) -> dict:
    """Where a reply stands: under the comment it answers, or, at the depth limit, beside it in the same flat list."""
    if parent is None:
        return {"parent_id": None, "branch_id": None, "depth": 0}
    deep = parent.depth >= context.settings.depth_limit and parent.branch_id is not None
    return {
        "parent_id": parent.id,
        "branch_id": parent.branch_id if deep else parent.id,
        "depth": parent.depth if deep else parent.depth + 1,
    }
