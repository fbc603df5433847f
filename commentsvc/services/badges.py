"""The badges of a comment about to be posted: what is known of its author, put to the rules."""

from sqlalchemy import bindparam, func, select

from commentsvc import rows
from commentsvc.domain.badges import Badge, Writer, badges_of, is_recent
from commentsvc.domain.limits import NEW_READER_COMMENTS
from commentsvc.models.article import Article
from commentsvc.models.comment import Comment
from commentsvc.models.reader import Reader
from commentsvc.services.context import Context

# The reader's comments, counted as far as it matters.
_FEW = select(Comment.id).where(Comment.reader_id == bindparam("reader_id")).limit(NEW_READER_COMMENTS).subquery()
_COMMENTS_OF = rows.Prepared(select(func.count().label("written")).select_from(_FEW))
_OF_NEWSROOM = frozenset({Badge.AUTHOR, Badge.STAFF})


def of_next_comment(context: Context, reader: Reader, article: Article) -> dict:
    """The columns ``badges`` and ``by_staff`` of the comment that the reader is posting to the article."""
    known_for = context.now - reader.created_at
    matters = reader.kind != "staff" and is_recent(known_for)
    written = _COMMENTS_OF.first(reader_id=reader.id).written if matters else 0
    writer = Writer(reader.kind, reader.name, known_for, written)
    badges = badges_of(writer, article.authors)
    return {"badges": [str(badge) for badge in badges], "by_staff": not _OF_NEWSROOM.isdisjoint(badges)}
