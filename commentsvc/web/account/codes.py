"""Codes of the second factor, made and compared by Flask-Security: by time (RFC 6238), and for recovery.

Its own two-factor views are not used, as none of its views are: they commit by themselves, would draw the QR code with
a further library, and know no replays. Secrets and recovery codes are encrypted by it with keys derived from ours.
"""

import base64
from datetime import datetime
from urllib.parse import urlsplit

import segno
from flask import Flask, current_app
from flask_security import MfRecoveryCodesUtil, Totp
from markupsafe import Markup
from passlib.exc import TokenError

from commentsvc.domain.keys import Keys
from commentsvc.settings import Settings

# A clock may be wrong by one step of 30 seconds, in both directions.
WINDOW_SECONDS = 30
RECOVERY_CODES = 10


class Codes(Totp):
    """The library's codes, by the application's clock; that none is good twice is seen to where they are stored."""

    def step(self, code: str, secret: str, moment: datetime) -> int | None:
        """The time step to which a code belongs, near ``moment``; None for a code that is wrong."""
        try:
            return self._totp.verify(code, secret, time=moment, window=WINDOW_SECONDS).counter
        except TokenError:
            return None

    def qr(self, address: str, secret: str) -> Markup:
        """What an authenticator app scans, as inline SVG made here: no third party sees the secret."""
        drawn = segno.make(self.get_totp_uri(address, secret), error="m")
        return Markup(drawn.svg_inline(svgclass="qr", lineclass=None, omitsize=True, border=2))  # noqa: S704


class RecoveryCodes(MfRecoveryCodesUtil):
    """The library's recovery codes, each good once."""

    def take(self, user, code: str) -> bool:
        """Use up a code of a person whose row is locked; the others stay as they are."""
        stored = user.mf_recovery_codes or []
        left = [one for one in stored if self._decrypt_codes([one]) != [code]]
        if len(left) == len(stored):
            return False
        # A new list: a change inside the old one would not be noticed.
        user.mf_recovery_codes = left
        return True


def init_app(app: Flask, settings: Settings, keys: Keys) -> None:
    """Configure the library, which makes both kinds of codes; before Flask-Security is set up."""
    app.config["SECURITY_MULTI_FACTOR_RECOVERY_CODES"] = True
    app.config["SECURITY_MULTI_FACTOR_RECOVERY_CODES_N"] = RECOVERY_CODES
    key = base64.urlsafe_b64encode(keys.derived("recovery-codes"))
    app.config["SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS"] = [key]
    # What the app on the telephone shows beside the address; a colon would end it there.
    issuer = (urlsplit(settings.base_url).hostname or "desk").replace(":", ".")
    app.config["SECURITY_TOTP_ISSUER"] = issuer
    app.config["SECURITY_TOTP_SECRETS"] = {"1": keys.derived("totp").hex()}


def codes() -> Codes:
    """The codes of the running application."""
    return current_app.extensions["security"].totp_factory


def recovery_codes() -> RecoveryCodes:
    """The recovery codes of the running application."""
    return current_app.extensions["security"].mf_recovery_codes_util
