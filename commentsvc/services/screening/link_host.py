"""A newsroom knows the hosts that it wants to see first: those wait, whoever links there."""

from commentsvc.domain.link_hosts import leads_to
from commentsvc.domain.moderation import HeldReason, Status, Verdict
from commentsvc.services.screening.draft import Draft
from commentsvc.services.screening.link_places import found


def check(draft: Draft) -> Verdict | None:
    """Hold a comment with a link to one of the hosts that always wait (``link_hosts_held``)."""
    hosts = draft.settings.link_hosts_held
    links = [href for href in draft.body.links if leads_to(href, hosts)] if hosts else []
    return Verdict(Status.PENDING, HeldReason.LINK_HOST, found(draft, HeldReason.LINK_HOST, links)) if links else None
