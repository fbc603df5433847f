"""What the scorer has learnt from a site's decisions, version by version."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commentsvc.db import Base, PrimaryKey


class ScorerVersion(Base):
    """One turn of learning. ``state`` is the model (``domain.scorer``) in base64; only the newest version has one,
    since older ones may have learnt from what was erased meanwhile.

    It learnt from so many ``decisions`` of which so many ``refused``, made from ``first_at`` to ``last_at``;
    ``last_seq`` is the last of them in the site's log. ``figures``: how good it is (``domain.scorer_figures``).
    ``useful``: it orders better than chance; else nothing is estimated.
    """

    __tablename__ = "scorer_version"
    __table_args__ = (UniqueConstraint("site_id", "number"),)

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    number: Mapped[int]
    state: Mapped[str | None] = mapped_column(Text)
    useful: Mapped[bool] = mapped_column(default=False)
    decisions: Mapped[int]
    refused: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    last_seq: Mapped[int]
    figures: Mapped[dict]
    learnt_at: Mapped[datetime]
