"""What is done with a correction report beside deciding: claim, assign, fold, take apart, note."""

from flask import flash, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import invalid
from commentsvc.domain.roles import Power
from commentsvc.services import comment_reports, comments, report_decisions, report_states, report_work, staff
from commentsvc.web.account.local_paths import desk_path
from commentsvc.web.dashboard import words
from commentsvc.web.dashboard.answers import decided, racing_for, seen_version
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs, wants_json
from commentsvc.web.dashboard.reports import require_deciding, with_others, within


@blueprint.post("/<site>/reports/<report_id>/claim")
@needs(Power.CORRECT_OWN)
def claim_report(report_id: str):
    """Have a report open, so that the others see it; pressed again, no longer."""
    require_deciding(report_id)
    with unit_of_work():
        context = at_desk().context()
        row = report_states.find(context, report_id)
        claimed = report_work.claim(context, row, at_desk().user_id)
    message = str(words.DONE["claim" if claimed else "release"])
    if wants_json():
        return jsonify(message=message, claimed=claimed)
    flash({"text": message, "undo": None}, "done")
    return redirect(desk_path(request.form.get("next"), url_for("dashboard.report", report_id=report_id)), 303)


@blueprint.post("/<site>/comments/<comment_id>/report")
@needs(Power.PICK)
def report_comment(comment_id: str):
    """Make a correction report of a comment; its author is told."""
    with unit_of_work():
        context = at_desk().context()
        row, is_new = comment_reports.make(context, comments.find(context, comment_id), at_desk().actor)
        page = url_for("dashboard.report", report_id=row.public_id)
    message = str(words.DONE["make_report"]) if is_new else _("There is a report of this comment already.")
    if wants_json():
        return jsonify(message=message, url=page)
    flash({"text": message, "undo": None, "url": page}, "done")
    return redirect(desk_path(request.form.get("next"), page), 303)


@blueprint.post("/<site>/reports/<report_id>/handling")
@needs(Power.CORRECT_OWN)
def handle_report(report_id: str):
    """Assign (``to``: a person's public id, or nothing), ``fold:ID``, unfold, or leave a note."""
    name, _colon, argument = request.form.get("handle", "").partition(":")
    if name not in _HANDLING:
        raise BadRequest()
    require_deciding(report_id)
    seen, page = seen_version(), url_for("dashboard.report", report_id=report_id)
    with unit_of_work():
        context = at_desk().context()
        row = report_states.find(context, report_id)
        racing_for("report", row.id, seen, page)
        entry, others = _HANDLING[name](context, row, seen, argument)
        versions = {one.public_id: one.version for one in (row, *others)}
    return decided(entry, with_others(name, len(others)), page, versions)


def _assign(context, row, seen: int, argument: str):
    named = argument or request.form.get("to", "")
    person = staff.by_public_id(named) if named else None
    if named and person is None:
        raise invalid("assignee", "unknown_person")
    note = request.form.get("note", "")
    return report_work.assign(context, row, person, at_desk().actor, seen_version=seen, note=note)


def _fold(context, row, seen: int, argument: str):
    into = within(context, argument)
    require_deciding(argument)
    return report_decisions.fold(context, row, into, at_desk().actor, seen_version=seen)


def _unfold(context, row, seen: int, argument: str):
    return report_decisions.unfold(context, row, at_desk().actor, seen_version=seen), []


def _note(context, row, seen: int, argument: str):
    text = request.form.get("note", "")
    return report_work.note(context, row, text, at_desk().actor, seen_version=seen), []


_HANDLING = {"assign": _assign, "fold": _fold, "unfold": _unfold, "note": _note}
