"""A publisher's sign-on tokens for tests, good and forged: written by hand, so that nothing corrects them."""

import base64
import hashlib
import hmac
import itertools
import json
from dataclasses import dataclass, field, replace

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from commentsvc.domain.sign_on_keys import Algorithm, VerifyingKey, make
from tests.clock import START

ISSUER = "https://daily.example"
AUDIENCE = "http://localhost:5000/sites/daily"
NOW = int(START.timestamp())
_numbers = itertools.count(1)


def encoded(value: object) -> str:
    """base64url of bytes, of text, or of anything else as JSON."""
    if not isinstance(value, (bytes, str)):
        value = json.dumps(value)
    raw = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def signature(algorithm: Algorithm, signing: str, message: bytes) -> bytes:
    """What the owner of a key makes of a message."""
    if algorithm is Algorithm.HS256:
        return hmac.new(signing.encode(), message, hashlib.sha256).digest()
    private = load_pem_private_key(signing.encode(), None)
    if algorithm is Algorithm.EDDSA:
        return private.sign(message)
    r, s = decode_dss_signature(private.sign(message, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


@dataclass(frozen=True)
class Signer:
    """A publisher's key, with what signs."""

    algorithm: Algorithm = Algorithm.HS256
    kid: str = "first"
    issuer: str = ISSUER
    audience: str = AUDIENCE
    halves: tuple[str, str] = field(default=None, repr=False)

    def __post_init__(self):
        if self.halves is None:
            object.__setattr__(self, "halves", make(self.algorithm))

    @property
    def verifying(self) -> VerifyingKey:
        return VerifyingKey(self.kid, self.algorithm, self.issuer, self.halves[1])

    def with_(self, **changes) -> "Signer":
        """The same key under another name, or for another site."""
        return replace(self, **changes)

    def claims(self, now: int = NOW, **changes) -> dict:
        """Good claims with some changed; `...` takes one away."""
        good = {
            "iss": self.issuer,
            "aud": self.audience,
            "sub": "reader-17",
            "iat": now,
            "exp": now + 120,
            "jti": f"number {next(_numbers)}",
            "name": "Olena",
        }
        return {name: value for name, value in (good | changes).items() if value is not ...}

    def header(self, **changes) -> dict:
        good = {"alg": str(self.algorithm), "typ": "JWT", "kid": self.kid}
        return {name: value for name, value in (good | changes).items() if value is not ...}

    def token(self, **changes) -> str:
        """A good token; keyword arguments change claims, `...` takes one away."""
        return self.signed(self.header(), self.claims(**changes))

    def signed(self, header: object, claims: object) -> str:
        """Any header and any claims (an object, or JSON as text or bytes), properly signed."""
        message = f"{encoded(header)}.{encoded(claims)}"
        return f"{message}.{encoded(signature(self.algorithm, self.halves[0], message.encode()))}"
