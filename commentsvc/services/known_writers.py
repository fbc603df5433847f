"""Who is no stranger, told from a bearer token alone, by one look beside everything else that goes on."""

from datetime import datetime

from sqlalchemy import exists, or_, select

from commentsvc.db import committed
from commentsvc.domain.keys import Keys
from commentsvc.domain.moderation import Status
from commentsvc.domain.raids import NEW_BEFORE
from commentsvc.models.comment import Comment
from commentsvc.models.reader import Reader, ReaderToken
from commentsvc.services.accounts import READER_TOKEN


def is_known(keys: Keys, token: str, now: datetime) -> bool:
    """Whether a token is of a reader who has been here for an hour and was published, or whom people have judged.

    ``Reader.sanctioned`` stands for a moderator's word, trust among others; who is barred is refused later anyway.
    """
    public_id = keys.read(READER_TOKEN, token)
    if public_id is None:
        return False
    published = exists().where(Comment.reader_id == Reader.id, Comment.status == str(Status.APPROVED))
    known = (
        select(Reader.id)
        .join(ReaderToken, ReaderToken.reader_id == Reader.id)
        .where(ReaderToken.public_id == public_id, ReaderToken.revoked_at.is_(None))
        .where(or_(Reader.sanctioned, published), Reader.created_at < now - NEW_BEFORE)
    )
    with committed() as connection:
        return connection.execute(known).first() is not None
