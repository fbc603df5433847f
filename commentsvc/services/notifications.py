"""News for people: each is a row, told once, in one mail with whatever else is due to the same person then.

A mail is known by its person and its moment. Who writes it takes all rows of that moment, and nothing joins it then.
"""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy import exists, func, select, update

from commentsvc.db import db, insert_into
from commentsvc.domain.local_time import MORNING
from commentsvc.domain.mail_topics import DECISION, FOLLOWED, REPLY, Cadence
from commentsvc.domain.telling import APART, GATHERED, SECOND_THOUGHTS, period_begin, period_end
from commentsvc.models.mail import Contact, Notification
from commentsvc.services import mail
from commentsvc.services.context import Context

MAIL = "news"
APPROVED, REFUSED, REMOVED = "approved", "refused", "removed"
REPORTED, CORRECTED = "reported", "corrected"
PICKED = "picked"
TOPIC_OF = {REPLY: REPLY, FOLLOWED: FOLLOWED} | dict.fromkeys(
    (APPROVED, REFUSED, REMOVED, REPORTED, CORRECTED, PICKED), DECISION
)
"""Kinds of news, and the topic under which people choose whether they want them."""


@dataclass(frozen=True)
class News:
    """One piece of news: its kind, the comment it is about (the first of several), and when it happened.

    ``key`` and the person tell a repeat.
    """

    kind: str
    key: str
    comment_id: int
    at: datetime


def note(context: Context, contact_id: int, news: News, cadence: Cadence) -> bool:
    """Have somebody told of something; False when they were, or are going to be."""
    _lock(contact_id)
    due = _due(context, contact_id, news, cadence)
    row = {
        "site_id": context.site.id,
        "contact_id": contact_id,
        "kind": news.kind,
        "key": f"{news.key}:{contact_id}",
        "comment_id": news.comment_id,
        "due_at": due,
        "created_at": news.at,
    }
    insert = insert_into(Notification).values(**row).on_conflict_do_nothing()
    if db.session.scalar(insert.returning(Notification.id)) is None:
        return False
    moment = due.isoformat()
    mail.queue(context, MAIL, f"{contact_id}:{moment}", contact_id=contact_id, args={"due": moment}, due_at=due)
    return True


def was_coming(contact_id: int, comment_id: int, kinds: tuple[str, ...], at: datetime) -> bool:
    """Whether at a moment there was news of these kinds about a comment that its mail had not told yet."""
    waiting = exists().where(
        Notification.contact_id == contact_id,
        Notification.comment_id == comment_id,
        Notification.kind.in_(kinds),
        Notification.created_at < at,
        Notification.due_at > at,
    )
    return db.session.scalar(select(waiting))


def take(context: Context, contact_id: int, due: datetime) -> list[News]:
    """All news that one mail is to tell, oldest first; from now on nothing joins it. Repeating it gives the same."""
    _lock(contact_id)
    of_mail = (Notification.contact_id == contact_id, Notification.due_at == due)
    taken = update(Notification).where(*of_mail, Notification.sent_at.is_(None)).values(sent_at=context.now)
    db.session.execute(taken.execution_options(synchronize_session=False))
    rows = db.session.scalars(select(Notification).where(*of_mail).order_by(Notification.id))
    return [News(row.kind, row.key, row.comment_id, row.created_at) for row in rows if row.comment_id is not None]


def period_of(context: Context, cadence: Cadence, moment: datetime) -> datetime:
    """The end of the period whose news is gathered with that of a moment."""
    return period_end(cadence, moment, *_morning(context))


def period_before(context: Context, cadence: Cadence, end: datetime) -> datetime:
    """The beginning of the period that ends then."""
    return period_begin(cadence, end, *_morning(context))


def _morning(context: Context) -> tuple[tzinfo, int]:
    return context.settings.zone, MORNING


def _lock(contact_id: int) -> None:
    """One after the other for one person: a mail is written, or something joins it."""
    db.session.execute(select(Contact.id).where(Contact.id == contact_id).with_for_update())


def _due(context: Context, contact_id: int, news: News, cadence: Cadence) -> datetime:
    """The moment of the mail that tells it."""
    if cadence is not Cadence.AT_ONCE:
        due = period_of(context, cadence, news.at) + GATHERED
        if due > context.now and not _is_written(contact_id, due):
            return due
    return _due_at_once(context, contact_id, TOPIC_OF[news.kind] == DECISION)


def _due_at_once(context: Context, contact_id: int, may_be_undone: bool) -> datetime:
    """With a mail that is about to be written, or else soon, but not too soon after the last one."""
    soon = context.now + SECOND_THOUGHTS
    mine = Notification.contact_id == contact_id
    coming = select(func.min(Notification.due_at)).where(
        mine,
        Notification.sent_at.is_(None),
        Notification.due_at > (soon if may_be_undone else context.now),
        Notification.due_at <= soon + APART,
    )
    due = db.session.scalar(coming)
    if due is not None:
        return due
    last = db.session.scalar(
        select(func.max(Notification.due_at)).where(
            mine, Notification.due_at > soon - APART, Notification.due_at < soon + APART
        )
    )
    return soon if last is None else max(soon, last + APART)


def _is_written(contact_id: int, due: datetime) -> bool:
    taken = exists().where(
        Notification.contact_id == contact_id, Notification.due_at == due, Notification.sent_at.is_not(None)
    )
    return db.session.scalar(select(taken))
