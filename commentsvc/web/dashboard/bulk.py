"""Decisions about many comments: a selection, or all of a list; looked at before, followed, undone as one."""

from dataclasses import replace

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import BadRequest

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Forbidden
from commentsvc.domain.moderation import Action
from commentsvc.domain.roles import Power
from commentsvc.queries import desk_bulk, desk_comment_list
from commentsvc.services import bulk
from commentsvc.web.account.local_paths import desk_path
from commentsvc.web.dashboard import words
from commentsvc.web.dashboard.answers import chosen, decided_many, looking
from commentsvc.web.dashboard.comment_choice import choice_of
from commentsvc.web.dashboard.comment_list import make_searchable
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs, unattended, wants_json

# So many rows are gathered in one unit of work.
_GATHERED = 2000


@blueprint.post("/<site>/comments/actions")
@needs(Power.MODERATE)
def act_on_comments():
    """One decision about a selection: ``comment`` is each time a public id and the version seen, ``id:version``."""
    action, reason = _action()
    seen = dict(chosen(text) for text in request.form.getlist("comment")[: bulk.AT_ONCE_MAX])
    rows = desk_comment_list.row_ids(looking(), list(seen))
    if not rows:
        flash({"text": _("Nothing was selected."), "undo": None}, "problem")
        return redirect(_back(), 303)
    with unit_of_work():
        context = at_desk().context()
        run = bulk.prepare(context, at_desk().user_id, {})
        bulk.add_items(run.id, [(row_id, seen[public_id]) for public_id, row_id in rows])
        bulk.begin(context, run, action, reason)
        run_id, public_id = run.id, run.public_id
    return follow(run_id, public_id)


@blueprint.post("/<site>/comments/everything")
@needs(Power.MODERATE)
def gather_comments():
    """Gather all of a list as it is now (its address as the form's fields), to be looked at before it is decided."""
    choice = replace(choice_of(request.form), order="oldest", after="")
    if choice.queue not in desk_comment_list.WORKED_OFF:
        raise BadRequest()
    make_searchable(choice)
    chosen = {"queue": choice.queue, **choice.narrowed}
    with unit_of_work():
        run = bulk.prepare(at_desk().context(), at_desk().user_id, chosen)
        run_id, public_id = run.id, run.public_id
    last, left = 0, bulk.ITEMS_MAX
    while left > 0:
        rows = desk_comment_list.versions(looking(), choice, last, min(_GATHERED, left))
        if not rows:
            break
        with unit_of_work():
            bulk.add_items(run_id, rows)
        last, left = rows[-1][0], left - len(rows)
    return redirect(url_for("dashboard.bulk_run", run_id=public_id), 303)


@blueprint.get("/<site>/bulk")
@needs(Power.MODERATE)
def bulk_runs():
    """The latest decisions about many comments."""
    return render_template("dashboard/bulk_runs.html", lines=desk_bulk.recent(looking()))


@blueprint.get("/<site>/bulk/<run_id>")
@needs(Power.MODERATE)
def bulk_run(run_id: str):
    """What a decision will be about, how far it is, or what came of it."""
    line = _line(run_id)
    prepared = line.run.state == "prepared"
    choice = choice_of(line.run.chosen)
    return render_template(
        "dashboard/bulk.html",
        line=line,
        run=line.run,
        choice=choice,
        only=desk_comment_list.narrowed_to(line.run.site_id, choice),
        samples=desk_bulk.samples(looking(), line.run) if prepared else [],
        told=_told(line.run),
        limit=bulk.ITEMS_MAX,
    )


@blueprint.get("/<site>/bulk/<run_id>/progress")
@needs(Power.MODERATE)
@unattended
def bulk_progress(run_id: str):
    """How far a run is, for the page that waits for it."""
    run = _line(run_id).run
    return jsonify(
        state=run.state,
        going=run.state in ("deciding", "undoing"),
        done=gone_through(run),
        total=_to_do(run),
        told=_told(run),
    )


@blueprint.post("/<site>/bulk/<run_id>/begin")
@needs(Power.MODERATE)
def begin_bulk(run_id: str):
    """Decide about everything that was gathered."""
    action, reason = _action()
    line = _line(run_id)
    with unit_of_work():
        context = at_desk().context()
        run = bulk.find(context, run_id)
        if run.user_id != at_desk().user_id:
            raise Forbidden()
        bulk.begin(context, run, action, reason)
    return follow(line.run.id, run_id)


@blueprint.post("/<site>/bulk/<run_id>/undo")
@needs(Power.MODERATE)
def undo_bulk(run_id: str):
    """Put back everything that a run has decided."""
    row_id = _line(run_id).run.id
    with unit_of_work():
        context = at_desk().context()
        bulk.undo(context, bulk.find(context, run_id), at_desk().user_id)
    return follow(row_id, run_id)


def gone_through(run) -> int:
    """How many comments of a run are behind it."""
    return run.put_back if run.state in ("undoing", "undone") else run.decided + run.passed_over


def _to_do(run) -> int:
    return run.decided if run.state in ("undoing", "undone") else run.total


def _line(run_id: str) -> desk_bulk.RunLine:
    return desk_bulk.one(looking(), run_id) or abort(404)


def follow(row_id: int, run_id: str):
    """Do a small run now, and go back to where one was; for a large one go to the page that follows it."""
    run = _line(run_id).run
    page = url_for("dashboard.bulk_run", run_id=run_id)
    if not bulk.is_small(run):
        return redirect(page, 303)
    more = True
    while more:
        with unit_of_work():
            more = bulk.step(at_desk().context(), row_id)
    run = _line(run_id).run
    undo = url_for("dashboard.undo_bulk", run_id=run_id) if run.state == "done" and run.decided else None
    if wants_json():
        return decided_many(_told(run), undo, desk_bulk.versions(run))
    flash({"text": _told(run), "undo": undo}, "done")
    return redirect(_back(), 303)


def _back() -> str:
    return desk_path(request.form.get("next"), url_for("dashboard.comment_queue"))


def _action() -> tuple[Action, str | None]:
    name, _colon, reason = request.form.get("action", "").partition(":")
    if name not in bulk.ACTIONS:
        raise BadRequest()
    return Action(name), reason or None


def _told(run) -> str:
    """What came of a run so far, in a sentence or two."""
    if run.action is None:
        return ""
    if run.state in ("undoing", "undone"):
        return ngettext("Put back: %(num)s comment.", "Put back: %(num)s comments.", run.put_back)
    told = f"{words.ACTIONS[run.action]}: " + ngettext("%(num)s comment.", "%(num)s comments.", run.decided)
    if not run.passed_over:
        return told
    left = ngettext(
        "%(num)s was left alone: it had changed meanwhile.",
        "%(num)s were left alone: they had changed meanwhile.",
        run.passed_over,
    )
    return f"{told} {left}"


@blueprint.context_processor
def _for_runs() -> dict:
    return {"gone_through": gone_through}
