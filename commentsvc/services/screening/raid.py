"""While a raid is fended off, what new identities write waits."""

from commentsvc.domain.moderation import HeldReason, Status, Verdict
from commentsvc.services.screening.draft import Draft


def check(draft: Draft) -> Verdict | None:
    """Hold what a new identity writes during a raid; who that is: ``services.raid_rules.is_new``."""
    return Verdict(Status.PENDING, HeldReason.RAID) if draft.raided else None
