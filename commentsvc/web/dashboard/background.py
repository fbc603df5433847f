"""The background work of the site: what failed for good, and whether to try it again or to let it go."""

from flask import g, render_template, url_for

from commentsvc.db import unit_of_work
from commentsvc.domain.backoff import ATTEMPTS_MAX
from commentsvc.domain.roles import Power
from commentsvc.queries import background
from commentsvc.services import dead_letters
from commentsvc.web.dashboard import job_words, words
from commentsvc.web.dashboard.answers import decided, racing_for
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.dashboard.paging import listing
from commentsvc.web.request_context import now


@blueprint.get("/<site>/background")
@needs(Power.CONFIGURE)
def background_work():
    """What failed for good, and what is tried again by itself."""
    moment = now()
    dead, cursor = background.dead(g.site.id, listing("show", ("dead",), "dead", ()).after)
    return render_template(
        "dashboard/background.html",
        dead=dead,
        cursor=cursor,
        failing=background.failing(g.site.id),
        standing=background.standing(g.site.id, moment),
        counted=background.COUNTED,
        attempts_max=ATTEMPTS_MAX,
        job_words=job_words,
        moment=moment,
    )


@blueprint.post("/<site>/background/<job_id>/try-again")
@needs(Power.CONFIGURE)
def try_job_again(job_id: str):
    """Let a job that failed for good be tried anew."""
    return _decide(job_id, dead_letters.try_again)


@blueprint.post("/<site>/background/<job_id>/let-go")
@needs(Power.CONFIGURE)
def let_job_go(job_id: str):
    """Let a job that failed for good be forgotten."""
    return _decide(job_id, dead_letters.let_go)


def _decide(job_id: str, act):
    page = url_for("dashboard.background_work")
    with unit_of_work():
        context = at_desk().context()
        job = dead_letters.find(context, job_id)
        racing_for("job", job.id, -1, page)
        entry = act(context, job, at_desk().actor)
    return decided(entry, str(words.DONE[entry.action]), page, undo=False)
