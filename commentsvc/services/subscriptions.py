"""Readers who follow a discussion: told of its new comments by mail, as soon as they chose."""

from sqlalchemy import delete, func, select

from commentsvc.db import db, insert_into
from commentsvc.domain.errors import Forbidden, invalid
from commentsvc.domain.limits import SUBSCRIPTIONS_MAX
from commentsvc.domain.mail_topics import Cadence
from commentsvc.models.mail import Contact, Subscription
from commentsvc.models.reader import Reader
from commentsvc.services import accounts, consents, threads
from commentsvc.services.context import Context

CADENCES = (Cadence.AT_ONCE, Cadence.HOURLY, Cadence.DAILY)


def follow(context: Context, about: threads.ArticleHint, cadence: str) -> None:
    """Have the context's account told of what is new in an article's discussion, and how soon.

    Raises Unauthenticated, Forbidden ``no_address`` (``thread_closed``, ``too_many_subscriptions``), Invalid.
    """
    if cadence not in CADENCES:
        raise invalid("cadence", "unknown_choice")
    reader = accounts.require_known(context)
    require_address(reader)
    thread = threads.open_for_writing(context, about)
    threads.require_shown(context, thread)
    row = {"site_id": context.site.id, "reader_id": reader.id, "thread_id": thread.id, "cadence": cadence}
    yes = {"consent_version": consents.FOLLOWING_VERSION, "created_at": context.now}
    insert = insert_into(Subscription).values(**row, **yes)
    chosen = insert.on_conflict_do_update(index_elements=["reader_id", "thread_id"], set_={"cadence": cadence})
    db.session.execute(chosen)
    count = db.session.scalar(select(func.count()).where(Subscription.reader_id == reader.id))
    if count > SUBSCRIPTIONS_MAX:
        raise Forbidden("too_many_subscriptions", max=SUBSCRIPTIONS_MAX)


def unfollow(context: Context, thread_id: int) -> None:
    """No news of a discussion any more. Repeating it changes nothing."""
    end(accounts.require_known(context).id, thread_id)


def end(reader_id: int, thread_id: int) -> None:
    """The same for a reader who is known otherwise."""
    mine = (Subscription.reader_id == reader_id, Subscription.thread_id == thread_id)
    db.session.execute(delete(Subscription).where(*mine))


def cadence_of(reader: Reader, thread_id: int) -> str | None:
    """How soon a reader is told of what is new in a discussion; None where they do not follow it."""
    mine = (Subscription.reader_id == reader.id, Subscription.thread_id == thread_id)
    return db.session.scalar(select(Subscription.cadence).where(*mine))


def require_address(reader: Reader) -> Contact:
    """The address to which an account is written. Raises Forbidden ``no_address`` where it has confirmed none."""
    contact = consents.contact_of(reader.id)
    if contact is None:
        raise Forbidden("no_address")
    return contact
