"""A comment that points out a mistake becomes a correction report."""

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain import correction_text
from commentsvc.domain.correction_states import Kind, State
from commentsvc.domain.errors import Forbidden
from commentsvc.domain.events import CorrectionReported
from commentsvc.domain.limits import REMARK_MAX_CHARS
from commentsvc.domain.moderation import Action, Actor, Status
from commentsvc.domain.selectors import Target
from commentsvc.models.article import Thread
from commentsvc.models.comment import Comment
from commentsvc.models.correction import CorrectionReport
from commentsvc.services import log, outbox, report_work
from commentsvc.services.context import Context

VIA_COMMENT = "comment"


def make(context: Context, comment: Comment, actor: Actor) -> tuple[CorrectionReport, bool]:
    """Make a report of a comment, in its author's words; returns it, and whether it is new.

    A second press gives the first one. Raises Forbidden ``wrong_state`` for a comment that is not on the page: what
    was taken off it is not answered in public.
    """
    db.session.refresh(comment, with_for_update=True)
    made = db.session.scalar(
        select(CorrectionReport).where(
            CorrectionReport.site_id == context.site.id, CorrectionReport.comment_id == comment.id
        )
    )
    if made is not None:
        return made, False
    if comment.status != Status.APPROVED or comment.withdrawn_at is not None:
        raise Forbidden("wrong_state")
    thread = db.session.get_one(Thread, comment.thread_id)
    row = CorrectionReport(
        site_id=context.site.id,
        article_id=thread.article_id,
        reader_id=comment.reader_id,
        network="",
        state=State.NEW,
        kind=Kind.OTHER,
        remark=comment.source[:REMARK_MAX_CHARS],
        fingerprint=correction_text.fingerprint(Target(), f"comment {comment.public_id}", Kind.OTHER),
        language=context.language,
        due_at=report_work.due(context, Kind.OTHER),
        via=VIA_COMMENT,
        comment_id=comment.id,
        created_at=context.now,
        updated_at=context.now,
    )
    db.session.add(row)
    db.session.flush()
    log.append(context, actor, log.Change("report", row.id, Action.MAKE_REPORT, None, State.NEW, row.version))
    outbox.publish(context, CorrectionReported(row.public_id, row.kind))
    return row, True
