"""The comments that a trial of rules is about."""

from collections.abc import Collection

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.models.comment import Comment


def comments(site_id: int, row_ids: Collection[int]) -> dict[int, Comment]:
    """Comments of a site by their row ids, as they are now; what was erased since is left out."""
    wanted = select(Comment).where(Comment.site_id == site_id, Comment.id.in_(row_ids), Comment.source != "")
    return {row.id: row for row in db.session.scalars(wanted)}
