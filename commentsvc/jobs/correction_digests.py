"""Each morning those who want it are told of the corrections that wait; seniors at once of what is about a person."""

from datetime import timedelta

from commentsvc.db import unit_of_work
from commentsvc.domain.correction_states import Kind
from commentsvc.jobs.work import Work
from commentsvc.queries import sites as site_queries
from commentsvc.services import correction_digests, sites
from commentsvc.services.context import Context


def plan_mornings(work: Work) -> None:
    """Ask for the morning's mails of each site where it is morning; each is asked for once."""
    for slug, _name in site_queries.names():
        site_id = sites.get(slug).id
        for alert_id in correction_digests.wanting(site_id):
            with unit_of_work():
                context = Context(sites.by_id(site_id), work.now, work.runtime.keys)
                correction_digests.plan(context, alert_id)


def tell_seniors(work: Work) -> None:
    """A report arrived (``CorrectionReported``): one of somebody whom the article is about goes to the seniors."""
    if work.payload["kind"] != Kind.ABOUT_ME:
        return
    with unit_of_work():
        correction_digests.tell_seniors(work.context(), work.payload["report"])


HANDLERS = {"correction_digests.morning": plan_mornings, "correction_digests.about_me": tell_seniors}
LISTENS = {"CorrectionReported": ("correction_digests.about_me",)}
EVERY = {"correction_digests.morning": timedelta(minutes=15)}
