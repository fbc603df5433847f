"""Whoever was refused several times of late is read first for a while."""

from commentsvc.domain.moderation import HeldReason, Status, Verdict
from commentsvc.services.screening.draft import Draft


def check(draft: Draft) -> Verdict | None:
    """Hold while ``refused_comments`` of the reader's comments were refused lately; 0 switches it off."""
    most = draft.settings.refused_comments
    held = most and (draft.facts.refused or 0) >= most
    return Verdict(Status.PENDING, HeldReason.RECENT_HISTORY) if held else None
