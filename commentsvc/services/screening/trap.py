"""What only a program does: it fills in a field that nobody sees, or sends at once what takes a person seconds."""

from commentsvc.domain.moderation import Finding, HeldReason, Status, Verdict
from commentsvc.services.screening.draft import Draft

HIDDEN_FIELD, TOO_SOON = "hidden_field", "too_soon"


def check(draft: Draft) -> Verdict | None:
    """Hold what came with the hidden field filled in, or within ``trap_seconds`` of opening the box.

    A client that says nothing of either is no program to be wary of: whoever writes by the API is known to be one.
    """
    if draft.settings.hold_hidden_field and draft.opening.filled:
        return _verdict(HIDDEN_FIELD)
    seconds = draft.opening.seconds
    return _verdict(TOO_SOON) if seconds is not None and seconds < draft.settings.trap_seconds else None


def _verdict(detail: str) -> Verdict:
    return Verdict(Status.PENDING, HeldReason.TRAP, (Finding(HeldReason.TRAP, detail=detail),))
