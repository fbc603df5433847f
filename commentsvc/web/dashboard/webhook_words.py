"""Webhooks in the desk's words: what they are told of, and what became of it."""

from flask_babel import lazy_gettext as _l

from commentsvc.web.messages import error_text

KINDS = {"signed": _l("Signed messages"), "chat": _l("Moderators’ chat")}
TYPES = {
    "comment.posted": _l("A comment was posted"),
    "comment.edited": _l("A comment was changed by its author"),
    "comment.withdrawn": _l("A comment was withdrawn"),
    "comment.moderated": _l("A comment’s status was decided"),
    "comment.flagged": _l("A comment was flagged"),
    "thread.switched": _l("A thread was locked, closed or pre-moderated"),
    "thread.moved": _l("A thread moved with its article"),
    "thread.merged": _l("Two threads were merged"),
    "correction.reported": _l("A correction was reported"),
    "correction.decided": _l("A correction report was decided"),
    "notice.published": _l("A correction notice was published"),
    "notice.changed": _l("A correction notice was changed"),
    "notice.withdrawn": _l("A correction notice was withdrawn"),
    "raid.seen": _l("The service sees a raid"),
    "comment.held": _l("A comment waits for a moderator"),
    "webhook.test": _l("Test"),
}
STATES = {"waiting": _l("On its way"), "delivered": _l("Arrived"), "failed": _l("Failed")}
# Which of the desk's colours a state has.
COLOURS = {"waiting": "pending", "delivered": "approved", "failed": "rejected"}
PROBLEMS = frozenset(
    {
        "address_not_public",
        "answer_unreadable",
        "connection_failed",
        "host_unknown",
        "nothing_left",
        "port_refused",
        "receiver_gone",
        "redirected",
        "status_refused",
        "timed_out",
        "tls_failed",
        "webhook_off",
    }
)


def problem(code: str | None) -> str:
    """Why a delivery did not arrive; nothing for a code that is not about that."""
    return error_text(code, {}) if code in PROBLEMS else ""
