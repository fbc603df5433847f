"""The checks in their order, and how their verdicts are taken together."""

from commentsvc.domain.moderation import Status, Verdict
from commentsvc.services.screening import links, pre_moderation
from commentsvc.services.screening.draft import Draft

APPROVED = Verdict(Status.APPROVED)

CHECKS = (
    pre_moderation.check,  # the newsroom's own wish comes first: nothing else needs to be said then
    links.check,  # the cheapest sign of spam
)


def examine(draft: Draft) -> Verdict:
    """The verdict of the first check that objects, else approval."""
    for check in CHECKS:
        verdict = check(draft)
        if verdict is not None:
            return verdict
    return APPROVED
