"""Secrets derived from the service's one key: tokens that need no storage, and keyed hashes of networks."""

import hashlib
import hmac
from datetime import date

from itsdangerous import BadSignature, Signer

_NETWORK_CHARS = 20


class Keys:
    """Signs and hashes with the key that lies outside the database: a stolen database holds no usable token."""

    def __init__(self, secret: bytes):
        self._secret = secret
        self._signers: dict[str, Signer] = {}
        self.avatar_key = self.derived("avatar")

    def derived(self, purpose: str) -> bytes:
        """A key for one purpose, from which the service's key cannot be worked out: HMAC-SHA-256 of the purpose."""
        return hmac.new(self._secret, f"key\0{purpose}".encode(), hashlib.sha256).digest()

    def _signer(self, purpose: str) -> Signer:
        if purpose not in self._signers:
            self._signers[purpose] = Signer(
                self._secret, salt=f"commentsvc.{purpose}", key_derivation="hmac", digest_method=hashlib.sha256
            )
        return self._signers[purpose]

    def token(self, purpose: str, public_id: str) -> str:
        """The bearer token of the row ``public_id``: the id, a dot and a signature only this service can make."""
        return self._signer(purpose).sign(public_id).decode()

    def read(self, purpose: str, token: str) -> str | None:
        """The public id in a token, or None when it was not made here for this purpose."""
        try:
            return self._signer(purpose).unsign(token.encode("utf-8", "surrogatepass")).decode()
        except (BadSignature, UnicodeDecodeError):
            return None

    def network(self, network: str, day: date) -> str:
        """A keyed hash of an address prefix that changes every day, so that it cannot follow a reader for long."""
        message = f"network\0{day.isoformat()}\0{network}".encode()
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()[:_NETWORK_CHARS]
