"""Something waits at the desk: whoever of the newsroom asked for it is told by mail, everything new in one."""

from datetime import timedelta
from functools import partial

from commentsvc.db import unit_of_work
from commentsvc.domain.alert_queues import LAG, Queue, queue_of
from commentsvc.domain.webhook_events import Fact
from commentsvc.jobs.work import Work
from commentsvc.queries import alert_queues, desk_scope
from commentsvc.queries import sites as site_queries
from commentsvc.services import sites, staff_alerts
from commentsvc.services.context import Context


def tell(name: str, work: Work) -> None:
    """An event of that name happened: have a mail written to those who want to know of what it put into a queue."""
    queue = queue_of(Fact(name, work.key, work.payload, work.occurred_at))
    if queue is None:
        return
    for alert_id in staff_alerts.wanting(work.site_id, queue, work.now):
        with unit_of_work():
            context = work.context()
            alert = staff_alerts.lock(context, alert_id)
            if alert is not None:
                staff_alerts.plan(context, alert)


def look_for_overdue(work: Work) -> None:
    """Tell those who want to know of it what has waited for too long; looked for on every site in turn."""
    for slug, _name in site_queries.names():
        site_id = sites.get(slug).id
        for alert_id in staff_alerts.wanting(site_id, Queue.OVERDUE, work.now):
            with unit_of_work():
                _plan_if_overdue(Context(sites.by_id(site_id), work.now, work.runtime.keys), alert_id)


def _plan_if_overdue(context: Context, alert_id: int) -> None:
    alert = staff_alerts.lock(context, alert_id)
    found = alert and staff_alerts.recipient(alert)
    if not found:
        return
    person, place = found
    sight = desk_scope.sight(context.site.id, person.id, person.name, place.role, place.sections)
    if alert_queues.any_overdue(context.site.id, sight, alert.told_until, context.now + LAG):
        staff_alerts.plan(context, alert)


_EVENTS = ("CommentPosted", "CommentModerated", "CommentFlagged", "CorrectionReported", "RaidSeen")
HANDLERS = {f"staff_alerts.{name}": partial(tell, name) for name in _EVENTS}
LISTENS = {name: (f"staff_alerts.{name}",) for name in _EVENTS}
WANTED = {f"staff_alerts.{name}": staff_alerts.any_on for name in _EVENTS}
HANDLERS |= {"staff_alerts.overdue": look_for_overdue}
EVERY = {"staff_alerts.overdue": timedelta(minutes=30)}
