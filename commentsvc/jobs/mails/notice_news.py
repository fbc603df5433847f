"""Tells who gave notice of illegal content what was decided, or what the newsroom asks (Art. 16(5))."""

from commentsvc.domain.legal import DECIDED_NOTICES, SEEN_BY_NOTIFIER, LegalState
from commentsvc.jobs.letters import Letter
from commentsvc.jobs.work import Work
from commentsvc.queries import content_notices as notice_queries
from commentsvc.services import contacts, content_notices
from commentsvc.services.mail import Audience

AUDIENCE = Audience.OWED
TOPIC = None


def build(work: Work) -> Letter | None:
    """How the notice stands; None when it has changed since, which is told in a mail of its own."""
    context = work.context()
    contact = contacts.by_id(context, work.payload["contact"])
    row = contact and contact.content_notice_id and notice_queries.by_id(context.site.id, contact.content_notice_id)
    to = row and contacts.recipient(context, contact)
    if not to or row.version != work.payload["args"]["version"]:
        return None
    token = content_notices.token(context.keys, row.public_id)
    values = {
        "notice": row,
        "status": SEEN_BY_NOTIFIER[LegalState(row.state)],
        "decided": LegalState(row.state) in DECIDED_NOTICES,
        "redress": context.settings.legal_redress,
        "status_url": f"{work.runtime.settings.base_url}/report/legal/{token}?lang={to.language}",
    }
    return Letter(to, values, conversation=f"content-notice:{row.public_id}")
