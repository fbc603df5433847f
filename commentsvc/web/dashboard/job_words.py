"""The desk's words for background work: what the handlers do, and why some of it failed."""

from datetime import datetime

from flask_babel import format_timedelta
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

HANDLERS = {
    "mail": _l("A mail"),
    "webhook": _l("A webhook’s delivery"),
}
CODES = {
    "interrupted": _l("The worker ended in the middle of it, each time"),
    "let_go": _l("Let go at the desk"),
    "unknown_handler": _l("This version does not know how to do it"),
}


def handler(name: str) -> str:
    """What a handler does, in words; one without words stands for itself."""
    return str(HANDLERS.get(name, name))


def code(name: str | None) -> str:
    """Why a job failed, where the code has words; else nothing: the code stands there anyway."""
    return str(CODES.get(name, ""))


def until(at: datetime, moment: datetime) -> str:
    """How long it is from ``moment`` until something is due, in words."""
    if at <= moment:
        return _("at once")
    return format_timedelta(at - moment, granularity="second", add_direction=True)
