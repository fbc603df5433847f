"""Asks the owner of an address that was left with a correction report whether it is theirs, and nothing else.

Anybody can leave anybody's address. So this mail holds no word of the report: nobody can make us carry theirs to a
stranger.
"""

from commentsvc.jobs.letters import Letter
from commentsvc.jobs.work import Work
from commentsvc.queries import report_mails
from commentsvc.services import contacts
from commentsvc.services.mail import Audience

AUDIENCE = Audience.CONFIRMATION
TOPIC = None


def build(work: Work) -> Letter | None:
    """The question, unless it has been answered or the report is gone."""
    context = work.context()
    contact = contacts.by_id(context, work.payload["contact"])
    if contact is None or contact.verified_at is not None or contact.report_id is None:
        return None
    to = contacts.recipient(context, contact)
    found = report_mails.to_tell(context.site.id, contact.report_id)
    if to is None or found is None:
        return None
    token = contacts.confirmation_token(context.keys, contact)
    confirm_url = f"{work.runtime.settings.base_url}/mail/confirm/{token}?lang={to.language}"
    values = {"headline": found.headline, "confirm_url": confirm_url}
    return Letter(to, values, conversation=f"report:{found.report.public_id}")
