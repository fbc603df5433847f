"""Secrets derived from the service's one key: tokens that need no storage, sealed words and keyed hashes."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from itsdangerous import BadSignature, Signer

_NETWORK_CHARS = 20


class Keys:
    """Signs and hashes with the key that lies outside the database: a stolen database holds no usable token."""

    def __init__(self, secret: bytes):
        self._secret = secret
        self._signers: dict[str, Signer] = {}
        self._box = Fernet(base64.urlsafe_b64encode(self.derived("sealed")))
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

    def seal(self, words: str) -> str:
        """Words encrypted for the database (Fernet: AES-128-CBC with HMAC-SHA-256), readable only with the key."""
        return self._box.encrypt(words.encode()).decode()

    def unseal(self, sealed: str) -> str | None:
        """What was sealed, or None when it was sealed with another key or is damaged."""
        try:
            return self._box.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None

    def blind(self, purpose: str, scope: str, words: str) -> str:
        """A keyed hash (64 hexadecimal digits) that finds the same words again within one purpose and ``scope``.

        The scope is a site's public name: hashes of two sites cannot be compared, so nobody is followed across them.
        """
        message = f"blind\0{purpose}\0{scope}\0{words}".encode()
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()


def network_hash(day_key: bytes, prefix: str) -> str:
    """A keyed hash (20 hexadecimal digits of HMAC-SHA-256) of an address prefix, under the random key of one day.

    It cannot follow a reader beyond the day; once the day's key is destroyed nobody can try addresses against it.
    """
    return hmac.new(day_key, f"network\0{prefix}".encode(), hashlib.sha256).hexdigest()[:_NETWORK_CHARS]
