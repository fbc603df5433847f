"""The desk's door: who comes in, to which site, with which powers. What is not allowed here is refused."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, current_app, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError, generate_csrf

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Forbidden, NotFound, Unauthenticated
from commentsvc.domain.moderation import Actor
from commentsvc.domain.roles import Power, may
from commentsvc.queries import desk_scope, desk_staff
from commentsvc.queries.desk_scope import Sight
from commentsvc.services import second_factor, sites, staff
from commentsvc.services.context import Context
from commentsvc.web.account import staff_session
from commentsvc.web.account.local_paths import desk_path
from commentsvc.web.languages import remember
from commentsvc.web.problems import handle_service_error
from commentsvc.web.request_context import context_of, now

_PLAIN = re.compile(r"[A-Za-z0-9-]{0,80}")

blueprint = Blueprint("dashboard", __name__, url_prefix="/desk")


@dataclass(frozen=True)
class Desk:
    """One person at work on one site; ``pen_name`` is what readers see of whoever writes from here.

    ``full_name`` is the name that the person has given, "" where there is none.

    ``sections`` limit what the person sees and decides to articles of these; none means the whole site.
    """

    user_id: int
    name: str
    slug: str
    site_name: str
    role: str
    pen_name: str
    sections: tuple[str, ...]
    full_name: str = ""
    # When the visit before this one ended; None for the first.
    left_at: datetime | None = None

    @property
    def sight(self) -> Sight:
        """What the person sees; looked up once for a request."""
        if "desk_sight" not in g:
            g.desk_sight = desk_scope.sight(g.site.id, self.user_id, self.full_name, self.role, self.sections)
        return g.desk_sight

    def may(self, power: str) -> bool:
        """Whether the person has a power here."""
        return may(self.role, Power(power))

    def require(self, power: Power) -> None:
        """Raise Forbidden unless the person has a power here."""
        if not may(self.role, power):
            raise Forbidden()

    @property
    def actor(self) -> Actor:
        """The person as the log names them."""
        return Actor("staff", self.user_id)

    def context(self) -> Context:
        """The service's context, with the site read anew: inside a unit of work it must be of that transaction."""
        return context_of(sites.get(self.slug))


def needs(power: Power | None) -> Callable:
    """Mark a view with the power it takes; None: signing in is enough. A view without a mark is closed to all."""

    def mark(view: Callable) -> Callable:
        view.desk_power = power
        return view

    return mark


def without_second_factor(view: Callable) -> Callable:
    """Mark a view that is open to people who must have a second factor and have none yet: setting it up."""
    view.desk_unsecured = True
    return view


def unattended(view: Callable) -> Callable:
    """Mark a view that a page asks by itself: it keeps nobody signed in who has gone home."""
    view.desk_unattended = True
    return view


def takes_up_to(body_bytes: int) -> Callable:
    """Mark a view with a form that may be longer than others are."""

    def mark(view: Callable) -> Callable:
        view.desk_body_bytes = body_bytes
        return view

    return mark


def at_desk() -> Desk:
    """The desk of this request."""
    return g.desk


def wants_json() -> bool:
    """Whether the desk's own script asks."""
    return request.accept_mimetypes.best == "application/json"


@blueprint.url_value_preprocessor
def _take_site(endpoint: str | None, values: dict | None) -> None:
    g.desk_slug = values.pop("site", None) if values else None
    # Before anybody reads the form.
    longer = getattr(current_app.view_functions.get(endpoint), "desk_body_bytes", None)
    if longer is not None:
        request.max_content_length = request.max_form_memory_size = longer


@blueprint.url_defaults
def _give_site(endpoint: str, values: dict) -> None:
    slug = g.get("desk_slug")
    if slug and "site" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "site"):
        values["site"] = slug


@blueprint.before_request
def _guard():
    view = current_app.view_functions[request.endpoint]
    in_use = not hasattr(view, "desk_unattended")
    person = staff_session.signed_in(in_use)
    if person is None:
        return _stranger()
    remember()
    g.person, g.desk = person, None
    if not hasattr(view, "desk_power"):
        raise Forbidden()
    if not hasattr(view, "desk_unsecured") and _lacks_second_factor(person):
        return _to_second_factor()
    # Ids and slugs are plain letters, digits and hyphens; anything else names nothing, and is no text for a database.
    if not all(_PLAIN.fullmatch(name) for name in (g.desk_slug or "", *request.view_args.values())):
        raise NotFound()
    if g.desk_slug is not None:
        g.desk = _desk_of(person, g.desk_slug, in_use)
        g.desk.require(view.desk_power)
        _keep_to_sections(g.desk)
    return None


@blueprint.context_processor
def _for_templates() -> dict:
    person = g.get("person")
    return {
        "desk": g.get("desk"),
        "person": person,
        "secured": person is not None and second_factor.is_on(person),
        "csrf_token": generate_csrf,
    }


@blueprint.after_request
def _private(response):
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@blueprint.errorhandler(CSRFError)
def _forged_or_stale(error: CSRFError):
    """A form of an earlier session, or not of ours: nothing was done, and it is said why.

    The token is looked at before the door, so that whoever has been signed out meanwhile comes here first.
    """
    if staff_session.signed_in() is None:
        return handle_service_error(Unauthenticated()) if wants_json() else _stranger()
    message = _("This page was out of date, so nothing was done. Please try again.")
    if wants_json():
        return jsonify(message=message, url=desk_path(request.form.get("next"))), 400
    return render_template("errors/problem.html", status=400, title=message, errors=[]), 400


def _lacks_second_factor(person) -> bool:
    return not second_factor.is_on(person) and desk_staff.must_be_secured(person.id)


def _to_second_factor():
    if request.method == "GET" and not wants_json():
        return redirect(url_for("dashboard.second_factor_page", site=None))
    raise Forbidden("second_factor_required")


def _stranger():
    if staff_session.was_dismissed():
        if wants_json():
            raise Forbidden("dismissed")
        return render_template("account/dismissed.html"), 403
    if request.method == "GET" and not wants_json():
        return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")))
    if wants_json():
        raise Unauthenticated()
    return render_template("account/signed_out.html"), 401


def _desk_of(person, slug: str, in_use: bool) -> Desk:
    """A site where the person has no role does not exist for them; notes once a minute that they are here."""
    place = desk_staff.place(person.id, slug)
    if place is None:
        raise NotFound("unknown_site", site=slug)
    site, presence = place.site, place.presence
    context_of(site)
    if in_use:
        presence = presence.at(now())
        if place.presence.stale(now()):
            with unit_of_work():
                staff.note_presence(person.id, site.id, presence)
    return Desk(
        user_id=person.id,
        name=person.name or person.email.partition("@")[0],
        slug=site.slug,
        site_name=site.name,
        role=place.role,
        pen_name=person.name or site.name,
        sections=place.sections,
        full_name=person.name,
        left_at=presence.left_at,
    )


def _keep_to_sections(desk: Desk) -> None:
    """What a person does not see does not exist for them: other sections, or reports of others' stories."""
    for kind in ("comment", "report", "notice", "thread", "reader", "appeal"):
        named = request.view_args.get(f"{kind}_id")
        if named is not None and not desk_scope.covers(g.site.id, desk.sight, kind, named):
            raise NotFound(f"unknown_{kind}")
