"""The signed-in person of a request: a cookie that names a living session on our side."""

from flask import g, request, session
from flask_login import current_user
from flask_security.utils import login_user, logout_user

from commentsvc.db import unit_of_work
from commentsvc.domain.devices import in_two_words
from commentsvc.services import staff_sessions
from commentsvc.web.request_context import now, runtime

_SESSION = "staff_session"


def begin(user) -> None:
    """Sign a person in: a fresh cookie session, and a row that can be ended. Called inside a unit of work."""
    language = session.get("lang")
    # Nothing that a stranger put into the cookie before signing in lives on behind it.
    session.clear()
    if language:
        session["lang"] = language
    device = in_two_words(request.user_agent.string)
    session[_SESSION] = staff_sessions.begin(user.id, now(), runtime().settings.staff_session_hours, device)
    login_user(user)


def end() -> None:
    """Sign out: the row is ended first, so that no copy of the cookie works on. Called inside a unit of work."""
    public_id = session.get(_SESSION)
    if public_id:
        staff_sessions.end(public_id, now())
    logout_user()
    session.clear()


def signed_in():
    """The person of this request, or None; notes once a minute that the session is in use."""
    # A cookie that was never ours is not worth a look into the database.
    public_id = session.get(_SESSION)
    if not public_id or not current_user.is_authenticated:
        return None
    moment = now()
    row = staff_sessions.living(public_id, current_user.id, moment, runtime().settings.staff_idle_minutes)
    if row is None:
        session.clear()
        return None
    g.staff_session = row
    if staff_sessions.needs_touch(row, moment):
        with unit_of_work():
            staff_sessions.touch(public_id, moment)
    return current_user._get_current_object()
