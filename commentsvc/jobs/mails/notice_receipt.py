"""Confirms that a notice of illegal content has arrived (Art. 16(4)), and asks whether the address is its owner's.

Anybody can leave anybody's address, so that this mail holds no word of the notice.
"""

from commentsvc.jobs.letters import Letter
from commentsvc.jobs.work import Work
from commentsvc.queries import content_notices as notice_queries
from commentsvc.services import contacts, content_notices
from commentsvc.services.mail import Audience

AUDIENCE = Audience.OWED
TOPIC = None


def build(work: Work) -> Letter | None:
    """The receipt, with the address of the status page; None when the notice or its address is gone."""
    context = work.context()
    contact = contacts.by_id(context, work.payload["contact"])
    row = contact and contact.content_notice_id and notice_queries.by_id(context.site.id, contact.content_notice_id)
    to = row and contacts.recipient(context, contact)
    if not to:
        return None
    base_url = work.runtime.settings.base_url
    token = content_notices.token(context.keys, row.public_id)
    confirmation = contacts.confirmation_token(context.keys, contact)
    values = {
        "notice": row,
        "count": len(notice_queries.seen_by_notifier(row).items),
        "until": row.due_at.astimezone(context.settings.zone),
        "zone": context.settings.time_zone,
        "status_url": f"{base_url}/report/legal/{token}?lang={to.language}",
        "confirm_url": f"{base_url}/mail/confirm/{confirmation}?lang={to.language}" if not to.verified else "",
    }
    return Letter(to, values, conversation=f"content-notice:{row.public_id}")
