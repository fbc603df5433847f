"""Asks somebody to join the desk of a site; the link in it is signed, and good once within its time."""

from commentsvc.domain import mail_address
from commentsvc.jobs.letters import Letter
from commentsvc.jobs.work import Work
from commentsvc.queries import desk_people
from commentsvc.services import contacts, invitations
from commentsvc.services.mail import Audience

AUDIENCE = Audience.STAFF
TOPIC = None


def build(work: Work) -> Letter | None:
    """The invitation, unless it was taken up or revoked meanwhile."""
    context = work.context()
    row = invitations.by_id(context, work.payload["args"]["invitation"])
    address = mail_address.read(context.keys.unseal(row.address) or "") if row is not None else None
    if address is None:
        return None
    values = {
        "inviter": desk_people.name_of(row.invited_by_id),
        "join_url": f"{work.runtime.settings.base_url}/desk/invitation/{invitations.token(context.keys, row)}",
    }
    return Letter(contacts.at_address(context, address, row.language), values)
