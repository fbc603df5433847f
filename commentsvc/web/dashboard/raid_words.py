"""Raids in the desk's words: what is done against one, until when, and how the service knew it."""

import json

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from commentsvc.domain.raids import ANONYMOUS_STATES, RAID_STATES, SPIKE_MINUTES, Measures, Raid, Span
from commentsvc.web.messages import until_text

FIELDS = {"minutes": _l("Ends by itself after so many minutes"), "slow_seconds": _l("Seconds between two comments")}
_STATES = frozenset({*ANONYMOUS_STATES, *RAID_STATES})


def wrong(field: str) -> str:
    """What is wrong with a form in which nothing was chosen; "" for other fields."""
    return _("Please choose at least one measure.") if field == "measures" else ""


def measures(chosen: Measures) -> list[str]:
    """What is done, a phrase for each measure."""
    told = []
    if chosen.hold_new:
        told.append(_("comments of new identities wait for a moderator"))
    if chosen.slow_seconds:
        told.append(
            ngettext(
                "one comment per reader every %(num)s second in a discussion",
                "one comment per reader every %(num)s seconds in a discussion",
                chosen.slow_seconds,
            )
        )
    if chosen.damp:
        told.append(_("votes and flags of new identities are damped"))
    return told


def end(span: Span) -> str:
    """Until when."""
    return _("until %(moment)s", moment=until_text(span.until)) if span.until else _("until somebody ends it")


def told(entry, note: str) -> str:
    """What a row of the log about raids holds, in words; "" for any other row, and where the words are gone."""
    if entry.to_state not in _STATES or not note:
        return ""
    try:
        kept = json.loads(note)
        raid = Raid.read(kept) if "hold_new" in kept else None
        parts = [*(measures(raid.measures) if raid else ()), end(raid or Span.read(kept))]
    except (ValueError, KeyError, TypeError):
        return ""
    if "recent" in kept:
        seen = _(
            "%(recent)s comments in %(minutes)s minutes, %(new)s of them by new identities; usually %(usual)s",
            recent=kept["recent"],
            new=kept["new"],
            usual=kept["usual"],
            minutes=SPIKE_MINUTES,
        )
        parts.insert(0, seen)
    return "; ".join(str(part) for part in parts)
