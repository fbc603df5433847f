"""The same words once more, from one reader or from many: a flood, or a campaign."""

from commentsvc.domain.moderation import Finding, HeldReason, Status, Verdict
from commentsvc.services.screening.draft import Draft

OWN, OF_OTHERS = "own", "of_others"


def check(draft: Draft) -> Verdict | None:
    """Hold nearly the same text by one reader within the hour, or by so many others (``repeats_of_many``)."""
    most = draft.settings.repeats_of_many
    if draft.settings.hold_repeats and draft.facts.repeats_own:
        return _verdict(OWN)
    return _verdict(OF_OTHERS) if most and (draft.facts.others_alike or 0) >= most else None


def _verdict(detail: str) -> Verdict:
    return Verdict(Status.PENDING, HeldReason.REPEAT, (Finding(HeldReason.REPEAT, detail=detail),))
