"""Undoing what the log tells of."""

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import LostRace, NotFound
from commentsvc.domain.moderation import Action, Actor
from commentsvc.domain.roles import Power
from commentsvc.queries import desk_log, desk_scope
from commentsvc.services import bulk, content_notice_decisions, log, moderation, report_decisions, sanctions
from commentsvc.services.content_notices import SUBJECT
from commentsvc.services.context import Context
from commentsvc.web.account.local_paths import desk_path
from commentsvc.web.dashboard.answers import decided, racing_for, wants_json
from commentsvc.web.dashboard.bulk import follow
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.dashboard.legal import require_whole_site
from commentsvc.web.dashboard.readers import require_reach


@blueprint.post("/<site>/log/<entry_id>/undo")
@needs(Power.LOOK)
def undo_entry(entry_id: str):
    """Undo one decision; takes the power that the decision took."""
    with unit_of_work():
        context = at_desk().context()
        entry = log.get(context, entry_id)
        if entry is None:
            raise NotFound()
        undone, others = _undo(context, entry)
    return _told(undone, others)


@blueprint.post("/<site>/undo")
@needs(Power.LOOK)
def undo_last():
    """Undo the person's own last decision that still stands."""
    with unit_of_work():
        context = at_desk().context()
        entry = desk_log.last_decision(context.site.id, at_desk().user_id)
        run = bulk.of_entry(entry) if entry is not None else None
        if run is not None:
            at_desk().require(Power.MODERATE)
            bulk.undo(context, run, at_desk().user_id)
            followed = run.id, run.public_id
        else:
            undone, others = _undo(context, entry) if entry is not None else (None, [])
    if run is not None:
        return follow(*followed)
    if undone is None:
        return _nothing()
    return _told(undone, others)


def _undo(context: Context, entry):
    if not desk_scope.covers_entry(entry, at_desk().sight):
        raise NotFound()
    report = entry.subject_type == "report"
    at_desk().require(_power_to_undo(entry))
    if entry.subject_type == sanctions.SUBJECT:
        require_reach(sanctions.kind_of(entry))
    racing_for(entry.subject_type, entry.subject_id, entry.subject_version, url_for("dashboard.log_page"))
    line = desk_log.one(context.site.id, entry.public_id)
    if not line.can_undo:
        raise LostRace("cannot_undo")
    if report:
        return report_decisions.undo_together(context, entry, at_desk().actor)
    if entry.subject_type == SUBJECT:
        require_whole_site()
        return content_notice_decisions.undo(context, entry, at_desk().actor), []
    return moderation.undo(context, entry, at_desk().actor), []


def _power_to_undo(entry) -> Power:
    """What it took to do it; but another's words are taken back by those who moderate."""
    if entry.subject_type == "report":
        return Power.CORRECT_OWN if at_desk().actor == Actor(entry.actor_type, entry.actor_id) else Power.CORRECT
    if entry.action in (Action.FEATURE, Action.UNFEATURE):
        return Power.PICK
    if entry.action == Action.POST and at_desk().actor == Actor(entry.actor_type, entry.actor_id):
        return Power.SPEAK
    return Power.MODERATE


@blueprint.context_processor
def _for_lines() -> dict:
    return {"may_undo": lambda entry: at_desk().may(_power_to_undo(entry))}


def _told(undone, others: list):
    subject = desk_log.one(g.site.id, undone.public_id).subject
    versions = {subject.public_id: subject.version} | {one.public_id: one.version for one in others}
    return decided(undone, _("Undone."), url_for("dashboard.log_page"), versions, undo=False)


def _nothing():
    message = _("There is nothing of yours to undo.")
    if wants_json():
        return {"message": message}, 409
    flash({"text": message, "undo": None}, "problem")
    return redirect(desk_path(request.form.get("next"), url_for("dashboard.log_page")), 303)
