"""A correction report has arrived: it is given to whom it concerns. One that was a comment: its author is told."""

from commentsvc.db import unit_of_work
from commentsvc.domain.correction_states import SEEN_BY_READER, State
from commentsvc.domain.errors import NotFound
from commentsvc.domain.mail_topics import DECISION, Cadence, cadence
from commentsvc.jobs.work import Work
from commentsvc.queries import news
from commentsvc.services import consents, mail, notifications, report_states, report_work
from commentsvc.services.context import Context
from commentsvc.services.notifications import CORRECTED, REPORTED, News


def assign_report(work: Work) -> None:
    """Give a new report (``CorrectionReported``) to the author or the editor whom the rule names."""
    with unit_of_work():
        context = work.context()
        row = _report(context, work)
        if row is not None:
            report_work.assign_by_rule(context, row)


def tell_commenter(work: Work) -> None:
    """A report that was a comment was made (``CorrectionReported``) or led to a correction (``CorrectionDecided``)."""
    after = work.payload.get("to_state")
    if after is not None and SEEN_BY_READER[State(after)] != "corrected":
        return
    with unit_of_work():
        context = work.context()
        row = _report(context, work)
        commented = row is not None and row.comment_id is not None
        told = news.by_id(context.site.id, row.comment_id) if commented else None
        if told is not None and told.is_shown:
            kind = REPORTED if after is None else CORRECTED
            _tell(context, told, News(kind, f"{kind}:{row.public_id}", told.comment.id, work.occurred_at))


def _report(context: Context, work: Work):
    """The report that the event is about; None when it has gone."""
    try:
        return report_states.find(context, work.payload["report"])
    except NotFound:
        return None


def _tell(context: Context, told: news.Told, one: News) -> None:
    contact = consents.contact_of(told.comment.reader_id)
    if contact is None or not consents.has_agreed(contact):
        return
    wish = cadence(DECISION, contact.preferences, mail.blocked(context, contact.address_hash))
    if wish is not Cadence.NEVER:
        notifications.note(context, contact.id, one, wish)


HANDLERS = {"assign_report": assign_report, "tell_commenter": tell_commenter}
LISTENS = {"CorrectionReported": ("assign_report", "tell_commenter"), "CorrectionDecided": ("tell_commenter",)}
WANTED = {"tell_commenter": consents.any_account}
