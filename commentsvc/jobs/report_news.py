"""News about a correction report: who is told of a decision, and what the mail is written from."""

from datetime import datetime, timedelta

from commentsvc.db import unit_of_work
from commentsvc.domain.correction_states import SEEN_BY_READER, State
from commentsvc.jobs.letters import Letter
from commentsvc.jobs.work import Work
from commentsvc.queries import notices, report_mails
from commentsvc.services import contacts, corrections, mail

# An editor who pressed the wrong key has so long to undo it before anybody is told.
SECOND_THOUGHTS = timedelta(minutes=2)
# What ends the matter, or asks the sender something. The rest is a step on the way.
_OUTCOMES = ("corrected", "not_changed", "needs_information")


def tell_sender(work: Work) -> None:
    """A report changed its state (``CorrectionDecided``): ask for the mail to its sender, if they see a difference.

    Nobody is told what they did themselves, and a sender of spam is not told anything.
    """
    before, after = (State(work.payload[name]) for name in ("from_state", "to_state"))
    status = SEEN_BY_READER[after]
    if status == SEEN_BY_READER[before] or after in (State.WITHDRAWN, State.SPAM):
        return
    if before is State.NEEDS_INFORMATION and after is State.VERIFYING:
        # The sender has answered.
        return
    kind = "report_outcome" if status in _OUTCOMES else "report_progress"
    with unit_of_work():
        context = work.context()
        for contact in contacts.of_report(context, work.payload["report"]):
            mail.queue(
                context,
                kind,
                f"{work.key}:{contact.id}",
                contact_id=contact.id,
                args={"decided_at": work.occurred_at.isoformat()},
                due_at=work.occurred_at + SECOND_THOUGHTS,
            )


def letter(work: Work) -> Letter | None:
    """What is to be told of a report now; None when somebody has decided anew since, who will tell it."""
    context = work.context()
    contact = contacts.by_id(context, work.payload["contact"])
    found = contact and contact.report_id and report_mails.to_tell(context.site.id, contact.report_id)
    to = found and contacts.recipient(context, contact)
    if not to:
        return None
    report = found.report
    if report_mails.changed_after(report, datetime.fromisoformat(work.payload["args"]["decided_at"])):
        return None
    token = corrections.token(context.keys, report.public_id)
    values = {
        "status": SEEN_BY_READER[State(report.state)],
        "report": report,
        "headline": found.headline,
        "notice": notices.of_report(report.id),
        "status_url": f"{work.runtime.settings.base_url}/report/{token}?lang={to.language}",
    }
    return Letter(to, values, conversation=f"report:{report.public_id}")


HANDLERS = {"tell_report_sender": tell_sender}
LISTENS = {"CorrectionDecided": ("tell_report_sender",)}
