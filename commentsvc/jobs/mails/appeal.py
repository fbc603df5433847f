"""Tells an author what became of an appeal."""

from commentsvc.domain.appeals import AppealState
from commentsvc.domain.errors import NotFound
from commentsvc.domain.mail_topics import DECISION
from commentsvc.jobs.letters import Letter, statement_link
from commentsvc.jobs.work import Work
from commentsvc.queries import statements
from commentsvc.services import appeals, consents, contacts
from commentsvc.services.mail import Audience

AUDIENCE = Audience.VERIFIED
TOPIC = DECISION


def build(work: Work) -> Letter | None:
    """The outcome as it stands; None when it was taken back at once, or the account is gone."""
    context, args = work.context(), work.payload["args"]
    contact = contacts.by_id(context, work.payload["contact"])
    account = contact and contact.reader_id and consents.contact_of(contact.reader_id)
    to = account and contacts.recipient(context, contact)
    try:
        row = appeals.find(context, args["appeal"])
    except NotFound:
        return None
    if not to or row.reader_id != contact.reader_id or row.version != args["version"] or row.state == AppealState.OPEN:
        return None
    public_id = statements.of_appeal(row)
    return Letter(to, {"row": row, "statement": statement_link(work, public_id)}, conversation=f"appeal:{public_id}")
