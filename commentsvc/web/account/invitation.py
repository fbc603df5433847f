"""The page behind an invitation's link: GET shows what it is, and only the form's POST takes it up."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security.utils import hash_password

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Invalid, NotFound
from commentsvc.domain.limits import PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS
from commentsvc.queries import desk_people
from commentsvc.services import invitations, known_sites, second_factor, staff
from commentsvc.services.context import Context
from commentsvc.web.account import proofs, staff_session
from commentsvc.web.account.blueprint import blueprint
from commentsvc.web.messages import error_text
from commentsvc.web.rate_limits import of_network
from commentsvc.web.request_context import context_of, keys, now
from commentsvc.web.role_words import ROLES

PER_NETWORK = "20 per minute; 200 per hour"


@blueprint.get("/invitation/<token>")
@of_network(PER_NETWORK)
def invitation(token: str):
    """What somebody is invited to, and by whom."""
    return _page(token)


@blueprint.post("/invitation/<token>")
@of_network(PER_NETWORK)
def take_up_invitation(token: str):
    """Make the account with name and password, or give the signed-in person the role; the link is used up."""
    guest = staff_session.signed_in()
    address = _address(token)
    if address is None:
        return _over()
    known = staff.find(address)
    if known is not None and known.active:
        return _join(token, known, guest)
    password, name = request.form.get("password", "")[:PASSWORD_MAX_CHARS], request.form.get("name", "")
    weakness = proofs.too_weak(password, address, name)
    if weakness:
        return _page(token, {"password": error_text(weakness, {"min": PASSWORD_MIN_CHARS})}), 422
    hashed = hash_password(password)
    try:
        with unit_of_work():
            row = invitations.by_token(keys(), token, now(), lock=True)
            person = invitations.open_account(_context(row), row, name, hashed)
            staff_session.begin(person)
    except Invalid as error:
        return _page(token, {one.field: error_text(one.code, one.params) for one in error.errors}), 422
    except NotFound:
        return _over()
    flash({"text": _("Welcome. This is your desk."), "undo": None}, "done")
    return redirect(url_for("dashboard.start"), 303)


def _join(token: str, known, guest):
    """A person with an account gains the role, once they have signed in as themselves."""
    if guest is None or guest.id != known.id:
        return _page(token), 403
    try:
        with unit_of_work():
            row = invitations.by_token(keys(), token, now(), lock=True)
            invitations.take_up(_context(row), row, second_factor.lock(known.id))
    except NotFound:
        return _over()
    flash({"text": _("Welcome. This is your desk."), "undo": None}, "done")
    return redirect(url_for("dashboard.start"), 303)


def _address(token: str) -> str | None:
    try:
        return keys().unseal(invitations.by_token(keys(), token, now()).address)
    except NotFound:
        return None


def _context(row) -> Context:
    return context_of(known_sites.by_id(row.site_id))


def _page(token: str, wrong: dict | None = None):
    try:
        row = invitations.by_token(keys(), token, now())
    except NotFound:
        return _over()
    site = known_sites.by_id(row.site_id)
    address = keys().unseal(row.address)
    known, guest = staff.find(address), staff_session.signed_in()
    return render_template(
        "account/invitation.html",
        token=token,
        site=site,
        row=row,
        role=ROLES[row.role],
        address=address,
        inviter=desk_people.name_of(row.invited_by_id),
        known=known is not None and known.active,
        guest=guest,
        mine=guest is not None and known is not None and guest.id == known.id,
        wrong=wrong or {},
        least=PASSWORD_MIN_CHARS,
    )


def _over():
    return render_template("account/invitation_over.html"), 410
