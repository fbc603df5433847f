"""Signed form tokens: proof that a form was made by this service, for this holder and this thread, not long ago.

They stand in for Flask-WTF's token on readers' pages, because the session cookie belongs to the desk alone: a reader's
page shares no cookie with it. A token is ``issued.nonce.signature``; the signature is an HMAC-SHA-256 over the moment,
the nonce, the holder and the thread, so a token of another reader, another thread or another day opens nothing.
The nonce names one showing of the form: sending the same words from it twice is one submission.
"""

import hashlib
import hmac
import re
import secrets
from datetime import timedelta

from commentsvc.domain.errors import Forbidden
from commentsvc.web.request_context import keys, now

KEPT_FOR = timedelta(hours=12)
# The longest time trap that a site can set.
REMEMBERED = timedelta(minutes=1)
_TOKEN = re.compile(r"([0-9a-f]{1,12})\.([A-Za-z0-9_-]{16})\.([0-9a-f]{64})")
_NONCE_BYTES = 12


def issue(holder: str, about: str, earlier: str = "") -> str:
    """A token for the forms of one page; ``holder`` is who may send them, ``about`` what they are about.

    A form that is shown again, because something in it was wrong (``earlier``: its token), is as old as it was, up to
    ``REMEMBERED``: what was typed already takes no time.
    """
    age = min(age_of(earlier), REMEMBERED) if _is_ours(earlier, holder, about) else timedelta()
    issued = f"{int((now() - age).timestamp()):x}"
    nonce = secrets.token_urlsafe(_NONCE_BYTES)
    return f"{issued}.{nonce}.{_signature(issued, nonce, holder, about)}"


def check(token: str, holder: str, about: str) -> str:
    """Return the token's nonce. Raises Forbidden ``form_invalid`` or, for a form opened long ago, ``form_expired``."""
    if not _is_ours(token, holder, about):
        raise Forbidden("form_invalid")
    if age_of(token) > KEPT_FOR:
        raise Forbidden("form_expired")
    return token.split(".")[1]


def age_of(token: str) -> timedelta:
    """How long ago the form of a token that was checked has been shown, to the second."""
    return timedelta(seconds=now().timestamp() - int(token.partition(".")[0], 16))


def _is_ours(token: str, holder: str, about: str) -> bool:
    match = _TOKEN.fullmatch(token)
    if match is None:
        return False
    issued, nonce, signature = match.groups()
    return hmac.compare_digest(signature, _signature(issued, nonce, holder, about))


def _signature(*parts: str) -> str:
    message = b"".join(f"{len(part)}:{part}".encode() for part in parts)
    return hmac.new(keys().derived("plain-form"), message, hashlib.sha256).hexdigest()
