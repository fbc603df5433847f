"""Tells a senior at once that somebody says an article is about them: headline and clock, no word of theirs."""

from commentsvc.domain import mail_address
from commentsvc.domain.mail_topics import ABOUT_ME
from commentsvc.jobs.letters import Letter
from commentsvc.jobs.work import Work
from commentsvc.queries import correction_digest
from commentsvc.services import contacts, correction_digests, staff_alerts
from commentsvc.services.mail import Audience

AUDIENCE = Audience.ALERTED
TOPIC = ABOUT_ME


def build(work: Work) -> Letter | None:
    """None where it is decided by now, or the person is no senior here any more."""
    context, args = work.context(), work.payload["args"]
    person = next((one for one in correction_digests.seniors(context.site.id) if one.id == args["person"]), None)
    found = person and correction_digest.about_me(context.site.id, args["report"])
    address = found and mail_address.read(person.email)
    if not address:
        return None
    headline, due_at, came_at = found
    chosen = staff_alerts.chosen(context.site.id, person.id)
    language = chosen.language if chosen is not None else context.site.language
    values = {
        "headline": headline,
        "hours": round((due_at - came_at).total_seconds() / 3600) if due_at else None,
        "until": due_at.astimezone(context.settings.zone) if due_at else None,
        "zone": context.settings.time_zone,
        "report_url": f"{work.runtime.settings.base_url}/desk/{context.site.slug}/reports/{args['report']}",
    }
    return Letter(contacts.at_address(context, address, language), values, conversation=f"about:{args['report']}")
