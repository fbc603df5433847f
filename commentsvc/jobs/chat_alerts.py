"""The words of a message to the moderators' chat, in the site's language.

Nothing that a reader wrote stands in it. What comes from elsewhere (the site's name, a headline) calls nobody and links
nowhere: see ``domain.chat_text``.
"""

from collections.abc import Iterable, Mapping

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from commentsvc.domain.chat_text import plain
from commentsvc.domain.webhook_events import ALERTS
from commentsvc.queries import alerts
from commentsvc.queries.alerts import Waiting
from commentsvc.services.context import Context

# Where each kind is dealt with at the desk.
_PLACES = {
    "raid.seen": "raid",
    "comment.held": "comments?queue=held",
    "comment.flagged": "comments?queue=flagged",
    "correction.reported": "reports?state=new",
}


def message(context: Context, told: Iterable[tuple[str, Mapping]], base_url: str) -> str | None:
    """One message for alerts, each a type and its event's payload; None when nothing of them is left to be done."""
    left = alerts.waiting(context.site.id, told)
    if not left:
        return None
    with force_locale(context.site.language):
        lines = [_line(kind, left[kind]) for kind in ALERTS if kind in left]
    desk = f"{base_url}/desk/{context.site.slug}"
    places = [f"{line} {desk}/{_PLACES[kind]}" for line, kind in zip(lines, filter(left.get, ALERTS), strict=True)]
    return "\n".join([plain(context.site.name), *places])


def trial(context: Context) -> str:
    """What shows that messages arrive."""
    with force_locale(context.site.language):
        return _("%(site)s: alerts for moderators will arrive here.", site=plain(context.site.name))


def _line(kind: str, left: Waiting) -> str:
    line = _LINES[kind](left.count)
    return f"{line} ({plain(left.headline)})" if left.headline else line


_LINES = {
    "raid.seen": lambda num: _("It looks like a raid: the service has begun raid mode."),
    "comment.held": lambda num: ngettext(
        "%(num)s comment waits for a moderator.", "%(num)s comments wait for a moderator.", num
    ),
    "comment.flagged": lambda num: ngettext(
        "Readers have flagged %(num)s comment.", "Readers have flagged %(num)s comments.", num
    ),
    "correction.reported": lambda num: ngettext(
        "%(num)s new correction report.", "%(num)s new correction reports.", num
    ),
}
