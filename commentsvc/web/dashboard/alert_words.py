"""The queues of which one of the newsroom can be told by mail, in the desk's words."""

from flask_babel import lazy_gettext as _l

from commentsvc.domain.alert_queues import Queue

QUEUES = {
    Queue.HELD: _l("Held comments"),
    Queue.FLAGGED: _l("Flagged comments"),
    Queue.REPORTS: _l("New correction reports"),
    Queue.RAIDS: _l("Raids that the service sees"),
    Queue.OVERDUE: _l("What is overdue: comments after a day, reports when their time is over"),
}
