"""The checks in their order, and how their verdicts are taken together."""

from dataclasses import replace

from commentsvc.domain.moderation import Status, Verdict
from commentsvc.services.screening import always_held, links, listed_words, pre_moderation, raid
from commentsvc.services.screening.draft import Draft

APPROVED = Verdict(Status.APPROVED)

CHECKS = (
    pre_moderation.check,  # the newsroom's own wish comes first: nothing else needs to be said then
    always_held.check,  # a person decided about this author
    listed_words.check,  # the newsroom's own word as well, and the only one that refuses by itself
    raid.check,  # while a raid is fended off, what new identities write
    links.check,  # the cheapest sign of spam
)
SKIPPED_BY_TRUSTED = frozenset({links.check})
"""What only guesses at a stranger. Whatever the newsroom said holds for everybody: where it promises readers that each
comment is read first, each is."""


def examine(draft: Draft) -> Verdict:
    """The verdict of the first check that objects, with what all of them found; else approval.

    What one check refuses is refused, whatever else would let it wait.
    """
    checks = [check for check in CHECKS if not (draft.standing.trusted and check in SKIPPED_BY_TRUSTED)]
    verdicts = [verdict for verdict in (check(draft) for check in checks) if verdict is not None]
    if not verdicts:
        return APPROVED
    decisive = next((verdict for verdict in verdicts if verdict.status is Status.REJECTED), verdicts[0])
    return replace(decisive, findings=tuple(finding for verdict in verdicts for finding in verdict.findings))
