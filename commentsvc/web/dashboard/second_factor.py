"""The person's own second factor: set up with an app, recovery codes, switched off."""

from flask import flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Forbidden
from commentsvc.domain.limits import PASSWORD_MAX_CHARS
from commentsvc.domain.moderation import PersonAction
from commentsvc.queries import desk_staff
from commentsvc.services import people, second_factor, staff_sessions
from commentsvc.web.account import proofs
from commentsvc.web.account.codes import codes, recovery_codes
from commentsvc.web.dashboard import step_up
from commentsvc.web.dashboard.desk import blueprint, needs, without_second_factor
from commentsvc.web.rate_limits import limiter
from commentsvc.web.request_context import keys, now

# The secret that is being set up: encrypted, in the cookie, until the first code has shown that the app has it.
_IN_COOKIE = "totp"
_CODE_MAX_CHARS = 40


def _person() -> str:
    return f"second-factor:{g.person.id}"


@blueprint.get("/account/second-factor")
@needs(None)
@without_second_factor
def second_factor_page():
    """What there is, and what can be done about it; while it is being set up, the QR code."""
    return _page()


@blueprint.post("/account/second-factor/start")
@needs(None)
@without_second_factor
def start_second_factor():
    """Make a secret for the person's app; nothing holds until a code of it has been given."""
    step_up.prove()
    if not second_factor.is_on(g.person):
        session[_IN_COOKIE] = codes().generate_totp_secret()
    return redirect(url_for("dashboard.second_factor_page"), 303)


@blueprint.post("/account/second-factor/confirm")
@needs(None)
@without_second_factor
@limiter.limit(step_up.PER_PERSON, key_func=_person)
def confirm_second_factor():
    """The app's first code: from now on signing in takes one. Shows the recovery codes, this once."""
    secret = session.get(_IN_COOKIE)
    if secret is None or second_factor.is_on(g.person):
        return redirect(url_for("dashboard.second_factor_page"), 303)
    given = request.form.get("code", "")[:_CODE_MAX_CHARS]
    step = codes().step(given, secret, now())
    if step is None:
        return _page(wrong=_("This code does not belong to this moment. Please type the one that shows now.")), 422
    with unit_of_work():
        person = second_factor.lock(g.person.id)
        second_factor.turn_on(person, secret, step)
        fresh = recovery_codes().create_recovery_codes(person)
        # Whoever was signed in elsewhere has shown no code.
        staff_sessions.end_all(person.id, now(), but=g.staff_session.public_id)
        people.tell_all_sites(keys(), person, PersonAction.SECURE, now())
    session.pop(_IN_COOKIE, None)
    return _page(fresh=fresh)


@blueprint.post("/account/second-factor/recovery-codes")
@needs(None)
def renew_recovery_codes():
    """New recovery codes in place of all earlier ones; shown this once."""
    step_up.prove()
    with unit_of_work():
        person = second_factor.lock(g.person.id)
        fresh = recovery_codes().create_recovery_codes(person) if second_factor.is_on(person) else None
    return _page(fresh=fresh)


@blueprint.post("/account/second-factor/off")
@needs(None)
@limiter.limit(step_up.PER_PERSON, key_func=_person)
def drop_second_factor():
    """Switch it off, which takes the password and a code, whatever was proved before."""
    if desk_staff.must_be_secured(g.person.id):
        raise Forbidden("second_factor_required")
    right = proofs.password_fits(g.person, request.form.get("password", "")[:PASSWORD_MAX_CHARS])
    if right:
        with unit_of_work():
            right = proofs.take_code(g.person.id, request.form.get("code", "")[:_CODE_MAX_CHARS])
            if right:
                person = second_factor.lock(g.person.id)
                second_factor.turn_off(person)
                people.tell_all_sites(keys(), person, PersonAction.UNSECURE, now())
    if not right:
        return _page(wrong=_("Password and code do not both fit. Nothing was changed.")), 422
    flash({"text": _("The second factor is switched off."), "undo": None}, "done")
    return redirect(url_for("dashboard.second_factor_page"), 303)


def _page(fresh: list[str] | None = None, wrong: str | None = None) -> str:
    secret = None if second_factor.is_on(g.person) else session.get(_IN_COOKIE)
    return render_template(
        "account/second_factor.html",
        on=second_factor.is_on(g.person),
        required=desk_staff.must_be_secured(g.person.id),
        qr=codes().qr(g.person.email, secret) if secret else None,
        secret=codes().get_totp_pretty_key(secret) if secret else None,
        left=len(g.person.mf_recovery_codes or ()),
        fresh=fresh,
        wrong=wrong,
    )
