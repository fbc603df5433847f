"""The person's own account: where they are signed in, and their password."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security.utils import hash_password

from commentsvc.db import unit_of_work
from commentsvc.domain.limits import PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS
from commentsvc.queries import desk_sessions, desk_staff
from commentsvc.services import second_factor, staff, staff_sessions
from commentsvc.web.account import proofs, staff_session
from commentsvc.web.dashboard import step_up
from commentsvc.web.dashboard.desk import blueprint, needs
from commentsvc.web.messages import error_text
from commentsvc.web.rate_limits import limiter
from commentsvc.web.request_context import now, runtime


@blueprint.get("/account/")
@needs(None)
def own_account():
    """Sessions of one's own, each with a way to end it."""
    sessions = desk_sessions.living(g.person.id, now(), runtime().settings.staff_idle_minutes)
    return render_template(
        "account/own.html",
        sessions=sessions,
        present=g.staff_session.public_id,
        sites=desk_staff.memberships(g.person.id),
    )


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


@blueprint.get("/account/password")
@needs(None)
def own_password():
    """The form for another password."""
    return render_template("account/password.html", wrong={}, least=PASSWORD_MIN_CHARS)


@blueprint.post("/account/password")
@needs(None)
@limiter.limit(step_up.PER_PERSON, key_func=lambda: f"password:{g.person.id}")
def change_own_password():
    """Take another password; every other session ends."""
    new, wrong = request.form.get("new", "")[:PASSWORD_MAX_CHARS], {}
    if not proofs.password_fits(g.person, request.form.get("present", "")[:PASSWORD_MAX_CHARS]):
        wrong["present"] = error_text("password_wrong", {})
    weakness = proofs.too_weak(new, g.person.email, g.person.name)
    if weakness:
        wrong["new"] = error_text(weakness, {"min": PASSWORD_MIN_CHARS})
    if wrong:
        return render_template("account/password.html", wrong=wrong, least=PASSWORD_MIN_CHARS), 422
    hashed = hash_password(new)
    with unit_of_work():
        person = second_factor.lock(g.person.id)
        staff.set_password(person, hashed, now())
        staff_session.begin(person)
    return _back(_("Your password is changed. Every other session has ended."))


def _back(message: str):
    flash({"text": message, "undo": None}, "done")
    return redirect(url_for("dashboard.own_account"), 303)
