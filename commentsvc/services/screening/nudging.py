"""Before it is posted, a writer is told what checks object to, and has one chance to choose other words."""

from enum import StrEnum

from sqlalchemy import Date, Integer, bindparam, text

from commentsvc.db import db
from commentsvc.domain.errors import Reconsider
from commentsvc.domain.moderation import Finding, HeldReason, Status, Verdict
from commentsvc.services.context import Context

NUDGED = frozenset(
    {
        HeldReason.LISTED_WORD,
        HeldReason.SAFETY,
        HeldReason.LINK,
        HeldReason.LINK_HOST,
        HeldReason.TOO_MANY_LINKS,
        HeldReason.SHAPE,
    }
)
"""Checks of the words themselves; about anything else a writer can do nothing."""


class Nudge(StrEnum):
    """What a client wants: to ``ASK`` first where there is something to be said, or, having ``TOLD`` it, to post."""

    ASK = "ask"
    TOLD = "told"


class Outcome(StrEnum):
    """What is counted: writers who were asked, those who then changed what was objected to, and those who did not."""

    ASKED = "asked"
    CHANGED = "changed"
    KEPT = "kept"


_COUNT = text(
    "INSERT INTO nudge_count (site_id, day, asked, changed, kept) VALUES (:site_id, :day, :asked, :changed, :kept) "
    "ON CONFLICT (site_id, day) DO UPDATE SET asked = nudge_count.asked + :asked, "
    "changed = nudge_count.changed + :changed, kept = nudge_count.kept + :kept"
).bindparams(bindparam("day", type_=Date()), *(bindparam(one.value, type_=Integer()) for one in Outcome))


def consider(context: Context, verdict: Verdict, source: str, nudge: Nudge | None) -> None:
    """Raise Reconsider where the site nudges, the client asks first, and checks object to the words of a text."""
    if nudge is None or not context.settings.nudge_writers:
        return
    found = objections(verdict)
    if nudge is Nudge.TOLD:
        count(context, Outcome.KEPT if found else Outcome.CHANGED)
    elif found:
        raise Reconsider(found, source, refused=verdict.status is Status.REJECTED)


def objections(verdict: Verdict) -> tuple[Finding, ...]:
    """What a writer can do something about; nothing where the comment would wait anyway."""
    if verdict.status is Status.PENDING and verdict.reason not in NUDGED:
        return ()
    return tuple(found for found in verdict.findings if found.check in NUDGED)


def count(context: Context, outcome: Outcome) -> None:
    """Add one to the numbers of the site's day: no words, and nobody's."""
    day = context.now.astimezone(context.settings.zone).date()
    numbers = {one.value: int(one is outcome) for one in Outcome}
    db.session.execute(_COUNT, {"site_id": context.site.id, "day": day, **numbers})
