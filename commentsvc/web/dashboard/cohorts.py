"""Groups of comments that look organised: gathered by one press into a decision about many."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import BadRequest

from commentsvc.db import unit_of_work
from commentsvc.domain.cohorts import SHOWN, CohortKind
from commentsvc.domain.roles import Power
from commentsvc.queries import cohorts
from commentsvc.services import bulk
from commentsvc.web.dashboard.answers import looking
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs

KINDS = {
    CohortKind.ALIKE: _l("Nearly the same words"),
    CohortKind.BORN: _l("Readers who came at the same time, in one discussion"),
    CohortKind.NETWORK: _l("Guests of one network"),
}


@blueprint.post("/<site>/raid/cohorts")
@needs(Power.MODERATE)
def gather_cohort():
    """Gather a group as it is now, to be looked at before it is decided."""
    kind, key = request.form.get("kind", ""), request.form.get("key", "")
    if kind not in set(CohortKind):
        raise BadRequest()
    found = cohorts.one(looking(), CohortKind(kind), key)
    if found is None:
        flash({"text": _("Nothing is left of this group."), "undo": None}, "problem")
        return redirect(url_for("dashboard.raid_page"), 303)
    with unit_of_work():
        run = bulk.prepare(at_desk().context(), at_desk().user_id, {})
        bulk.add_items(run.id, sorted((one.comment, one.version) for one in found.traces))
        public_id = run.public_id
    return redirect(url_for("dashboard.bulk_run", run_id=public_id), 303)


@blueprint.context_processor
def _for_pages() -> dict:
    return {"cohorts_now": lambda: cohorts.latest(looking())[:SHOWN], "cohort_kinds": KINDS}
