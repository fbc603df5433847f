"""What erasing its author does to a comment and to a correction report, batch by batch."""

from contextlib import suppress

from sqlalchemy import and_, delete, select

from commentsvc.db import db
from commentsvc.domain import mail_address, searching
from commentsvc.domain.correction_states import OPEN, ReportAction, State
from commentsvc.domain.erasure import Mode
from commentsvc.domain.errors import NotFound
from commentsvc.domain.events import CommentEdited, CommentWithdrawn
from commentsvc.domain.moderation import Actor
from commentsvc.models.article import ArticleVersion
from commentsvc.models.comment import AuthorMessage, Comment, CommentRevision
from commentsvc.models.correction import CorrectionReport, ReportRemark, ReportSupport
from commentsvc.models.desk import BulkRun
from commentsvc.models.log import LogEntry, LogNote
from commentsvc.models.mail import Contact, MailBlock, Notification, SentMail
from commentsvc.models.reader import Reader
from commentsvc.services import contacts, erased_notices, outbox, threads, urgency
from commentsvc.services.context import Context
from commentsvc.services.report_states import change_state
from commentsvc.services.visibility import is_public, recount

_ANEW = {"populate_existing": True}


def comments(context: Context, reader: Reader, former: Reader, mode: Mode, most: int) -> int:
    """Take the author off a batch of comments, and the words with ``Mode.DELETE``; returns how many it was.

    A tombstone stays where replies hang. Earlier versions and what moderators noted and told go in both modes.
    """
    found = db.session.execute(
        select(Comment.id, Comment.thread_id).where(Comment.reader_id == reader.id).order_by(Comment.id).limit(most)
    ).all()
    for thread_id in sorted({row.thread_id for row in found}):
        # One that is merged into another just now is met again: its comments are looked at with the thread they are in.
        with suppress(NotFound):
            threads.lock_row(thread_id)
    ids = [row.id for row in found]
    _forget_around("comment", ids, Notification.comment_id, CommentRevision.comment_id, AuthorMessage.comment_id)
    erased_notices.snapshots(ids)
    for comment in db.session.scalars(select(Comment).where(Comment.id.in_(ids)).execution_options(**_ANEW)):
        _comment(context, comment, former, mode)
    db.session.flush()
    return len(ids)


def _comment(context: Context, comment: Comment, former: Reader, mode: Mode) -> None:
    thread = threads.lock_of(comment)
    shown = is_public(comment)
    comment.reader_id, comment.author_name = former.id, former.name
    comment.badges, comment.by_staff = [], False
    comment.version += 1
    event = CommentEdited(comment.public_id, thread.public_id, comment.version)
    if mode is Mode.DELETE:
        comment.source, comment.body, comment.author_name = "", [], ""
        comment.featured, comment.edited_at = False, None
        comment.findings, comment.unreviewed, comment.refusal = None, False, -1
        comment.withdrawn_at = comment.withdrawn_at or context.now
        urgency.let_go(comment)
        recount(thread, comment, counted_before=shown)
        event = CommentWithdrawn(comment.public_id, thread.public_id)
    threads.changed(thread)
    if shown:
        outbox.publish(context, event)


def reports(context: Context, reader: Reader, mode: Mode, most: int) -> int:
    """Take the reader's own words to the newsroom out of a batch of reports; returns how many it was.

    With ``Mode.DELETE`` the suggested words go as well, and an open report counts as withdrawn; else it goes on.
    """
    _delete(ReportSupport, ReportSupport.reader_id == reader.id)
    mine = select(CorrectionReport).where(CorrectionReport.reader_id == reader.id)
    found = list(db.session.scalars(mine.order_by(CorrectionReport.id).limit(most).execution_options(**_ANEW)))
    ids = [row.id for row in found]
    _forget_around("report", ids, Notification.report_id, ReportRemark.report_id)
    forget_contacts(context, Contact.report_id.in_(ids))
    for row in found:
        # First, because it reads the row anew.
        if mode is Mode.DELETE and State(row.state) in OPEN:
            author = Actor("reader", reader.id)
            change_state(context, row, ReportAction.WITHDRAW, author, seen_version=row.version)
        if mode is Mode.DELETE:
            row.replacement = row.source_url = row.fingerprint = ""
            _keep_the_article_s(row)
        row.reader_id = None
        row.network = row.contact = row.remark = row.answer = ""
        row.version += 1
    db.session.flush()
    return len(ids)


def _keep_the_article_s(row: CorrectionReport) -> None:
    """Of the passage, only what stands in the article: a reader may have typed anything there."""
    version = db.session.get(ArticleVersion, row.article_version_id) if row.article_version_id else None
    text = version.text if version else ""
    for name in ("exact", "prefix", "suffix"):
        if getattr(row, name) not in text:
            setattr(row, name, "")


def forget_choices(context: Context, reader: Reader) -> None:
    """What moderators decided about "everything by this author", or everything that a search for the author's name
    found, no longer says whom; the decisions stay.
    """
    named = set(searching.words(reader.name))
    for run in db.session.scalars(select(BulkRun).where(BulkRun.site_id == context.site.id)):
        about = {"author"} if run.chosen.get("author") == reader.public_id else set()
        about |= {one for one in ("words", "name") if named & set(searching.words(run.chosen.get(one, "")))}
        if about & run.chosen.keys():
            run.chosen = {name: value for name, value in run.chosen.items() if name not in about}


def adopt(context: Context, found: list[CorrectionReport]) -> Reader:
    """A reader for reports of which nobody is known to be the sender, so that they are erased as a reader's are."""
    reader = Reader(site_id=context.site.id, kind="guest", name="", created_at=context.now)
    db.session.add(reader)
    db.session.flush()
    for row in found:
        row.reader_id = reader.id
    db.session.flush()
    return reader


def forget_contacts(context: Context, condition) -> None:
    """Contacts of the site, the news that waits for them, the counts of mails to their addresses, and the topics that
    were not wanted there. That somebody wants no mail at all stays: it is their wish for ever, kept as a keyed hash.
    """
    found = db.session.execute(
        select(Contact.id, Contact.address, Contact.address_hash, Contact.content_notice_id).where(
            Contact.site_id == context.site.id, condition
        )
    ).all()
    ids, hashes = [row.id for row in found], {row.address_hash for row in found}
    read = (mail_address.read(context.keys.unseal(row.address) or "") for row in found)
    counted = {contacts.mailbox_hash(context, address) for address in read if address is not None}
    erased_notices.sent(context, {row.content_notice_id for row in found} - {None}, hashes)
    _delete(Notification, Notification.contact_id.in_(ids))
    _delete(Contact, Contact.id.in_(ids))
    _delete(
        MailBlock, and_(MailBlock.site_id == context.site.id, MailBlock.address_hash.in_(hashes), MailBlock.kind != "")
    )
    _delete(SentMail, and_(SentMail.site_id == context.site.id, SentMail.address_hash.in_(hashes | counted)))


def _forget_around(kind: str, ids: list[int], *columns) -> None:
    """Rows that hang on these comments or reports, and the words of the log about them: its chain knows their hash."""
    for column in columns:
        _delete(column.class_, column.in_(ids))
    about = select(LogEntry.id).where(LogEntry.subject_type == kind, LogEntry.subject_id.in_(ids))
    _delete(LogNote, LogNote.entry_id.in_(about))


def _delete(model, condition) -> None:
    db.session.execute(delete(model).where(condition).execution_options(synchronize_session=False))
