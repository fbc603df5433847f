"""What erasing somebody does to notices of illegal content: to those about their comments, and to those they sent.

An open notice is decided upon what it shows: its snapshot and its explanation stay until then, without a name.
"""

from collections.abc import Collection

from sqlalchemy import delete, select, update

from commentsvc.db import db
from commentsvc.domain.legal import OPEN_NOTICES, LegalState
from commentsvc.models.legal import ContentNotice, ContentNoticeRemark, NoticeSender, ReportedComment
from commentsvc.models.log import LogEntry, LogNote
from commentsvc.services.context import Context

# What is to be decided yet, or may be taken up.
_UNDECIDED = sorted({*OPEN_NOTICES, LegalState.SET_ASIDE})


def snapshots(comment_ids: Collection[int]) -> None:
    """Take the author off the snapshots of comments, and the words off those of decided notices."""
    mine = ReportedComment.comment_id.in_(comment_ids)
    closed = select(ContentNotice.id).where(ContentNotice.state.not_in(_UNDECIDED))
    _change(update(ReportedComment).where(mine).values(author_name="", digest=""))
    _change(update(ReportedComment).where(mine, ReportedComment.notice_id.in_(closed)).values(source=""))


def sent(context: Context, notice_ids: Collection[int], hashes: Collection[str]) -> None:
    """Take the sender off notices: name and address at once, their words as soon as there is nothing left to decide."""
    mine = ContentNotice.id.in_(notice_ids)
    _change(update(ContentNotice).where(mine).values(name="", address_hash="", network=""))
    closed = select(ContentNotice.id).where(mine, ContentNotice.state.not_in(_UNDECIDED))
    ids = list(db.session.scalars(closed))
    words = {"law": "", "explanation": "", "question": "", "answer": ""}
    about = select(LogEntry.id).where(LogEntry.subject_type == "legal_notice", LogEntry.subject_id.in_(ids))
    _change(update(ContentNotice).where(ContentNotice.id.in_(ids)).values(**words))
    _change(delete(ContentNoticeRemark).where(ContentNoticeRemark.notice_id.in_(ids)))
    _change(delete(LogNote).where(LogNote.entry_id.in_(about)))
    _change(delete(NoticeSender).where(NoticeSender.site_id == context.site.id, NoticeSender.address_hash.in_(hashes)))


def _change(statement) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))
