"""The desk's words for background work: what the handlers do, and why some of it failed."""

from datetime import datetime

from flask_babel import format_timedelta
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from commentsvc.web.dashboard import webhook_words
from commentsvc.web.messages import error_text

HANDLERS = {
    "bulk": _l("A decision about many comments"),
    "tell_commenter": _l("News for the author of a comment that became a correction report"),
    "assign_report": _l("Who is to look at a new correction report"),
    "mail": _l("A mail"),
    "external_check": _l("Asking the external check about a comment"),
    "scorer": _l("Looking whether there is anything to learn from"),
    "scorer.learn": _l("Learning from decisions"),
    "scorer.estimate": _l("Estimating a comment"),
    "scorer.estimate_anew": _l("Estimating what waits"),
    "fetch_article": _l("Reading an article’s page"),
    "recheck_article": _l("Looking for the words of reports again"),
    "wish_for_page": _l("Looking which articles’ pages to read"),
    "wish_for_pages": _l("Looking which articles’ pages to read"),
    "tell_report_sender": _l("News for the sender of a correction report"),
    "webhooks.alert": _l("A message to a chat"),
    "webhooks.deliver": _l("A webhook’s delivery"),
}
# One for each type of event.
_OF_WEBHOOKS = "webhooks."
_OF_PAGES = ("page_moved", "page_not_html", "page_without_text")
CODES = {
    "interrupted": _l("The worker ended in the middle of it, each time"),
    "learning_failed": _l("The scorer could not learn"),
    "learning_timed_out": _l("Learning took too long"),
    "let_go": _l("Let go at the desk"),
    "mail_capped": _l("The site, or this mailbox, has had as much mail as is allowed for now"),
    "mail_content_postponed": _l("The mail server did not take the mail now"),
    "mail_content_refused": _l("The mail server does not want this mail"),
    "mail_folder_unwritable": _l("The folder for mails cannot be written to"),
    "mail_kind_unknown": _l("This version does not know this kind of mail"),
    "mail_recipient_postponed": _l("The mail server did not take mail for this address now"),
    "mail_recipient_refused": _l("The mail server does not take mail for this address"),
    "mail_recipient_unsupported": _l("The mail server knows no such addresses"),
    "mail_sender_postponed": _l("The mail server did not take mail from us now"),
    "mail_sender_refused": _l("The mail server does not take mail from our address"),
    "mail_server_lost": _l("The mail server hung up"),
    "mail_server_slow": _l("The mail server took too long"),
    "mail_server_unreachable": _l("The mail server was not reached"),
    "mail_sign_in_refused": _l("The mail server refused our name or password"),
    "mail_tls_failed": _l("The connection to the mail server could not be secured"),
    "mail_tls_not_offered": _l("The mail server offers no secured connection"),
    "unknown_handler": _l("This version does not know how to do it"),
}


def handler(name: str) -> str:
    """What a handler does, in words; one without words stands for itself."""
    if name in HANDLERS:
        return str(HANDLERS[name])
    return _("Telling webhooks of an event") if name.startswith(_OF_WEBHOOKS) else name


def code(name: str | None) -> str:
    """Why a job failed, where the code has words; else nothing: the code stands there anyway."""
    if name in _OF_PAGES:
        return error_text(name, {})
    return str(CODES.get(name, "")) or webhook_words.problem(name)


def until(at: datetime, moment: datetime) -> str:
    """How long it is from ``moment`` until something is due, in words."""
    if at <= moment:
        return _("at once")
    return format_timedelta(at - moment, granularity="second", add_direction=True)
