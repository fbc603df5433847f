"""The publisher's word on who a reader is: a short-lived signed token (JWT), read more strictly than the format asks.

RFC 7519 (JWT), RFC 7515 (JWS compact form), RFC 7518 and RFC 9864 (algorithms), RFC 8725 (best current practices). The
algorithm belongs to the key that the site registered and is never taken from the token; the header may only name it.
Nothing in a token can lead to another key (``jwk``, ``jku``, ``x5u``), ask for extensions (``crit``) or give a role.
"""

import base64
import binascii
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from joserfc.errors import JoseError
from joserfc.jws import JWSRegistry

from commentsvc.domain.errors import Invalid, Unauthenticated
from commentsvc.domain.limits import SIGN_ON_TEXT_MAX_CHARS, SIGN_ON_TOKEN_MAX_CHARS
from commentsvc.domain.sign_on_keys import VerifyingKey
from commentsvc.domain.text import clean_name

LIFETIME_MAX_SECONDS = 300
"""From ``iat`` to ``exp`` at most: a token is for exchanging at once, not for keeping."""

CLOCK_SKEW_SECONDS = 30
"""So far the publisher's clock may be off: servers that keep time by NTP differ by far less."""

_PART = re.compile(r"[A-Za-z0-9_-]+")
_HEADER = frozenset({"alg", "kid", "typ"})
# A control character or half of a character never names anybody.
_UNNAMEABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class SignOnRefused(Unauthenticated):
    """A token that is not believed.

    ``code`` is for whoever sent it: up to the signature it is always ``sign_on_invalid``, since only the holder of a
    key is told more. ``reason`` says exactly what was wrong, for the operator's log and the publisher's developer.
    """

    def __init__(self, code: str, reason: str, **params):
        super().__init__(code, **params)
        self.reason = reason


@dataclass(frozen=True)
class Assertion:
    """What a good token says. ``token_id`` is good once, and has to be remembered until ``forgettable_at``."""

    issuer: str
    subject: str
    name: str
    token_id: str
    forgettable_at: datetime


def audience(base_url: str, slug: str) -> str:
    """What the claim ``aud`` has to be: the site's address at this service."""
    return f"{base_url}/sites/{slug}"


def read(token: str, keys: Sequence[VerifyingKey], expected: str, now: datetime) -> Assertion:
    """What a token says, if one of the site's ``keys`` signed it for the audience ``expected``, and it is fresh.

    Raises SignOnRefused: ``sign_on_invalid`` (unreadable, of no known key, or not signed by it), and for what is signed
    ``sign_on_claim`` (``claim`` is missing or malformed), ``sign_on_issuer``, ``sign_on_audience``,
    ``sign_on_lifetime`` (more than five minutes from ``iat`` to ``exp``), ``sign_on_expired`` or ``sign_on_early``.
    """
    if len(token) > SIGN_ON_TOKEN_MAX_CHARS:
        raise _invalid("too_large")
    parts = token.split(".")
    if len(parts) != 3 or not all(_PART.fullmatch(part) for part in parts):
        raise _invalid("malformed")
    header, payload, signature = (_bytes(part) for part in parts)
    key = _key_of(_object(header), keys)
    if not _is_signed(f"{parts[0]}.{parts[1]}".encode(), signature, key):
        raise _invalid("bad_signature")
    return _believed(_object(payload), key, expected, now)


def _key_of(header: dict, keys: Sequence[VerifyingKey]) -> VerifyingKey:
    """The one key that a header names; without a name the site's only one."""
    if header.keys() - _HEADER:
        raise _invalid("unknown_header")
    if not isinstance(header.get("typ", "JWT"), str) or header.get("typ", "JWT").upper() != "JWT":
        raise _invalid("wrong_type")
    if "kid" in header:
        found = [key for key in keys if key.kid == header["kid"]]
    else:
        found = list(keys)
    if len(found) != 1:
        raise _invalid("unknown_key")
    if header.get("alg") not in found[0].names:
        raise _invalid("wrong_algorithm")
    return found[0]


def _is_signed(message: bytes, signature: bytes, key: VerifyingKey) -> bool:
    try:
        return JWSRegistry.algorithms[key.jws_name].verify(message, signature, key.opened())
    except (JoseError, ValueError):
        return False


def _believed(claims: dict, key: VerifyingKey, expected: str, now: datetime) -> Assertion:
    if _text(claims, "iss") != key.issuer:
        raise SignOnRefused("sign_on_issuer", "wrong_issuer", issuer=key.issuer)
    if claims.get("aud") not in (expected, [expected]):
        raise SignOnRefused("sign_on_audience", "wrong_audience", audience=expected)
    subject, token_id = _text(claims, "sub"), _text(claims, "jti")
    issued, expires = _time(claims, "iat"), _time(claims, "exp")
    if not 0 < expires - issued <= LIFETIME_MAX_SECONDS:
        raise SignOnRefused("sign_on_lifetime", "wrong_lifetime", max=LIFETIME_MAX_SECONDS)
    moment = now.timestamp()
    begins = max(issued, _time(claims, "nbf")) if "nbf" in claims else issued
    if begins > moment + CLOCK_SKEW_SECONDS:
        raise SignOnRefused("sign_on_early", "not_yet_valid")
    if expires <= moment - CLOCK_SKEW_SECONDS:
        raise SignOnRefused("sign_on_expired", "expired")
    # One second more than it is believed: times in the database may be rounded.
    forgettable = datetime.fromtimestamp(expires + CLOCK_SKEW_SECONDS + 1, UTC)
    return Assertion(key.issuer, subject, _name(claims.get("name")), token_id, forgettable)


def _text(claims: dict, name: str) -> str:
    value = claims.get(name)
    wrong = not isinstance(value, str) or not value.strip() or len(value) > SIGN_ON_TEXT_MAX_CHARS
    if wrong or _UNNAMEABLE.search(value):
        raise SignOnRefused("sign_on_claim", f"wrong_{name}", claim=name)
    return value


def _time(claims: dict, name: str) -> int:
    """Whole seconds since 1970. Python's ``True`` is an int as well, and 1e400 is a float like any other."""
    value = claims.get(name)
    if type(value) is not int or value <= 0:
        raise SignOnRefused("sign_on_claim", f"wrong_{name}", claim=name)
    return value


def _name(value: object) -> str:
    """The reader's name; one that readers could not choose themselves is left out, and they choose one."""
    try:
        return clean_name(value) if isinstance(value, str) else ""
    except Invalid:
        return ""


def _bytes(part: str) -> bytes:
    try:
        decoded = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except (binascii.Error, ValueError) as error:
        raise _invalid("malformed") from error
    # The last letter may carry bits that nobody reads: one signature should have one form.
    if base64.urlsafe_b64encode(decoded).rstrip(b"=").decode() != part:
        raise _invalid("malformed")
    return decoded


def _object(encoded: bytes) -> dict:
    """A JSON object in UTF-8 in which no member stands twice and no number is NaN or infinite."""
    try:
        found = json.loads(encoded.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise _invalid("malformed") from error
    if not isinstance(found, dict):
        raise _invalid("malformed")
    return found


def _once(pairs: list[tuple[str, object]]) -> dict:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member stands twice")
    return found


def _refuse(constant: str):
    raise ValueError(f"{constant} is not JSON")


def _invalid(reason: str) -> SignOnRefused:
    return SignOnRefused("sign_on_invalid", reason)
