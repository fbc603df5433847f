"""What the newsroom tells an author with the rejection of a comment; it goes and comes with the decision."""

from sqlalchemy import update

from commentsvc.db import db
from commentsvc.models.comment import AuthorMessage, Comment
from commentsvc.services.context import Context


def give(context: Context, comment: Comment, text: str) -> None:
    """Let a message stand beside the refusal for the author."""
    row = AuthorMessage(site_id=context.site.id, comment_id=comment.id, text=text, created_at=context.now)
    db.session.add(row)


def hide(comment: Comment) -> None:
    """The comment has another status from its present version on: what was told with the former one is not shown."""
    _set(AuthorMessage.until_version.is_(None), comment, comment.version)


def restore(comment: Comment, version: int) -> None:
    """The change that led to a version is undone: what it hid is shown again."""
    _set(AuthorMessage.until_version == version, comment, None)


def _set(condition, comment: Comment, until_version: int | None) -> None:
    mine = update(AuthorMessage).where(AuthorMessage.comment_id == comment.id, condition)
    db.session.execute(mine.values(until_version=until_version).execution_options(synchronize_session=False))
