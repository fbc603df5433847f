"""Links are what spam and phishing live on: a comment with one waits for a person."""

from commentsvc.domain.moderation import HeldReason, Status, Verdict
from commentsvc.services.screening.draft import Draft
from commentsvc.services.screening.link_places import counting, found


def check(draft: Draft) -> Verdict | None:
    """Hold a comment that has at least one link, but for those to hosts that are free."""
    links = counting(draft) if draft.settings.hold_links else ()
    return Verdict(Status.PENDING, HeldReason.LINK, found(draft, HeldReason.LINK, links)) if links else None
