"""An illegal-content notice as its sender sees it."""

from dataclasses import dataclass

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.models.legal import ContentNotice, ContentNoticeRemark, NoticeSender, ReportedComment


@dataclass(frozen=True)
class SeenByNotifier:
    """The comments that a notice names, as they were; its sender's further remarks, oldest first; and the sender."""

    items: list[ReportedComment]
    remarks: list[ContentNoticeRemark]
    sender: NoticeSender | None


def seen_by_notifier(row: ContentNotice) -> SeenByNotifier:
    """What the status page, the API and the mails add to the notice's own row."""
    items = select(ReportedComment).where(ReportedComment.notice_id == row.id).order_by(ReportedComment.id)
    added = select(ContentNoticeRemark).where(ContentNoticeRemark.notice_id == row.id)
    mine = (NoticeSender.site_id == row.site_id, NoticeSender.address_hash == row.address_hash)
    sender = db.session.scalar(select(NoticeSender).where(*mine)) if row.address_hash else None
    return SeenByNotifier(
        list(db.session.scalars(items)), list(db.session.scalars(added.order_by(ContentNoticeRemark.id))), sender
    )


def by_id(site_id: int, notice_id: int) -> ContentNotice | None:
    """One notice of a site, for the mails about it."""
    row = db.session.get(ContentNotice, notice_id)
    return row if row is not None and row.site_id == site_id else None
