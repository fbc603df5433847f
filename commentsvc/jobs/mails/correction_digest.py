"""Tells one of the newsroom in the morning which corrections wait: numbers by kind, and never a word of a reader."""

from datetime import time

from commentsvc.db import unit_of_work
from commentsvc.domain import mail_address
from commentsvc.domain.local_time import next_at
from commentsvc.domain.mail_topics import DIGEST
from commentsvc.domain.roles import Power, may
from commentsvc.jobs.letters import Letter
from commentsvc.jobs.work import Retry, Work
from commentsvc.queries import correction_digest, desk_scope
from commentsvc.services import contacts, correction_digests, staff_alerts
from commentsvc.services.mail import Audience

AUDIENCE = Audience.ALERTED
TOPIC = DIGEST


def build(work: Work) -> Letter | None:
    """What waits now; None where nothing does, or for whoever decides about no reports here any more.

    Raises Retry for a person who sleeps by now.
    """
    with unit_of_work():
        context = work.context()
        alert = correction_digests.find(context, work.payload["args"]["alert"])
        found = alert and staff_alerts.recipient(alert)
        if not found or not may(found[1].role, Power.CORRECT_OWN):
            return None
        person, place = found
        awake = correction_digests.waking(context, alert, work.now)
        email, language = person.email, alert.language
    if awake > work.now:
        raise Retry("quiet_hours", awake - work.now)
    address = mail_address.read(email)
    sight = desk_scope.sight(context.site.id, person.id, person.name, place.role, place.sections)
    day_end = next_at(work.now, time(), context.settings.zone)
    counted = correction_digest.reports(context.site.id, sight, work.now, day_end)
    publishes = may(place.role, Power.PUBLISH)
    notices = correction_digest.waiting_notices(context.site.id, sight, person.id) if publishes else {}
    if address is None or not (counted or notices):
        return None
    values = {
        "counted": counted,
        "notices": notices,
        "desk": f"{work.runtime.settings.base_url}/desk/{context.site.slug}",
    }
    return Letter(contacts.at_address(context, address, language), values, conversation="corrections")
