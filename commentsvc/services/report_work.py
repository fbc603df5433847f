"""The newsroom's work on a correction report, besides the decision itself."""

from datetime import datetime, timedelta

from commentsvc.domain.correction_states import Kind
from commentsvc.services.context import Context


def due(context: Context, kind: str) -> datetime:
    """By when the newsroom wants a report of this kind decided that arrives now (the site's ``due_hours…``)."""
    rules = context.settings
    hours = {
        Kind.TYPO: rules.due_hours_typo,
        Kind.WRONG_FACT: rules.due_hours_wrong_fact,
        Kind.ABOUT_ME: rules.due_hours_about_me,
    }
    return context.now + timedelta(hours=hours.get(Kind(kind), rules.due_hours))
