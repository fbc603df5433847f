"""Sentences of the readers' pages that are chosen by a code."""

from datetime import datetime, timedelta

from flask_babel import format_date, format_datetime, format_timedelta, gettext
from flask_babel import lazy_gettext as _

from commentsvc.domain.correction_states import Kind
from commentsvc.domain.filters import Filter
from commentsvc.domain.moderation import FlagReason
from commentsvc.domain.ranking import Order
from commentsvc.web.request_context import now

_RELATIVE_FOR = timedelta(days=30)

FILTERS = {None: _("All"), Filter.FEATURED: _("Editors’ picks"), Filter.STAFF: _("Newsroom")}
NOTHING_SELECTED = {
    Filter.FEATURED: _("No comment has been picked here."),
    Filter.STAFF: _("The newsroom has not written here."),
}

SORTS = {Order.BEST: _("Best"), Order.OLDEST: _("Oldest"), Order.NEWEST: _("Newest")}

FLAG_REASONS = {
    FlagReason.OFFENSIVE: _("Offensive language"),
    FlagReason.ABUSIVE: _("Attacks a person or a group"),
    FlagReason.SPAM: _("Advertising or spam"),
    FlagReason.OFF_TOPIC: _("Has nothing to do with the article"),
    FlagReason.MISINFORMATION: _("False or misleading"),
    FlagReason.ILLEGAL: _("Illegal"),
    FlagReason.PERSONAL_DATA: _("Reveals private data"),
    FlagReason.DISAGREE: _("I disagree with it"),
    FlagReason.OTHER: _("Something else"),
}

KINDS = {
    Kind.TYPO: _("Typo"),
    Kind.WRONG_FACT: _("Wrong fact"),
    Kind.NAME_OR_NUMBER: _("Name or number"),
    Kind.UNCLEAR: _("Unclear"),
    Kind.BROKEN_LINK_OR_MEDIA: _("Broken link or media"),
    Kind.TRANSLATION: _("Translation"),
    Kind.ABOUT_ME: _("It is about me"),
    Kind.OTHER: _("Something else"),
}

# What an action that has just been done says on the page it leads to.
DONE = {
    "posted": _("Your comment has been posted."),
    "held": _("Thank you. A moderator will look at your comment before it appears."),
    "flagged": _("Thank you. The moderators have been told."),
    "withdrawn": _("Your comment has been withdrawn."),
    "edited": _("Your comment has been changed."),
}


def when(moment: datetime) -> str:
    """A moment for people: how long ago, or the date where that says more."""
    passed = now() - moment
    if passed < timedelta(minutes=1):
        return gettext("just now")
    if passed > _RELATIVE_FOR:
        return format_date(moment, "long")
    return format_timedelta(-passed, add_direction=True)


def on_day(moment: datetime) -> str:
    """The day of a moment, in full."""
    return format_date(moment, "long")


def exactly(moment: datetime) -> str:
    """A moment for people who want to know, in UTC."""
    return gettext("%(moment)s UTC", moment=format_datetime(moment, "medium"))
