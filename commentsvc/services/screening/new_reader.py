"""The first comments of somebody new are read before they appear."""

from commentsvc.domain.moderation import HeldReason, Status, Verdict
from commentsvc.services.screening.draft import Draft


def check(draft: Draft) -> Verdict | None:
    """Hold until ``new_reader_comments`` of the reader's comments were approved."""
    approved = draft.facts.approved
    wanted = draft.settings.new_reader_comments
    return Verdict(Status.PENDING, HeldReason.NEW_READER) if approved is not None and approved < wanted else None
