"""Choices of the desk's lists that people keep under a name."""

from sqlalchemy import or_, select

from commentsvc.db import db
from commentsvc.models.staff import SavedView


def kept(site_id: int, user_id: int, area: str) -> list[SavedView]:
    """The choices of one list that a person keeps, and those that the site's others share, by name."""
    of_list = (SavedView.site_id == site_id, SavedView.area == area)
    seen = or_(SavedView.user_id == user_id, SavedView.shared)
    return list(db.session.scalars(select(SavedView).where(*of_list, seen).order_by(SavedView.name, SavedView.id)))
