"""Says to the comments service who a reader is: a signed token, good once and for two minutes.

Copy this file into your application. It needs joserfc; any other JWT library does as well.
"""

import secrets
import time
from dataclasses import dataclass, field

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, OKPKey

LIFETIME_SECONDS = 120
# Ed25519 is what RFC 9864 calls EdDSA with this curve; the service takes both names.
_KINDS = {"EdDSA": ("Ed25519", OKPKey), "ES256": ("ES256", ECKey), "HS256": ("HS256", OctKey)}


@dataclass(frozen=True)
class SignOn:
    """What `commentsvc site sign-on-key create` printed."""

    kid: str
    algorithm: str
    issuer: str
    audience: str
    secret: str = field(repr=False)

    def token(self, user_id: str, name: str) -> str:
        """A token for the reader whom *your* session names. Never take the id or the name from the request."""
        alg, kind = _KINDS[self.algorithm]
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": self.audience,
            "sub": str(user_id),
            "name": name,
            "iat": now,
            "exp": now + LIFETIME_SECONDS,
            "jti": secrets.token_urlsafe(16),
        }
        return jwt.encode({"alg": alg, "kid": self.kid}, claims, kind.import_key(self.secret), algorithms=[alg])
