"""Tells one of the newsroom what waits at the desk: numbers and headlines, and never a word of a reader."""

from datetime import datetime

from commentsvc.db import unit_of_work
from commentsvc.domain import mail_address
from commentsvc.domain.alert_queues import Queue
from commentsvc.domain.mail_topics import ALERTS
from commentsvc.jobs.letters import Letter
from commentsvc.jobs.work import Work
from commentsvc.queries import alert_queues, desk_scope
from commentsvc.services import contacts, staff_alerts
from commentsvc.services.mail import Audience

AUDIENCE = Audience.ALERTED
TOPIC = ALERTS


def build(work: Work) -> Letter | None:
    """What waits now, if any of it is new; None for whoever works here no longer, or wants to sleep."""
    due = datetime.fromisoformat(work.payload["args"]["due"])
    with unit_of_work():
        context = work.context()
        alert = staff_alerts.lock(context, work.payload["args"]["alert"])
        found = alert and staff_alerts.recipient(alert)
        if not found:
            return None
        person, place = found
        if staff_alerts.sleeps(context, alert):
            staff_alerts.postpone(context, alert, due)
            return None
        span = staff_alerts.period(alert, due)
        queues = [Queue(name) for name in alert.queues]
        sight = desk_scope.sight(context.site.id, person.id, person.name, place.role, place.sections)
        waiting = alert_queues.waiting(context.site.id, sight, queues, *span) if span else {}
        if not any(one.fresh for one in waiting.values()):
            return None
        staff_alerts.told(alert, span)
        email, language = person.email, alert.language
    address = mail_address.read(email)
    if address is None:
        return None
    values = {
        "waiting": {str(queue): one for queue, one in waiting.items() if one.count},
        "fresh": sum(one.fresh for queue, one in waiting.items() if queue is not Queue.OVERDUE),
        "desk": f"{work.runtime.settings.base_url}/desk/{context.site.slug}",
    }
    return Letter(contacts.at_address(work.context(), address, language), values, conversation="alerts")
