"""In a war a place, a number or a unit's name can kill: what tells one waits until somebody has looked at it."""

from commentsvc.domain.moderation import Finding, HeldReason, Status, Verdict
from commentsvc.domain.safety import details
from commentsvc.services.screening.draft import Draft


def check(draft: Draft) -> Verdict | None:
    """Hold a comment that tells a detail of the kinds that the site asks for."""
    found = details(draft.source, draft.settings.safety)
    if not found:
        return None
    places = tuple(Finding(HeldReason.SAFETY, one.start, one.end, detail=one.detail) for one in found)
    return Verdict(Status.PENDING, HeldReason.SAFETY, places)
