"""Which site a row or an origin belongs to."""

from sqlalchemy import bindparam, select

from commentsvc.db import db
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.site import Site, SiteOrigin
from commentsvc.rows import Prepared

_REGISTERED = Prepared(select(SiteOrigin.id).where(SiteOrigin.origin == bindparam("origin")).limit(1))
_REGISTERED_ON = Prepared(
    select(SiteOrigin.id).join(Site).where(SiteOrigin.origin == bindparam("origin"), Site.slug == bindparam("slug"))
)


def of_report(report: CorrectionReport) -> Site:
    """The site of a correction report."""
    return db.session.get_one(Site, report.site_id)


def is_registered(origin: str, slug: str | None = None) -> bool:
    """Whether an origin is registered, on one site or on any."""
    found = _REGISTERED.first(origin=origin) if slug is None else _REGISTERED_ON.first(origin=origin, slug=slug)
    return found is not None


def names() -> list[tuple[str, str]]:
    """Slug and name of every site."""
    return [(row.slug, row.name) for row in db.session.execute(select(Site.slug, Site.name).order_by(Site.slug))]
