"""The person's own account: where they are signed in, and their password."""

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from commentsvc.db import unit_of_work
from commentsvc.queries import desk_sessions
from commentsvc.services import staff_sessions
from commentsvc.web.dashboard.desk import blueprint, needs
from commentsvc.web.request_context import now, runtime


@blueprint.get("/account/")
@needs(None)
def own_account():
    """Sessions of one's own, each with a way to end it."""
    sessions = desk_sessions.living(g.person.id, now(), runtime().settings.staff_idle_minutes)
    return render_template("account/own.html", sessions=sessions, present=g.staff_session.public_id)


@blueprint.post("/account/sessions/<session_id>/end")
@needs(None)
def end_own_session(session_id: str):
    """End one session of one's own; repeating it changes nothing."""
    with unit_of_work():
        staff_sessions.end_of(g.person.id, session_id, now())
    return _back(_("The session is ended."))


@blueprint.post("/account/sessions/end-others")
@needs(None)
def end_other_sessions():
    """End all sessions of one's own but this one."""
    with unit_of_work():
        staff_sessions.end_all(g.person.id, now(), but=g.staff_session.public_id)
    return _back(_("You are signed in only here now."))


def _back(message: str):
    flash({"text": message, "undo": None}, "done")
    return redirect(url_for("dashboard.own_account"), 303)
