"""A moderator wants to see everything that this reader writes; the reader knows it."""

from commentsvc.domain.moderation import HeldReason, Status, Verdict
from commentsvc.services.screening.draft import Draft


def check(draft: Draft) -> Verdict | None:
    """Hold every comment of a reader whose comments always wait."""
    return Verdict(Status.PENDING, HeldReason.ALWAYS_HELD) if draft.standing.held else None
