"""Keys with which publishers sign who their readers are: made here, or brought as a public key.

EdDSA (Ed25519), ES256 (P-256) and HS256 (RFC 7518, RFC 8037). Of the first two the service holds only the public half.
"""

import base64
import re
import secrets
from dataclasses import dataclass, field
from enum import StrEnum

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from joserfc.jwk import ECKey, Key, OctKey, OKPKey

from commentsvc.domain.errors import invalid
from commentsvc.domain.limits import SIGN_ON_TEXT_MAX_CHARS
from commentsvc.domain.text import clean_line

SECRET_BYTES = 32
"""Random bytes of an HS256 secret: as many as the hash has (RFC 7518, section 3.2)."""

PEM_MAX_CHARS = 4000
"""A public key as PEM: those of both kinds have about 180 characters; a certificate chain is no key."""

_KID = re.compile(r"[A-Za-z0-9._-]{1,80}")


class Algorithm(StrEnum):
    """What a key signs with; written in its record, and never taken from a token."""

    EDDSA = "EdDSA"
    ES256 = "ES256"
    HS256 = "HS256"


# What may stand in a token's header: RFC 9864 has given Ed25519 a name of its own, which newer libraries write.
_NAMES = {Algorithm.EDDSA: ("EdDSA", "Ed25519"), Algorithm.ES256: ("ES256",), Algorithm.HS256: ("HS256",)}
_OPEN = {Algorithm.EDDSA: OKPKey, Algorithm.ES256: ECKey, Algorithm.HS256: OctKey}


@dataclass(frozen=True)
class VerifyingKey:
    """A key in force: its record, with what verifies (a public key as PEM, or the secret as it was shown)."""

    kid: str
    algorithm: Algorithm
    issuer: str
    material: str = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The names by which a token's header may call the algorithm."""
        return _NAMES[self.algorithm]

    @property
    def jws_name(self) -> str:
        """The algorithm's name in the library: its own check of EdDSA would take a second curve as well."""
        return self.names[-1]

    def opened(self) -> Key:
        """The key as the library takes it."""
        return _OPEN[self.algorithm].import_key(self.material)


def make(algorithm: Algorithm) -> tuple[str, str]:
    """A new key: what its owner signs with (to be shown once), and what the service verifies with.

    The secret of HS256 is 32 random bytes in base64url; the text itself, as ASCII, is the key.
    """
    if algorithm is Algorithm.HS256:
        secret = base64.urlsafe_b64encode(secrets.token_bytes(SECRET_BYTES)).rstrip(b"=").decode()
        return secret, secret
    if algorithm is Algorithm.EDDSA:
        private = ed25519.Ed25519PrivateKey.generate()
    else:
        private = ec.generate_private_key(ec.SECP256R1())
    shown = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return shown.decode(), _pem(private.public_key())


def brought(pem: str) -> tuple[Algorithm, str]:
    """The algorithm of a public key in PEM, and the key in the form in which it is kept.

    Raises Invalid for ``public_key``: ``public_key_private`` (a private key, which should never have left its
    owner), ``public_key_unreadable``, ``public_key_kind`` (neither Ed25519 nor P-256).
    """
    if "PRIVATE KEY" in pem:
        raise invalid("public_key", "public_key_private")
    try:
        public = serialization.load_pem_public_key(pem[:PEM_MAX_CHARS].encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise invalid("public_key", "public_key_unreadable") from error
    if isinstance(public, ed25519.Ed25519PublicKey):
        return Algorithm.EDDSA, _pem(public)
    if isinstance(public, ec.EllipticCurvePublicKey) and isinstance(public.curve, ec.SECP256R1):
        return Algorithm.ES256, _pem(public)
    raise invalid("public_key", "public_key_kind")


def clean_kid(kid: str) -> str:
    """A key's name as tokens give it. Raises Invalid ``kid_malformed``."""
    if not _KID.fullmatch(kid):
        raise invalid("kid", "kid_malformed")
    return kid


def clean_issuer(issuer: str) -> str:
    """The issuer that a key's tokens have to name. Raises Invalid for ``issuer``."""
    return clean_line("issuer", issuer, SIGN_ON_TEXT_MAX_CHARS)


def _pem(public) -> str:
    return public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
