"""Which site a row or an origin belongs to."""

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.legal import ContentNotice
from commentsvc.models.mail import Contact
from commentsvc.models.reader import Reader
from commentsvc.models.site import Site


def of_report(report: CorrectionReport) -> Site:
    """The site of a correction report."""
    return db.session.get_one(Site, report.site_id)


def of_content_notice(notice: ContentNotice) -> Site:
    """The site that an illegal-content notice is about."""
    return db.session.get_one(Site, notice.site_id)


def of_contact(contact: Contact) -> Site:
    """The site that a contact was left with."""
    return db.session.get_one(Site, contact.site_id)


def of_reader(reader: Reader) -> Site:
    """The site that a reader belongs to."""
    return db.session.get_one(Site, reader.site_id)


def names() -> list[tuple[str, str]]:
    """Slug and name of every site."""
    return [(row.slug, row.name) for row in db.session.execute(select(Site.slug, Site.name).order_by(Site.slug))]
