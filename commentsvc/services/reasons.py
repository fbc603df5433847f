"""The catalogue of reasons that a site gives: for rejecting a comment, and for a sanction on a reader.

A site that has changed nothing has the reasons that are built in, and no rows.
"""

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.errors import invalid
from commentsvc.domain.moderation import RejectReason
from commentsvc.models.sanction import SiteReason
from commentsvc.services.context import Context


def require_active(context: Context, code: str) -> None:
    """Raise Invalid ``reason`` for one that the site does not give (any more)."""
    rows = db.session.execute(select(SiteReason.code, SiteReason.active).where(SiteReason.site_id == context.site.id))
    present = {row.code: row.active for row in rows} or dict.fromkeys(RejectReason, True)
    if not present.get(code):
        raise invalid("reason", "unknown_reason")
