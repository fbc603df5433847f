"""What the newsroom told authors with the rejection of their comments."""

from collections.abc import Iterable

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.models.comment import AuthorMessage


def shown(comment_ids: Iterable[int]) -> dict[int, str]:
    """The messages that stand beside refusals now, by the comment's row id."""
    ids = list(comment_ids)
    if not ids:
        return {}
    mine = select(AuthorMessage.comment_id, AuthorMessage.text)
    rows = db.session.execute(mine.where(AuthorMessage.comment_id.in_(ids), AuthorMessage.until_version.is_(None)))
    return {row.comment_id: row.text for row in rows}
