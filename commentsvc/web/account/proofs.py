"""What proves that somebody is who they say: a password, a code of the second factor, a recovery code."""

import re

from flask import current_app
from flask_security.utils import verify_password

from commentsvc.db import unit_of_work
from commentsvc.services import second_factor
from commentsvc.web.account.codes import codes, recovery_codes
from commentsvc.web.request_context import now

_BY_TIME = re.compile(r"[0-9]{3} ?[0-9]{3}")
_RECOVERY = re.compile(r"[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}")

_SECRET_CHARS = 8
_DIFFERENT = 6


def take_code(user_id: int, given: str) -> bool:
    """Use up a code, or a recovery code, of a person who has a second factor. Called inside a unit of work."""
    given = given.strip().lower()
    person = second_factor.lock(user_id)
    if not second_factor.is_on(person):
        return False
    if _RECOVERY.fullmatch(given):
        return recovery_codes().take(person, given)
    if not _BY_TIME.fullmatch(given):
        return False
    step = codes().step(given, person.tf_totp_secret, now())
    return step is not None and second_factor.take(person, step)


def password_fits(person, given: str) -> bool:
    """Whether this is the person's password; costs a hash, so it is asked before any unit of work."""
    return verify_password(given, person.password)


def fits(person, given: str) -> bool:
    """Whether ``given`` is the person's password, or a code that is hereby used up. Opens its own unit of work."""
    looks_like_code = _BY_TIME.fullmatch(given.strip()) or _RECOVERY.fullmatch(given.strip().lower())
    if looks_like_code and second_factor.is_on(person):
        with unit_of_work():
            return take_code(person.id, given)
    return password_fits(person, given)


def too_weak(password: str, address: str, name: str) -> str | None:
    """Why a new password will not do, as an error code; None where it will.

    Length is what counts (NIST SP 800-63B), as the library's own check is told; what is left of it without the person's
    address and name has to be a secret still, and more than a few letters over and over.
    """
    wrong, _ = current_app.extensions["security"].password_util.validate(password, False)
    if wrong:
        return "password_short"
    secret = password.casefold()
    for known in (address, address.partition("@")[0], name):
        secret = secret.replace(known.strip().casefold(), "") if known.strip() else secret
    if len(secret) < _SECRET_CHARS or len(set(secret)) < _DIFFERENT:
        return "password_guessable"
    return None
