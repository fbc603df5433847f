"""Somebody asks the newsroom to be erased: who that is, by an address or by an id, and erasing all of it at once."""

from dataclasses import dataclass, field

from sqlalchemy import or_, select

from commentsvc.db import db
from commentsvc.domain import mail_address
from commentsvc.domain.erasure import Mode
from commentsvc.domain.errors import Forbidden, NotFound
from commentsvc.domain.moderation import Actor
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.identity import ReaderIdentity, ReaderMerge
from commentsvc.models.mail import Contact
from commentsvc.models.reader import Reader
from commentsvc.ports import Ledger
from commentsvc.services import accounts, contacts, erased_rows, erasure
from commentsvc.services.context import Context


@dataclass(frozen=True)
class Person:
    """Who is meant: readers, and reports that were sent by nobody who is known, with the address given."""

    readers: list[Reader]
    reports: list[CorrectionReport] = field(default_factory=list)


def find(context: Context, named: str) -> Person:
    """Whoever has an address on this site, or the reader of an id or of a comment's id.

    Raises NotFound ``unknown_reader``, Forbidden ``reader_is_staff`` or ``reader_was_merged`` (what is to be erased is
    the account).
    """
    address = mail_address.read(named.strip())
    person = Person([erasure.find(context, named.strip())]) if address is None else _at(context, address)
    if not person.readers and not person.reports:
        raise NotFound("unknown_reader")
    for reader in person.readers:
        if reader.kind == "staff":
            raise Forbidden("reader_is_staff")
        if db.session.scalar(select(ReaderMerge.id).where(ReaderMerge.guest_id == reader.id)) is not None:
            raise Forbidden("reader_was_merged")
    return person


def begin(context: Context, person: Person, mode: Mode, actor: Actor, ledger: Ledger) -> None:
    """Begin to erase all of it (``erasure.begin``)."""
    for reader in person.readers:
        erasure.begin(context, reader, mode, actor, ledger)
    if person.reports:
        adopted = erased_rows.adopt(context, person.reports)
        erasure.begin(context, adopted, mode, actor, ledger, person.reports)


def _at(context: Context, address: mail_address.MailAddress) -> Person:
    hashed = contacts.address_hash(context, address)
    here = Contact.site_id == context.site.id, Contact.address_hash == hashed
    left = select(CorrectionReport).join(Contact, Contact.report_id == CorrectionReport.id).where(*here)
    reports = list(db.session.scalars(left.order_by(CorrectionReport.id)).unique())
    signed_in = select(ReaderIdentity.reader_id).where(
        ReaderIdentity.site_id == context.site.id,
        ReaderIdentity.provider == accounts.MAIL,
        ReaderIdentity.subject_hash == hashed,
    )
    known = or_(
        Reader.id.in_(select(Contact.reader_id).where(*here, Contact.reader_id.is_not(None))),
        Reader.id.in_(signed_in),
        Reader.id.in_([row.reader_id for row in reports if row.reader_id is not None]),
    )
    readers = select(Reader).where(Reader.site_id == context.site.id, known).order_by(Reader.id)
    return Person(list(db.session.scalars(readers)), [row for row in reports if row.reader_id is None])
