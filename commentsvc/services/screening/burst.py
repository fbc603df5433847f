"""Far more than usual at once waits, so that a rush cannot publish itself; nothing is refused for it."""

from commentsvc.domain.moderation import Finding, HeldReason, Status, Verdict
from commentsvc.services.screening.draft import Draft

NETWORK, THREAD, SITE = "network", "thread", "site"


def check(draft: Draft) -> Verdict | None:
    """Hold what comes on top of too many from one network, or to a thread or site far above its pace."""
    settings, facts = draft.settings, draft.facts
    if settings.burst_network and (facts.from_network or 0) >= settings.burst_network:
        return _verdict(NETWORK)
    for detail, rush in ((THREAD, facts.thread_rush), (SITE, facts.site_rush)):
        if settings.burst_times and (rush or 0) >= settings.burst_times:
            return _verdict(detail)
    return None


def _verdict(detail: str) -> Verdict:
    return Verdict(Status.PENDING, HeldReason.BURST, (Finding(HeldReason.BURST, detail=detail),))
