"""The signed-in person of a request: a cookie that names a living session on our side."""

from flask import g, request, session
from flask_login import current_user
from flask_security.utils import login_user, logout_user

from commentsvc.db import unit_of_work
from commentsvc.domain.devices import in_two_words
from commentsvc.services import staff, staff_sessions
from commentsvc.web.request_context import keys, now, runtime

_SESSION = "staff_session"
_PENDING = "pending"
# Between password and code: long enough to find the telephone.
CODE_SECONDS = 600


def begin(user) -> None:
    """Sign a person in: a fresh cookie session, and a row that can be ended. Called inside a unit of work."""
    _clear()
    device = in_two_words(request.user_agent.string)
    session[_SESSION] = staff_sessions.begin(user.id, now(), runtime().settings.staff_session_hours, device)
    login_user(user)


def _clear() -> None:
    """Nothing that a stranger put into the cookie before signing in lives on behind it, but for the language."""
    language = session.get("lang")
    session.clear()
    if language:
        session["lang"] = language


def await_code(user) -> None:
    """Remember in the cookie that somebody gave address and password, and that the code is still missing."""
    _clear()
    session[_PENDING] = [user.public_id, _mark(user), int(now().timestamp())]


def awaiting():
    """The person whose code is awaited, or None: not for long, and not once the password is another one."""
    public_id, mark, since = session.get(_PENDING) or (None, "", 0)
    if public_id is None or now().timestamp() - since > CODE_SECONDS:
        return None
    user = staff.by_public_id(public_id)
    return user if user is not None and user.active and _mark(user) == mark else None


def awaiting_key() -> str:
    """The person whose code is awaited, as a key for counting attempts."""
    return f"code:{(session.get(_PENDING) or [''])[0]}"


def _mark(user) -> str:
    return keys().blind("pending", user.public_id, user.fs_uniquifier)


def prove() -> None:
    """Note that the person of this request has just proved who they are. Called inside a unit of work."""
    staff_sessions.prove(g.staff_session.public_id, now())


def was_dismissed() -> bool:
    """Whether the cookie is of somebody who does not work here any more."""
    public_id = session.get(_SESSION)
    return bool(public_id) and staff_sessions.of_dismissed(public_id)


def end() -> None:
    """Sign out: the row is ended first, so that no copy of the cookie works on. Called inside a unit of work."""
    public_id = session.get(_SESSION)
    if public_id:
        staff_sessions.end(public_id, now())
    logout_user()
    session.clear()


def signed_in(in_use: bool = True):
    """The person of this request, or None; notes once a minute that the session is in use, if it is."""
    # A cookie that was never ours is not worth a look into the database.
    public_id = session.get(_SESSION)
    if not public_id or not current_user.is_authenticated:
        return None
    moment = now()
    row = staff_sessions.living(public_id, current_user.id, moment, runtime().settings.staff_idle_minutes)
    if row is None:
        return None
    g.staff_session = row
    if in_use and staff_sessions.needs_touch(row, moment):
        with unit_of_work():
            staff_sessions.touch(public_id, moment)
    return current_user._get_current_object()
