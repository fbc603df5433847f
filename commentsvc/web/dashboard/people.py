"""The people of a site, for its administrators: roles, second factors, sessions, and whoever leaves."""

from collections.abc import Callable

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Invalid, NotFound
from commentsvc.domain.roles import Power, Role
from commentsvc.queries import desk_log, desk_people, desk_sessions
from commentsvc.services import people, staff_sessions
from commentsvc.web.dashboard import step_up, words
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.messages import error_text
from commentsvc.web.request_context import now, runtime


@blueprint.get("/<site>/people/<person_id>")
@needs(Power.CONFIGURE)
def person_page(person_id: str):
    """One person: role and sections, second factor, sessions, and what was decided about them."""
    return _page(person_id)


@blueprint.post("/<site>/people/<person_id>/role")
@needs(Power.CONFIGURE)
def change_role(person_id: str):
    """Give the person another role or other sections."""
    role, sections = typed_role(), typed_sections()
    step_up.prove()
    try:
        _act(person_id, lambda context, person: people.change_role(context, person, role, sections, at_desk().actor))
    except Invalid as error:
        return _page(person_id, wrong="; ".join(error_text(one.code, one.params) for one in error.errors)), 422
    return _done(_("The role is changed. It holds from the next click on."), person_id)


@blueprint.post("/<site>/people/<person_id>/removal")
@needs(Power.CONFIGURE)
def remove_person(person_id: str):
    """Take the person's role on this site."""
    step_up.prove()
    _act(person_id, lambda context, person: people.remove(context, person, at_desk().actor))
    return _done(_("Removed from this site, and out at once."))


@blueprint.post("/<site>/people/<person_id>/dismissal")
@needs(Power.CONFIGURE)
def dismiss_person(person_id: str):
    """Close the person's account everywhere."""
    step_up.prove()
    _act(person_id, lambda context, person: people.dismiss(context, person, at_desk().actor))
    return _done(_("Dismissed, and out at once everywhere."))


@blueprint.post("/<site>/people/<person_id>/second-factor/reset")
@needs(Power.CONFIGURE)
def reset_persons_second_factor(person_id: str):
    """Take the person's second factor away."""
    step_up.prove()
    _act(person_id, lambda context, person: people.reset_second_factor(context, person, at_desk().actor))
    return _done(_("The second factor is reset. The person is signed out, and can set up a new one."), person_id)


@blueprint.post("/<site>/people/<person_id>/sessions/<session_id>/end")
@needs(Power.CONFIGURE)
def end_persons_session(person_id: str, session_id: str):
    """End one session of the person."""
    _act(person_id, lambda context, person: staff_sessions.end_of(person.id, session_id, context.now))
    return _done(_("The session is ended."), person_id)


@blueprint.post("/<site>/people/<person_id>/sessions/end-all")
@needs(Power.CONFIGURE)
def end_persons_sessions(person_id: str):
    """End every session of the person, who may sign in again."""
    _act(person_id, lambda context, person: staff_sessions.end_all(person.id, context.now))
    return _done(_("All sessions are ended."), person_id)


def typed_role() -> Role:
    """The role that the form names."""
    given = request.form.get("role", "")
    if given not in set(Role):
        raise BadRequest()
    return Role(given)


def typed_sections() -> list[str]:
    """The sections that the form names, one a line."""
    return [line.strip() for line in request.form.get("sections", "").splitlines() if line.strip()]


def _act(person_id: str, act: Callable) -> None:
    with unit_of_work():
        context = at_desk().context()
        act(context, people.find(context, person_id))


def _done(message: str, person_id: str | None = None) -> Response:
    flash({"text": message, "undo": None}, "done")
    if person_id == g.person.public_id:
        # Who has changed their own role may not see these pages any more.
        return redirect(url_for("dashboard.start", site=None), 303)
    page = url_for("dashboard.person_page", person_id=person_id) if person_id else url_for("dashboard.people_list")
    return redirect(page, 303)


def _page(person_id: str, wrong: str = ""):
    line = desk_people.one(g.site.id, person_id)
    if line is None:
        raise NotFound("unknown_person")
    typed = request.form if wrong else {"role": line.role, "sections": "\n".join(line.sections)}
    return render_template(
        "dashboard/person.html",
        line=line,
        typed=typed,
        wrong=wrong,
        roles=words.ROLES,
        governed=people.governs(at_desk().user_id, line.person),
        sessions=desk_sessions.living(line.person.id, now(), runtime().settings.staff_idle_minutes),
        present=g.staff_session.public_id,
        lines=desk_log.of_subject(g.site.id, "person", line.person.id),
    )
