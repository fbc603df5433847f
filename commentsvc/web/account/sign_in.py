"""The sign-in and sign-out pages."""

import hashlib

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security.utils import hash_password, verify_password
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from commentsvc.db import unit_of_work
from commentsvc.domain.limits import EMAIL_MAX_CHARS, PASSWORD_MAX_CHARS
from commentsvc.services import second_factor, staff
from commentsvc.web.account import proofs, staff_session
from commentsvc.web.account.blueprint import blueprint
from commentsvc.web.account.local_paths import desk_path
from commentsvc.web.rate_limits import limiter, of_network

# Guessing one account from many networks, and many accounts from one network.
PER_NETWORK = "10 per minute; 60 per hour"
PER_ADDRESS = "10 per minute; 40 per hour"
# Three of a million codes are right at a time: at this rate a guess takes years, and nobody mistypes more often.
PER_PERSON = "6 per minute; 30 per hour"
CODE_MAX_CHARS = 40
# Forms with a page of their own, to which a stale one leads back.
_COME_BACK = frozenset({"account.try_code", "account.take_up_invitation"})


class SignInForm(FlaskForm):
    """Address and password."""

    email = StringField(_l("E-mail address"), [InputRequired(), Length(max=EMAIL_MAX_CHARS)])
    password = PasswordField(_l("Password"), [InputRequired(), Length(max=PASSWORD_MAX_CHARS)])


def _address() -> str:
    """The address tried, as a key that names nobody in the counters' storage."""
    return hashlib.sha256(request.form.get("email", "").strip().lower().encode()).hexdigest()


@blueprint.get("/sign-in")
def sign_in():
    """The form; who is signed in already goes on."""
    if staff_session.signed_in() is not None:
        return redirect(desk_path(request.args.get("next")))
    return _page(SignInForm())


@blueprint.post("/sign-in")
@of_network(PER_NETWORK)
@limiter.limit(PER_ADDRESS, key_func=_address)
def try_sign_in():
    """Check address and password; every refusal reads the same, whether or not there is such an account."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _page(form), 400
    user, known_as = _who(form.email.data, form.password.data)
    if user is None:
        flash(_("This address and password do not belong together. Please try again."), "problem")
        return _page(form), 401
    with unit_of_work():
        # Read anew: a password changed, or an account closed, while this one was being checked.
        still = user.active and user.fs_uniquifier == known_as
        code = still and second_factor.is_on(user)
        if still and not code:
            staff_session.begin(user)
    if code:
        staff_session.await_code(user)
        return redirect(url_for("account.ask_code", next=request.args.get("next")), 303)
    return redirect(desk_path(request.args.get("next")) if still else url_for("account.sign_in"), 303)


@blueprint.get("/sign-in/code")
def ask_code():
    """The second step, for whoever has given address and password."""
    if staff_session.awaiting() is None:
        return redirect(url_for("account.sign_in", next=request.args.get("next")))
    return _code_page()


@blueprint.post("/sign-in/code")
@of_network(PER_NETWORK)
@limiter.limit(PER_PERSON, key_func=staff_session.awaiting_key)
def try_code():
    """Check the code; one that was used before is wrong."""
    user = staff_session.awaiting()
    if user is None:
        flash(_("That took too long. Please begin again."), "problem")
        return redirect(url_for("account.sign_in", next=request.args.get("next")), 303)
    with unit_of_work():
        right = proofs.take_code(user.id, request.form.get("code", "")[:CODE_MAX_CHARS])
        if right:
            staff_session.begin(user)
    if not right:
        flash(_("This code is not right, or was used before. Please wait for the next one."), "problem")
        return _code_page(), 401
    return redirect(desk_path(request.args.get("next")), 303)


@blueprint.post("/sign-out")
def sign_out():
    """End the session at our side; repeating it changes nothing."""
    with unit_of_work():
        staff_session.end()
    flash(_("You are signed out."), "done")
    return redirect(url_for("account.sign_in"), 303)


@blueprint.errorhandler(CSRFError)
def _forged_or_stale(error: CSRFError):
    """A form from another page or of an earlier session: nothing was done, and here is a fresh one."""
    flash(_("This page was out of date, so nothing was done. Please try again."), "problem")
    if request.endpoint in _COME_BACK:
        return redirect(request.full_path.rstrip("?"), 303)
    return _page(SignInForm(formdata=None)), 400


def _who(email: str, password: str):
    """The active person of that address and password, and how their sessions were known before the password was
    checked; (None, "") if there is none. The cost is that of one hash in every case.

    Hashing takes long on purpose, so it is done before the unit of work: writers must not wait for it.
    """
    # No address has a control character, and not every database takes one in a comparison.
    user = staff.find(email) if email.strip().isprintable() else None
    if user is None:
        hash_password(password)
        return None, ""
    known_as = user.fs_uniquifier
    right = verify_password(password, user.password) and user.active
    return (user, known_as) if right else (None, "")


def _page(form: SignInForm) -> str:
    return render_template("account/sign_in.html", form=form, next=request.args.get("next", ""))


def _code_page() -> str:
    return render_template("account/code.html", next=request.args.get("next", ""))
