"""Illegal-content notices from their sender's side: sent without an account, read, added to, withdrawn.

Regulation (EU) 2022/2065, Art. 16: a substantiated explanation, the exact place, name and address (but for offences of
child sexual abuse), a statement of good faith; a receipt, and the decision with ways to contest it.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select

from commentsvc.db import db
from commentsvc.domain import legal
from commentsvc.domain.content_notice import NewNotice, digest
from commentsvc.domain.errors import FieldError, Forbidden, Invalid, NotFound, Unauthenticated
from commentsvc.domain.keys import Keys
from commentsvc.domain.legal import NAMELESS, OPEN_NOTICES, URGENT, LegalAction, LegalState
from commentsvc.domain.limits import REMARK_MAX_CHARS
from commentsvc.domain.moderation import Actor, Status
from commentsvc.domain.text import clean_text
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.models.legal import ContentNotice, ContentNoticeRemark, ReportedComment
from commentsvc.models.log import LogEntry
from commentsvc.services import contacts, log, mail, notifiers
from commentsvc.services.context import Context

TOKEN = "content-notice"  # noqa: S105 - the purpose of a token, not a token
SUBJECT = "legal_notice"
RECEIPT, NEWS = "notice_receipt", "notice_news"
# So many further remarks a sender may add to one notice.
REMARKS_MAX = 20
_SENDER = Actor("reader")


def give(context: Context, new: NewNotice, via: str) -> ContentNotice:
    """Store a notice with a snapshot of what it is about; the same again from the same address is the first one.

    Raises Forbidden ``legal_notices_off``, Invalid ``comments`` with ``comment_not_shown`` for one that is not on the
    page of this site.
    """
    if not context.settings.legal_notices:
        raise Forbidden("legal_notices_off")
    reported = _reported(context, new.comments)
    hashed = contacts.address_hash(context, new.address) if new.address is not None else ""
    same = _same(context, new, hashed, {comment.id for comment, _article in reported})
    if same is not None:
        return same
    set_aside = new.kind not in NAMELESS and notifiers.is_suspended(context, hashed)
    hours = context.settings.legal_due_hours_urgent if new.kind in URGENT else context.settings.legal_due_hours
    row = ContentNotice(
        site_id=context.site.id,
        state=LegalState.SET_ASIDE if set_aside else LegalState.NEW,
        kind=new.kind,
        law=new.law,
        explanation=new.explanation,
        name=context.keys.seal(new.name) if new.name else "",
        address_hash=hashed,
        good_faith_at=context.now,
        language=context.language,
        network=context.network,
        via=via,
        due_at=context.now + timedelta(hours=hours),
        created_at=context.now,
        updated_at=context.now,
    )
    db.session.add(row)
    db.session.flush()
    db.session.add_all(_snapshot(context, row, comment, article) for comment, article in reported)
    if new.address is not None:
        contact = notifiers.leave(context, row.id, new.address)
        mail.queue(context, RECEIPT, row.public_id, contact_id=contact.id)
    db.session.flush()
    return row


def token(keys: Keys, public_id: str) -> str:
    """The secret that opens the sender's private status page; made anew from the key each time, never stored."""
    return keys.token(TOKEN, public_id)


def open_by_token(keys: Keys, token: str, public_id: str | None = None) -> ContentNotice:
    """The notice that a token opens. Raises Unauthenticated for a wrong token, NotFound for one of another notice."""
    named = keys.read(TOKEN, token)
    if named is None:
        raise Unauthenticated("token_invalid")
    row = db.session.scalar(select(ContentNotice).where(ContentNotice.public_id == named))
    if row is None or (public_id is not None and public_id != named):
        raise NotFound("unknown_content_notice")
    return row


def add_remark(context: Context, row: ContentNotice, text: object) -> None:
    """Add to an open notice; to one that was asked about it is the answer. Raises Forbidden, Invalid."""
    cleaned = clean_text("remark", text, REMARK_MAX_CHARS)
    db.session.refresh(row, with_for_update=True)
    if LegalState(row.state) not in OPEN_NOTICES:
        raise Forbidden("content_notice_closed")
    if db.session.scalar(select(func.count()).where(ContentNoticeRemark.notice_id == row.id)) >= REMARKS_MAX:
        raise Forbidden("too_many_remarks", max=REMARKS_MAX)
    db.session.add(ContentNoticeRemark(site_id=row.site_id, notice_id=row.id, text=cleaned, created_at=context.now))
    if row.state == LegalState.ASKED:
        change_state(context, row, LegalState.NEW, LegalAction.ANSWERED, _SENDER)
    else:
        row.version += 1
        row.updated_at = context.now


def withdraw(context: Context, row: ContentNotice) -> None:
    """The sender takes an undecided notice back; repeating it changes nothing. Raises Forbidden."""
    db.session.refresh(row, with_for_update=True)
    if row.state == LegalState.WITHDRAWN:
        return
    if not legal.may(LegalAction.WITHDRAW, LegalState(row.state)):
        raise Forbidden("content_notice_closed")
    change_state(context, row, LegalState.WITHDRAWN, LegalAction.WITHDRAW, _SENDER)


def change_state(
    context: Context, row: ContentNotice, state: LegalState, action: str, actor: Actor, note: str = "", **more
) -> LogEntry:
    """Let a locked notice stand elsewhere, and write the log row; ``more`` goes into it (``log.Change``)."""
    before = row.state
    row.state = state
    row.version += 1
    row.updated_at = context.now
    db.session.flush()
    change = log.Change(SUBJECT, row.id, action, before, state, row.version, **more)
    return log.append(context, actor, change, note)


def _reported(context: Context, ids: Sequence[str]) -> list[tuple[Comment, Article]]:
    """The comments with their articles, in the order named; what is not on the page cannot be reported."""
    found = {
        comment.public_id: (comment, article)
        for comment, article in db.session.execute(
            select(Comment, Article)
            .join(Thread, Thread.id == Comment.thread_id)
            .join(Article, Article.id == Thread.article_id)
            .where(
                Comment.site_id == context.site.id,
                Comment.public_id.in_(ids),
                Comment.status == Status.APPROVED,
                Comment.withdrawn_at.is_(None),
            )
        )
    }
    missing = [one for one in ids if one not in found]
    if missing:
        raise Invalid(errors=tuple(FieldError("comments", "comment_not_shown", {"id": one}) for one in missing[:1]))
    return [found[one] for one in ids]


def _same(context: Context, new: NewNotice, hashed: str, ids: set[int]) -> ContentNotice | None:
    """An open notice of the same address about the same comments in the same words."""
    if not hashed:
        return None
    alike = select(ContentNotice).where(
        ContentNotice.site_id == context.site.id,
        ContentNotice.address_hash == hashed,
        ContentNotice.kind == new.kind,
        ContentNotice.explanation == new.explanation,
        ContentNotice.state.in_(sorted(OPEN_NOTICES)),
    )
    for row in db.session.scalars(alike.order_by(ContentNotice.id)):
        named = select(ReportedComment.comment_id).where(ReportedComment.notice_id == row.id)
        if set(db.session.scalars(named)) == ids:
            return row
    return None


def _snapshot(context: Context, row: ContentNotice, comment: Comment, article: Article) -> ReportedComment:
    item = ReportedComment(
        site_id=row.site_id,
        notice_id=row.id,
        comment_id=comment.id,
        comment_public_id=comment.public_id,
        comment_version=comment.version,
        source=comment.source,
        author_name=comment.author_name,
        posted_at=comment.created_at,
        edited_at=comment.edited_at,
        article_key=article.key,
        article_url=article.url or "",
        article_title=article.title or "",
        taken_at=context.now,
    )
    item.digest = digest(item)
    return item
