"""Where a site pre-moderates, every comment waits."""

from commentsvc.domain.moderation import HeldReason, Status, Verdict
from commentsvc.services.screening.draft import Draft


def check(draft: Draft) -> Verdict | None:
    """Hold everything on a site that asks for it."""
    return Verdict(Status.PENDING, HeldReason.PRE_MODERATION) if draft.settings.pre_moderate else None
