"""Accounts that can be written to about their comments: an address they have confirmed, and a yes of their own."""

from sqlalchemy import exists, select

from commentsvc.db import db
from commentsvc.models.mail import Contact
from commentsvc.models.reader import Reader
from commentsvc.services import contacts
from commentsvc.services.context import Context

VERSION = "comments-2026-11"
"""The wording of the yes (``web/account/mail_words.NEWS_CONSENT``)."""

FOLLOWING_VERSION = "following-2026-11"
"""The wording to which an account agrees by following a discussion (``mail_words.FOLLOWING_CONSENT``)."""


def contact_of(reader_id: int) -> Contact | None:
    """The confirmed address of an account; None where it has none, or was erased."""
    statement = (
        select(Contact)
        .join(Reader, Reader.id == Contact.reader_id)
        .where(Contact.reader_id == reader_id, Contact.verified_at.is_not(None), Reader.erased_at.is_(None))
        .where(Reader.kind == "account")
        .order_by(Contact.id.desc())
    )
    return db.session.scalar(statement.limit(1))


def any_account(site_id: int) -> bool:
    """Whether a site has anybody who could be told about comments."""
    reached = exists().where(
        Contact.site_id == site_id, Contact.reader_id.is_not(None), Contact.verified_at.is_not(None)
    )
    return db.session.scalar(select(reached))


def account_at(context: Context, hashed: str) -> Contact | None:
    """The contact of the account whose address this is; None where it belongs to none."""
    for row in reversed(contacts.at(context, hashed)):
        if row.reader_id is not None and row.report_id is None and row.verified_at is not None:
            return row
    return None


def has_agreed(contact: Contact) -> bool:
    """Whether the account said yes to being told about its comments."""
    return contact.consented_at is not None


def agree(context: Context, contact: Contact) -> None:
    """The account says yes; kept with the version of the words and the time of the first yes."""
    if contact.consented_at is None:
        contact.consented_at, contact.consent_version = context.now, VERSION


def take_back(contact: Contact) -> None:
    """The account says no from now on. Repeating it changes nothing."""
    contact.consented_at, contact.consent_version = None, ""
