"""A guest signs in: what the guest did becomes the account's, and the guest's tokens end."""

from contextlib import suppress

from sqlalchemy import delete, exists, or_, select, union, update

from commentsvc.db import db
from commentsvc.domain.errors import NotFound
from commentsvc.domain.moderation import Action, Actor
from commentsvc.models.article import Thread
from commentsvc.models.comment import Comment, Flag, Vote
from commentsvc.models.correction import CorrectionReport, ReportSupport
from commentsvc.models.identity import ReaderMerge
from commentsvc.models.mail import Contact, Subscription
from commentsvc.models.reader import Reader, Submission
from commentsvc.services import accounts, flags, log, reader_notes, sanctions, statements, threads, votes
from commentsvc.services.context import Context


def merge_guest(context: Context, guest: Reader, account: Reader) -> bool:
    """Give an account all that a guest of the same site did; False where there is no guest to merge.

    Comments keep the name and the badges with which they were written. Votes and flags: one per reader and comment,
    the account's before the guest's, none on one's own comments. Sanctions and notes come along. Reports,
    subscriptions, contacts and answers to repeated writes come over as well. Noted in the log.
    """
    if guest.kind != "guest" or guest.id == account.id or guest.site_id != account.site_id:
        return False
    # First: what the guest's other windows are writing at this moment is waited for, and comes along.
    accounts.end_tokens(context, guest)
    for thread in _locked_threads(guest):
        threads.changed(thread)
    # Behind the threads, as with whoever writes: the same guest in two windows is merged one after the other.
    db.session.execute(select(Reader.id).where(Reader.id == guest.id).with_for_update())
    votes.hand_over(context, guest, account)
    flags.hand_over(guest, account)
    _take(Comment, guest, account)
    _take(CorrectionReport, guest, account)
    _take(Contact, guest, account)
    _take_once(Subscription, Subscription.thread_id, guest, account)
    _take_once(ReportSupport, ReportSupport.report_id, guest, account)
    _take_submissions(context, guest, account)
    account.created_at = min(account.created_at, guest.created_at)
    sanctions.hand_over(context, guest, account)
    statements.hand_over(guest, account)
    reader_notes.hand_over(guest, account)
    _note(context, guest, account)
    return True


def gather_late(context: Context, account: Reader) -> None:
    """Take what guests of the account wrote after they were merged: before ``end_tokens`` waited for writers, one who
    wrote in that very moment was late on PostgreSQL.
    """
    left = (exists().where(table.reader_id == ReaderMerge.guest_id) for table in (Comment, Vote, Flag))
    guests = select(Reader).join(ReaderMerge, ReaderMerge.guest_id == Reader.id)
    for guest in db.session.scalars(guests.where(ReaderMerge.account_id == account.id, or_(*left))).all():
        merge_guest(context, guest, account)


def _note(context: Context, guest: Reader, account: Reader) -> None:
    if db.session.scalar(select(ReaderMerge.id).where(ReaderMerge.guest_id == guest.id)) is not None:
        return
    db.session.add(ReaderMerge(site_id=guest.site_id, guest_id=guest.id, account_id=account.id, created_at=context.now))
    db.session.flush()
    change = log.Change("reader", guest.id, Action.MERGE_GUEST, None, None, 1)
    log.append(context, Actor("reader", account.id), change)


def _locked_threads(guest: Reader) -> list[Thread]:
    """All threads in which the guest did something, locked in the order of their ids, so that two merges cannot wait
    for each other. On PostgreSQL the guest may have written in one more while this waited for the others.
    """
    reacted = (
        select(Comment.thread_id).join(table, table.comment_id == Comment.id).where(table.reader_id == guest.id)
        for table in (Vote, Flag)
    )
    involved = union(select(Comment.thread_id).where(Comment.reader_id == guest.id), *reacted)
    locked: dict[int, Thread] = {}
    while missing := sorted(set(db.session.scalars(involved)) - locked.keys()):
        for thread_id in missing:
            # One that was merged into another meanwhile is not asked for again: the comments are in the other now.
            with suppress(NotFound):
                locked[thread_id] = threads.lock_row(thread_id)
    return list(locked.values())


def _take(table, guest: Reader, account: Reader) -> None:
    db.session.execute(
        update(table)
        .where(table.reader_id == guest.id)
        .values(reader_id=account.id)
        .execution_options(synchronize_session=False)
    )


def _take_once(table, subject, guest: Reader, account: Reader) -> None:
    """What there is one of per reader and subject: the account's own stays."""
    known = select(subject).where(table.reader_id == account.id)
    db.session.execute(
        delete(table)
        .where(table.reader_id == guest.id, subject.in_(known))
        .execution_options(synchronize_session=False)
    )
    _take(table, guest, account)


def _take_submissions(context: Context, guest: Reader, account: Reader) -> None:
    """What the guest sent and the account sends once more, not knowing whether it arrived, is still sent once."""
    mine = f"reader:{account.id}"
    known = select(Submission.key).where(Submission.site_id == context.site.id, Submission.scope == mine)
    db.session.execute(
        update(Submission)
        .where(
            Submission.site_id == context.site.id,
            Submission.scope == f"reader:{guest.id}",
            Submission.key.not_in(known),
        )
        # The guest's token has ended: it is nothing to answer with any more.
        .values(scope=mine, token_id=None)
        .execution_options(synchronize_session=False)
    )
