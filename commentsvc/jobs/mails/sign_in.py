"""The link by which a reader signs in, and the code to compare; nothing that anybody else has written."""

from commentsvc.domain import mail_address
from commentsvc.jobs.letters import Letter
from commentsvc.jobs.work import Work
from commentsvc.services import contacts, sign_in
from commentsvc.services.mail import Audience

# Somebody sits before the article and waits.
AUDIENCE = Audience.REQUESTED
TOPIC = None


def build(work: Work) -> Letter | None:
    """The link, unless it has been used or would come too late."""
    context = work.context()
    row = sign_in.still_wanted(context, work.payload["args"]["request"])
    address = row and mail_address.read(context.keys.unseal(row.address) or "")
    if not address:
        return None
    token = sign_in.link_token(context.keys, row.public_id)
    values = {
        "code": sign_in.shown_code(row),
        "link": f"{work.runtime.settings.base_url}/sign-in/{token}?lang={row.language}",
        "minutes": int(sign_in.GOOD_FOR.total_seconds()) // 60,
    }
    return Letter(contacts.at_address(context, address, row.language), values, conversation=f"sign-in:{row.public_id}")
