"""The house rules of a site as everybody may read them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from commentsvc.db import db
from commentsvc.domain.correction_text import difference
from commentsvc.models.house_rules import RulesVersion


@dataclass(frozen=True)
class Edition:
    """One version: its text, since when and until when (None: now) it held, and what it changed, word by word
    (``domain.correction_text.difference``; nothing for the first).
    """

    number: int
    text: str
    summary: str
    starts_at: datetime
    ends_at: datetime | None
    steps: list[tuple[str, str]]


def count(site_id: int) -> int:
    """How many versions there are."""
    return db.session.scalar(select(func.count()).where(RulesVersion.site_id == site_id))


def newest(site_id: int, most: int, below: int | None = None) -> list[Edition]:
    """So many versions, newest first, from the one before ``below`` on."""
    wanted = select(RulesVersion).where(RulesVersion.site_id == site_id)
    if below is not None:
        # And the one above, whose beginning is the first one's end.
        wanted = wanted.where(RulesVersion.number <= below)
    rows = list(db.session.scalars(wanted.order_by(RulesVersion.number.desc()).limit(most + 2)))
    ends = {row.number - 1: row.starts_at for row in rows}
    before = {row.number + 1: row.text for row in rows}
    return [
        Edition(
            row.number,
            row.text,
            row.summary,
            row.starts_at,
            ends.get(row.number),
            difference(before[row.number], row.text) if row.number in before else [],
        )
        for row in rows
        if below is None or row.number < below
    ][:most]


def of_number(site_id: int, number: int) -> RulesVersion | None:
    """One version."""
    return db.session.scalar(select(RulesVersion).where(RulesVersion.site_id == site_id, RulesVersion.number == number))
