"""Which site a row or an origin belongs to."""

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.models.comment import Comment
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.site import Site, SiteOrigin


def of_comment(public_id: str) -> Site | None:
    """The site of a comment."""
    return db.session.scalar(
        select(Site).join(Comment, Comment.site_id == Site.id).where(Comment.public_id == public_id)
    )


def of_report(report: CorrectionReport) -> Site:
    """The site of a correction report."""
    return db.session.get_one(Site, report.site_id)


def is_registered(origin: str, slug: str | None = None) -> bool:
    """Whether an origin is registered, on one site or on any."""
    statement = select(SiteOrigin.id).where(SiteOrigin.origin == origin)
    if slug is not None:
        statement = statement.join(Site).where(Site.slug == slug)
    return db.session.scalar(statement.limit(1)) is not None


def names() -> list[tuple[str, str]]:
    """Slug and name of every site."""
    return [(row.slug, row.name) for row in db.session.execute(select(Site.slug, Site.name).order_by(Site.slug))]
