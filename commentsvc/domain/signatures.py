"""Signatures of what a publisher's server says, in the form of the Standard Webhooks specification.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md: the message is the id, the
timestamp and the body as sent, joined by full stops; the signature is its HMAC-SHA256, written ``v1,`` and base64.
The header may hold several signatures separated by spaces, and several keys may be in force, while one is replaced.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from commentsvc.domain.errors import Unauthenticated

SECRET_PREFIX = "whsec_"  # noqa: S105 - what the specification lets secrets begin with
# The specification leaves the window to the receiver and its libraries take five minutes: clocks may differ so much.
WINDOW_SECONDS = 300
# Whoever sends more than this is not replacing a key.
_SIGNATURES_MAX = 10
_ID = re.compile(r"[\x21-\x7e]{1,200}")
_TIMESTAMP = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True)
class Envelope:
    """The three headers of a signed message as they came; "" where one is missing."""

    id: str
    timestamp: str
    signatures: str


def shown_secret(secret: bytes) -> str:
    """A secret as people and libraries take it."""
    return SECRET_PREFIX + base64.b64encode(secret).decode()


def sign(secret: bytes, message_id: str, timestamp: str, body: bytes) -> str:
    """The signature of one message: ``v1,`` and base64."""
    message = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(secret, message, hashlib.sha256).digest()).decode()


def headers(secrets: Iterable[bytes], message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers of a message that is sent at a moment, signed with each of the secrets in force: a receiver finds the
    signature of the one it has.
    """
    timestamp = str(int(at.timestamp()))
    signed = " ".join(sign(secret, message_id, timestamp, body) for secret in secrets)
    return {"webhook-id": message_id, "webhook-timestamp": timestamp, "webhook-signature": signed}


def check(secrets: Iterable[bytes], envelope: Envelope, body: bytes, now: datetime) -> None:
    """Pass when one of the secrets made one of the signatures, and the message is fresh.

    Raises Unauthenticated: ``signature_missing`` (a header is absent or malformed), ``signature_expired`` (the
    timestamp is more than five minutes off), ``signature_invalid``.
    """
    if not (_ID.fullmatch(envelope.id) and _TIMESTAMP.fullmatch(envelope.timestamp) and envelope.signatures):
        raise Unauthenticated("signature_missing")
    if abs(now.timestamp() - int(envelope.timestamp)) > WINDOW_SECONDS:
        raise Unauthenticated("signature_expired")
    given = [one.encode("utf-8", "replace") for one in envelope.signatures.split(" ")[:_SIGNATURES_MAX]]
    found = False
    for secret in secrets:
        expected = sign(secret, envelope.id, envelope.timestamp, body).encode()
        for one in given:
            # Each is compared, so that the time taken says nothing of which key or place fits.
            found |= hmac.compare_digest(one, expected)
    if not found:
        raise Unauthenticated("signature_invalid")
