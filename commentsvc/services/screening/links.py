"""Links are what spam and phishing live on: a comment with one waits for a person."""

from commentsvc.domain.moderation import HeldReason, Status, Verdict
from commentsvc.services.screening.draft import Draft


def check(draft: Draft) -> Verdict | None:
    """Hold a comment that has at least one link."""
    return Verdict(Status.PENDING, HeldReason.LINK) if draft.settings.hold_links and draft.body.links else None
