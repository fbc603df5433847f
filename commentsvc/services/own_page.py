"""A reader's own page: opened by a link that the reader's session asks for, good for a quarter of an hour."""

import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.errors import NotFound, Unauthenticated
from commentsvc.domain.keys import Keys
from commentsvc.models.reader import Reader, ReaderToken
from commentsvc.services.accounts import READER_TOKEN
from commentsvc.services.context import Context

GOOD_FOR = timedelta(minutes=15)
_PURPOSE = "own-page"
_SUBJECT = re.compile(r"([0-9A-Za-z]{1,40})~([0-9]{1,12})")


def link(context: Context, bearer: str | None) -> tuple[str, datetime]:
    """The token of the page's address, and until when it opens; it dies with the session that asked.

    Raises Unauthenticated ``token_required`` for a caller whom the context does not know.
    """
    session = context.keys.read(READER_TOKEN, bearer) if bearer and context.reader else None
    if session is None:
        raise Unauthenticated("token_required")
    until = context.now + GOOD_FOR
    return context.keys.token(_PURPOSE, f"{session}~{int(until.timestamp())}"), until


def opened(keys: Keys, token: str, now: datetime) -> tuple[Reader, ReaderToken]:
    """The reader whose page a token opens, and the session that asked for it.

    Raises NotFound ``own_page_closed``, whatever it is that is not right.
    """
    match = _SUBJECT.fullmatch(keys.read(_PURPOSE, token) or "")
    if match is None or datetime.fromtimestamp(int(match[2]), UTC) < now:
        raise NotFound("own_page_closed")
    session = db.session.scalar(
        select(ReaderToken).where(ReaderToken.public_id == match[1], ReaderToken.revoked_at.is_(None))
    )
    if session is None:
        raise NotFound("own_page_closed")
    return db.session.get_one(Reader, session.reader_id), session


def sessions(reader: Reader) -> list[ReaderToken]:
    """The reader's sessions that have not ended, newest first."""
    mine = select(ReaderToken).where(ReaderToken.reader_id == reader.id, ReaderToken.revoked_at.is_(None))
    return list(db.session.scalars(mine.order_by(ReaderToken.id.desc())))


def end_session(reader: Reader, public_id: str, now: datetime) -> None:
    """End one of the reader's sessions. Repeating it changes nothing."""
    row = db.session.scalar(
        select(ReaderToken).where(ReaderToken.reader_id == reader.id, ReaderToken.public_id == public_id)
    )
    if row is not None:
        row.revoked_at = row.revoked_at or now
