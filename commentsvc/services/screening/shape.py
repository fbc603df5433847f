"""What is shouted, drawn out, covered with marks or made of signs is seldom an argument."""

from commentsvc.domain.moderation import Finding, HeldReason, Status, Verdict
from commentsvc.domain.shape import oddities
from commentsvc.services.screening.draft import Draft


def check(draft: Draft) -> Verdict | None:
    """Hold a comment whose looks are odd (``domain.shape``)."""
    odd = oddities(draft.source) if draft.settings.hold_shape else []
    found = tuple(Finding(HeldReason.SHAPE, one.start, one.end, detail=str(one.shape)) for one in odd)
    return Verdict(Status.PENDING, HeldReason.SHAPE, found) if found else None
