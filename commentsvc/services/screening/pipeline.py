"""The checks in their order, and how their verdicts are taken together."""

from dataclasses import replace

from commentsvc.domain.moderation import Status, Verdict
from commentsvc.services.screening import (
    always_held,
    burst,
    length,
    link_count,
    link_host,
    links,
    listed_words,
    new_reader,
    pre_moderation,
    raid,
    recent_history,
    repeats,
    safety,
    shape,
    trap,
)
from commentsvc.services.screening.draft import Draft

APPROVED = Verdict(Status.APPROVED)

CHECKS = (
    pre_moderation.check,  # the newsroom's own wish comes first: nothing else needs to be said then
    always_held.check,  # a person decided about this author
    safety.check,  # whatever else may be said of it: nobody is to be put in danger
    listed_words.check,  # the newsroom's own word as well, and the only one that refuses by itself
    raid.check,  # while a raid is fended off, what new identities write
    link_host.check,  # the newsroom named these hosts
    length.check,  # and said how long a comment is to be
    trap.check,  # no person did that
    repeats.check,  # said already, here or by others
    link_count.check,  # mostly links
    links.check,  # the cheapest sign of spam
    shape.check,  # shouted, drawn out, or no words at all
    recent_history.check,  # refused several times of late
    new_reader.check,  # nobody here knows the writer yet
    burst.check,  # says most about the moment and least about the comment, so it comes last
)
SKIPPED_BY_TRUSTED = frozenset(
    one.check for one in (trap, repeats, link_count, links, shape, recent_history, new_reader, burst)
)
"""What only guesses at a stranger. Whatever the newsroom said holds for everybody: where it promises readers that each
comment is read first, each is."""


def examine(draft: Draft) -> Verdict:
    """The verdict of the first check that objects, with what all of them found; else approval.

    What one check refuses is refused, whatever else would let it wait. Nobody of the newsroom is screened.
    """
    if draft.by_staff:
        return APPROVED
    checks = [check for check in CHECKS if not (draft.standing.trusted and check in SKIPPED_BY_TRUSTED)]
    verdicts = [verdict for verdict in (check(draft) for check in checks) if verdict is not None]
    if not verdicts:
        return APPROVED
    decisive = next((verdict for verdict in verdicts if verdict.status is Status.REJECTED), verdicts[0])
    return replace(decisive, findings=tuple(finding for verdict in verdicts for finding in verdict.findings))
