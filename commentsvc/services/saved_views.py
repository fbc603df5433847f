"""Choices of a desk list that people keep under a name."""

from sqlalchemy import func, or_, select

from commentsvc.db import db
from commentsvc.domain.errors import Forbidden, NotFound
from commentsvc.domain.limits import VIEWS_MAX
from commentsvc.domain.text import clean_line
from commentsvc.models.staff import SavedView
from commentsvc.services.context import Context

REPORTS, COMMENTS = "reports", "comments"
_NAME_MAX_CHARS = 80
_QUERY_MAX_CHARS = 1000


def keep(context: Context, person_id: int, area: str, name: str, query: str, shared: bool = False) -> SavedView:
    """Keep the query of a list's address under a name, in place of what the person kept under it; ``shared``: for all.

    Raises Invalid for a name that is none, Forbidden ``too_many_views``.
    """
    name = clean_line("name", name, _NAME_MAX_CHARS)
    query = clean_line("query", query, _QUERY_MAX_CHARS, required=False)
    mine = (SavedView.user_id == person_id, SavedView.site_id == context.site.id, SavedView.area == area)
    row = db.session.scalar(select(SavedView).where(*mine, SavedView.name == name).with_for_update())
    if row is None:
        if db.session.scalar(select(func.count()).select_from(SavedView).where(*mine)) >= VIEWS_MAX:
            raise Forbidden("too_many_views", max=VIEWS_MAX)
        row = SavedView(user_id=person_id, site_id=context.site.id, area=area, name=name, created_at=context.now)
        db.session.add(row)
    row.query, row.shared = query, shared
    db.session.flush()
    return row


def forget(context: Context, person_id: int, public_id: str, shared_ones: bool = False) -> None:
    """Let one of a person's own views go, or (``shared_ones``) one that anybody shares. Raises NotFound."""
    theirs = SavedView.user_id == person_id
    named = (SavedView.site_id == context.site.id, SavedView.public_id == public_id)
    row = db.session.scalar(select(SavedView).where(*named, or_(theirs, SavedView.shared) if shared_ones else theirs))
    if row is None:
        raise NotFound()
    db.session.delete(row)
