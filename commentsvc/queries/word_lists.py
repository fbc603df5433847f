"""A site's lists of words as the desk shows them."""

from dataclasses import dataclass

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.word_lists import parse
from commentsvc.models.word_list import WordList


@dataclass(frozen=True)
class ListLine:
    """One list, with how many entries it has and by how many forms of words they are found."""

    row: WordList
    entries: int
    forms: int


def of_site(site_id: int) -> list[ListLine]:
    """All lists of a site, oldest first."""
    rows = db.session.scalars(select(WordList).where(WordList.site_id == site_id).order_by(WordList.id))
    return [_line(row) for row in rows]


def one(site_id: int, public_id: str) -> ListLine | None:
    """One list of a site."""
    row = db.session.scalar(select(WordList).where(WordList.site_id == site_id, WordList.public_id == public_id))
    return _line(row) if row else None


def _line(row: WordList) -> ListLine:
    return ListLine(row, len(parse("text", row.text)), sum(map(len, row.forms.values())))
