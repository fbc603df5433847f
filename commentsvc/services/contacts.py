"""Addresses of people: sealed, found again by a keyed hash, confirmed by their owners, with what they wish to hear.

An address is readable only with the key outside the database. Its hash differs from site to site.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from commentsvc.db import db
from commentsvc.domain import mail_address
from commentsvc.domain.errors import Forbidden, NotFound
from commentsvc.domain.keys import Keys
from commentsvc.domain.limits import CONFIRMATION_OPEN_DAYS
from commentsvc.domain.mail_address import MailAddress
from commentsvc.domain.mail_topics import TOPICS
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.mail import Contact
from commentsvc.services.context import Context

CONSENT_VERSION = "2026-11"
"""The wording to which people agree when they confirm an address (web/account/mail_words.py)."""

LEFT_VERSION = "left-2026-11"
"""The wording at the field where people leave an address that they have confirmed before (``LEFT_CONSENT`` there)."""

_CONFIRMATION = "confirm-contact"


@dataclass(frozen=True)
class Recipient:
    """Somebody to be written to, at this moment. ``address_hash`` is the address's, ``mailbox_hash`` that of the
    mailbox behind it (``MailAddress.mailbox``), by which caps count.
    """

    address: MailAddress
    address_hash: str
    mailbox_hash: str
    language: str
    verified: bool
    preferences: Mapping[str, str]


def address_hash(context: Context, address: MailAddress) -> str:
    """By which an address is found again on this site."""
    return context.keys.blind("mail", context.site.slug, address.same)


def mailbox_hash(context: Context, address: MailAddress) -> str:
    """By which the mails to one mailbox are counted on this site."""
    return context.keys.blind("mailbox", context.site.slug, address.mailbox)


def at_address(context: Context, address: MailAddress, language: str, *, verified: bool = False) -> Recipient:
    """Whoever has an address, without any contact of theirs being kept (a sign-in, an invitation)."""
    of_mail, of_box = address_hash(context, address), mailbox_hash(context, address)
    return Recipient(address, of_mail, of_box, language, verified, {})


def recipient(context: Context, contact: Contact) -> Recipient | None:
    """The person of a contact; None where it is no address of mail (a telephone number), or no longer readable."""
    address = mail_address.read(context.keys.unseal(contact.address) or "")
    if address is None:
        return None
    verified = contact.verified_at is not None
    return Recipient(
        address, contact.address_hash, mailbox_hash(context, address), contact.language, verified, contact.preferences
    )


def leave(context: Context, report: CorrectionReport, words: str) -> Contact | None:
    """Keep how the sender of a report can be reached: an address of mail, or whatever else was given.

    Returns the contact where it can be asked to confirm itself: an address of mail that is not confirmed yet. One that
    the same reader has confirmed before is confirmed.
    """
    address = mail_address.read(words)
    row = Contact(
        site_id=context.site.id,
        report_id=report.id,
        address=context.keys.seal(str(address) if address else words),
        address_hash=_hash_of(context, words),
        language=context.language,
        preferences={},
        created_at=context.now,
    )
    known = _confirmed_by(row, report.reader_id) if address and report.reader_id else None
    if known is not None:
        row.preferences = dict(known.preferences)
        row.verified_at = row.consented_at = context.now
        row.consent_version = LEFT_VERSION
    db.session.add(row)
    db.session.flush()
    return row if address and known is None else None


def is_same(context: Context, report_id: int, words: str) -> bool:
    """Whether a report was left with these words for a contact (none: without any)."""
    kept = db.session.scalar(select(Contact.address_hash).where(Contact.report_id == report_id).limit(1))
    return kept == (_hash_of(context, words) if words else None)


def of_report_known(report_id: int) -> bool:
    """Whether the sender of a report has left word how to be reached."""
    return db.session.scalar(select(Contact.id).where(Contact.report_id == report_id).limit(1)) is not None


def confirmation_token(keys: Keys, contact: Contact) -> str:
    """The secret in the link of the mail that asks whether an address is its owner's."""
    return keys.token(_CONFIRMATION, contact.public_id)


def open_confirmation(keys: Keys, token: str, now: datetime) -> Contact:
    """The contact that such a link is about, confirmed or not.

    Raises NotFound ``unknown_contact`` for a wrong link, Forbidden ``confirmation_expired`` for an old one.
    """
    public_id = keys.read(_CONFIRMATION, token)
    row = public_id and db.session.scalar(select(Contact).where(Contact.public_id == public_id))
    if not row:
        raise NotFound("unknown_contact")
    if row.verified_at is None and now - row.created_at > timedelta(days=CONFIRMATION_OPEN_DAYS):
        raise Forbidden("confirmation_expired", days=CONFIRMATION_OPEN_DAYS)
    return row


def of_reader(context: Context, reader_id: int, address: MailAddress, *, agreed: bool) -> Contact:
    """The contact of an account at an address that has just been confirmed; made where there is none yet.

    ``agreed``: the person said yes to being told news there, which is kept with version and time.
    """
    hashed = address_hash(context, address)
    row = db.session.scalar(select(Contact).where(Contact.reader_id == reader_id, Contact.address_hash == hashed))
    if row is None:
        row = Contact(
            site_id=context.site.id,
            reader_id=reader_id,
            address=context.keys.seal(str(address)),
            address_hash=hashed,
            language=context.language,
            preferences=dict(preferences(context, hashed)),
            created_at=context.now,
        )
        db.session.add(row)
    row.verified_at = row.verified_at or context.now
    if agreed and row.consented_at is None:
        row.consented_at, row.consent_version = context.now, CONSENT_VERSION
    db.session.flush()
    return row


def by_id(context: Context, contact_id: int) -> Contact | None:
    """One contact of this site."""
    row = db.session.get(Contact, contact_id)
    return row if row is not None and row.site_id == context.site.id else None


def of_report(context: Context, public_id: str) -> list[Contact]:
    """The contacts that were left with a report, the oldest first."""
    statement = select(Contact).join(CorrectionReport, CorrectionReport.id == Contact.report_id)
    named = (CorrectionReport.site_id == context.site.id, CorrectionReport.public_id == public_id)
    return list(db.session.scalars(statement.where(*named).order_by(Contact.id)))


def at(context: Context, hashed: str) -> list[Contact]:
    """All contacts of one address on this site, the oldest first."""
    statement = select(Contact).where(Contact.site_id == context.site.id, Contact.address_hash == hashed)
    return list(db.session.scalars(statement.order_by(Contact.id)))


def is_confirmed(context: Context, hashed: str) -> bool:
    """Whether the owner of an address has ever confirmed it on this site."""
    return any(row.verified_at is not None for row in at(context, hashed))


def confirm(context: Context, contact: Contact) -> int:
    """The owner of the address says that it is theirs, and agrees to be told; returns how many contacts that was.

    It confirms everything that waits at that address. Repeating it changes nothing.
    """
    waiting = [row for row in at(context, contact.address_hash) if row.verified_at is None]
    for row in waiting:
        row.verified_at = row.consented_at = context.now
        row.consent_version = CONSENT_VERSION
    return len(waiting)


def preferences(context: Context, hashed: str) -> Mapping[str, str]:
    """What the owner of an address has chosen: that of the newest confirmed contact there."""
    chosen: Mapping[str, str] = {}
    for row in at(context, hashed):
        if row.verified_at is not None:
            chosen = row.preferences
    return chosen


def choose(context: Context, hashed: str, chosen: Mapping[str, str]) -> None:
    """Keep how soon the owner of an address wishes to hear of each topic; what is no choice is left as it was."""
    valid = {name: wish for name, wish in chosen.items() if name in TOPICS and wish in TOPICS[name].choices}
    for row in at(context, hashed):
        row.preferences = {**row.preferences, **valid}


def seal_older(context: Context, most: int) -> int:
    """Make sealed contacts of up to ``most`` that older reports of this site hold in plain words; returns how many."""
    rows = db.session.scalars(
        select(CorrectionReport)
        .where(CorrectionReport.site_id == context.site.id, CorrectionReport.contact != "")
        .order_by(CorrectionReport.id)
        .limit(most)
    )
    sealed = 0
    for report in rows:
        address = mail_address.read(report.contact)
        db.session.add(
            Contact(
                site_id=report.site_id,
                report_id=report.id,
                address=context.keys.seal(str(address) if address else report.contact),
                address_hash=_hash_of(context, report.contact),
                language=report.language,
                preferences={},
                created_at=report.created_at,
            )
        )
        report.contact = ""
        sealed += 1
    return sealed


def _hash_of(context: Context, words: str) -> str:
    address = mail_address.read(words)
    return address_hash(context, address) if address else context.keys.blind("mail", context.site.slug, words)


def _confirmed_by(row: Contact, reader_id: int) -> Contact | None:
    """The same address as confirmed by the same reader, with an earlier report or as an account."""
    theirs = select(CorrectionReport.id).where(CorrectionReport.reader_id == reader_id)
    return db.session.scalar(
        select(Contact)
        .where(
            Contact.site_id == row.site_id,
            Contact.address_hash == row.address_hash,
            Contact.verified_at.is_not(None),
            or_(Contact.reader_id == reader_id, Contact.report_id.in_(theirs)),
        )
        .order_by(Contact.id.desc())
        .limit(1)
    )
