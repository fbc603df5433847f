"""The desk's words for correction reports: by when, where the words are now, in which order."""

from flask_babel import format_timedelta
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from commentsvc.web.dashboard.desk import blueprint
from commentsvc.web.request_context import now

ORDERS = {
    "oldest": _l("Oldest first"),
    "newest": _l("Newest first"),
    "due": _l("Due first"),
    "weight": _l("Heaviest first"),
    "article": _l("Article by article"),
}
FOUND = {
    "exact": _l("The words stand there unchanged."),
    "moved": _l("The words stand there unchanged, at another place."),
    "changed": _l("The place reads otherwise now:"),
    "uncertain": _l("Where the words stand now is not certain."),
    "gone": _l("The words are no longer in the article."),
}
# How sure the place is, from a score of 0 to 1.
_SURE = ((0.95, _l("certain")), (0.75, _l("quite certain")), (0.0, _l("not certain")))


def is_late(report) -> bool:
    """Whether a report should have been decided by now."""
    return report.due_at is not None and report.due_at < now()


def due_words(report) -> str:
    """By when a report is to be decided, or for how long it has been late."""
    left = report.due_at - now()
    span = format_timedelta(abs(left), granularity="minute", threshold=1.5)
    return _("late by %(span)s", span=span) if left.total_seconds() < 0 else _("due in %(span)s", span=span)


def found_words(report) -> str:
    """Where the words of a report stand in the article as it is now, and how certain that is."""
    told = str(FOUND[report.found])
    if report.found_score is None or report.found in ("gone", "uncertain"):
        return told
    sure = next(str(name) for least, name in _SURE if report.found_score >= least)
    return f"{told} ({sure})" if not told.endswith(":") else f"{told[:-1]} ({sure}):"


@blueprint.context_processor
def _for_cards() -> dict:
    return {"due_words": due_words, "found_words": found_words, "is_late": is_late, "report_orders": ORDERS}
