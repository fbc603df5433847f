"""A comment that is mostly links is rarely about the article."""

from commentsvc.domain.moderation import HeldReason, Status, Verdict
from commentsvc.services.screening.draft import Draft
from commentsvc.services.screening.link_places import counting, found


def check(draft: Draft) -> Verdict | None:
    """Hold a comment with more links than the site wants (``links_max``; 0: as many as they like)."""
    most = draft.settings.links_max
    links = counting(draft) if most and len(draft.body.links) > most else ()
    if len(links) <= most:
        return None
    return Verdict(Status.PENDING, HeldReason.TOO_MANY_LINKS, found(draft, HeldReason.TOO_MANY_LINKS, links))
