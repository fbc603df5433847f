"""Where a site, a section or a thread is pre-moderated, every comment waits."""

from commentsvc.domain.moderation import HeldReason, Status, Verdict
from commentsvc.services.screening.draft import Draft


def check(draft: Draft) -> Verdict | None:
    """Hold everything on a site, in a section of the newspaper, or in a thread, that asks for it."""
    reason = _reason(draft)
    return Verdict(Status.PENDING, reason) if reason else None


def _reason(draft: Draft) -> HeldReason | None:
    if draft.settings.pre_moderate:
        return HeldReason.PRE_MODERATION
    if draft.thread_pre_moderated:
        return HeldReason.PRE_MODERATED_THREAD
    closed_to_most = draft.section is not None and draft.section in draft.settings.pre_moderated_sections
    return HeldReason.PRE_MODERATED_SECTION if closed_to_most else None
