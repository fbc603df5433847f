"""The answers to readers that a site keeps ready."""

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.models.answer import ReadyAnswer


def of_site(site_id: int) -> list[ReadyAnswer]:
    """All answers of a site in their order."""
    mine = select(ReadyAnswer).where(ReadyAnswer.site_id == site_id)
    return list(db.session.scalars(mine.order_by(ReadyAnswer.place, ReadyAnswer.id)))


def one(site_id: int, public_id: str) -> ReadyAnswer | None:
    """One of them."""
    return db.session.scalar(
        select(ReadyAnswer).where(ReadyAnswer.site_id == site_id, ReadyAnswer.public_id == public_id)
    )
