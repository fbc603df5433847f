"""Rules tried on the last month before they are saved: how far the trial is, what it found, and saving them so."""

from dataclasses import dataclass

from flask import g, jsonify, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from commentsvc.db import unit_of_work
from commentsvc.domain.marking import marked
from commentsvc.domain.roles import Power
from commentsvc.queries import rule_trials as rows
from commentsvc.services import rule_trials
from commentsvc.web.dashboard.asked import public_id
from commentsvc.web.dashboard.comment_list import why_here
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs, unattended
from commentsvc.web.dashboard.presenting import body_html

# What became of the comments, the likeliest mistakes of the rules first.
FATES = {
    "approved": _l("You approved them"),
    "unseen": _l("They appeared, and nobody has looked at them"),
    "waiting": _l("They still wait for somebody"),
    "refused": _l("You refused them"),
}


@dataclass(frozen=True)
class Stopped:
    """A comment of the past that the rules decide otherwise, and why."""

    comment: object
    shown: Markup
    why: list[str]


@blueprint.get("/<site>/settings/screening/trials/<trial_id>")
@needs(Power.CONFIGURE)
def rule_trial(trial_id: str):
    """How far a trial is, or what it found."""
    trial = rule_trials.find(g.site.id, trial_id)
    return render_template(
        "dashboard/rule_trial.html",
        trial=trial,
        asked=trial.asked,
        back=_form_of(trial),
        fates=FATES,
        more=_listed(trial, "more"),
        less=_listed(trial, "less"),
        days=rule_trials.DAYS,
        most=rule_trials.COMMENTS_MAX,
    )


@blueprint.get("/<site>/settings/screening/trials/<trial_id>/progress")
@needs(Power.CONFIGURE)
@unattended
def rule_trial_progress(trial_id: str):
    """How far a trial is, for the page that waits for it."""
    trial = rule_trials.find(g.site.id, trial_id)
    return jsonify(going=trial.state == "waiting", done=trial.seen, total=trial.total, told="")


def begun(asked: dict):
    """Begin a trial and go to its page. Raises Invalid for settings that are none."""
    with unit_of_work():
        trial_id = rule_trials.ask(at_desk().context(), at_desk().user_id, asked).public_id
    return redirect(url_for("dashboard.rule_trial", trial_id=trial_id), 303)


def typed_in_trial(kind: str, list_id: str = "") -> dict | None:
    """What was typed for the trial that the address names (``trial``); None where it names none of this form."""
    asked = public_id(request.args.get("trial", ""))
    if not asked:
        return None
    trial = rule_trials.find(g.site.id, asked)
    fits = trial.asked["kind"] == kind and trial.asked.get("list", "") == list_id
    return dict(trial.asked["form"]) if fits else None


def _form_of(trial) -> str:
    """The form that was tried, as it was filled in."""
    asked = trial.asked
    if asked["kind"] == rule_trials.SETTINGS:
        return url_for("dashboard.screening_settings", trial=trial.public_id)
    if asked["list"]:
        return url_for("dashboard.word_list", list_id=asked["list"], trial=trial.public_id)
    return url_for("dashboard.word_list_page", trial=trial.public_id)


def _listed(trial, side: str) -> dict[str, list[Stopped]]:
    listed = trial.result.get(side, {})
    found = rows.comments(g.site.id, [one[0] for some in listed.values() for one in some])
    return {
        fate: [_stopped(found[one[0]], *one[1:]) for one in listed[fate] if one[0] in found]
        for fate in FATES
        if listed.get(fate)
    }


def _stopped(comment, reason: str | None, findings: list[dict]) -> Stopped:
    quoted = [comment.source[one["start"] : one["end"]] for one in findings if one.get("start") is not None]
    return Stopped(comment, body_html(marked(comment.body, quoted)), why_here(_Objected(reason, findings)))


@dataclass(frozen=True)
class _Objected:
    """Why a rule objects, in the form in which comments carry it."""

    reason: str | None
    findings: list[dict]
