"""Where a site or a thread is pre-moderated, every comment waits."""

from commentsvc.domain.moderation import HeldReason, Status, Verdict
from commentsvc.services.screening.draft import Draft


def check(draft: Draft) -> Verdict | None:
    """Hold everything on a site, or in a thread, that asks for it."""
    if draft.settings.pre_moderate:
        return Verdict(Status.PENDING, HeldReason.PRE_MODERATION)
    return Verdict(Status.PENDING, HeldReason.PRE_MODERATED_THREAD) if draft.thread_pre_moderated else None
