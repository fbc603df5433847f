"""The keys with which a publisher signs who its readers are: kept, listed, ended.

To replace one: create another, let the publisher's server sign with it, revoke the old one.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from commentsvc.db import db, new_public_id
from commentsvc.domain import sign_on_keys
from commentsvc.domain.errors import NotFound, invalid
from commentsvc.domain.keys import Keys
from commentsvc.domain.sign_on_keys import Algorithm, VerifyingKey
from commentsvc.models.identity import SignOnKey
from commentsvc.models.site import Site


@dataclass(frozen=True)
class NewKey:
    """What a key is to be: its issuer, its name in tokens (None: one is made), and the algorithm or a public key."""

    issuer: str
    kid: str | None = None
    algorithm: Algorithm = Algorithm.EDDSA
    public_key: str | None = None


def create(site: Site, keys: Keys, new: NewKey, now: datetime) -> tuple[SignOnKey, str | None]:
    """Keep a key; returns it and what its owner signs with (None where a public key was brought), to be shown once.

    Raises Invalid: ``kid_malformed``, ``kid_taken`` (a revoked key's name is not used again), or what is wrong with the
    issuer or the public key.
    """
    issuer = sign_on_keys.clean_issuer(new.issuer)
    kid = sign_on_keys.clean_kid(new.kid or new_public_id())
    if any(row.kid == kid for row in listed(site)):
        raise invalid("kid", "kid_taken")
    shown = None
    if new.public_key is not None:
        algorithm, material = sign_on_keys.brought(new.public_key)
    else:
        algorithm = new.algorithm
        shown, material = sign_on_keys.make(algorithm)
    row = SignOnKey(
        site_id=site.id,
        kid=kid,
        algorithm=algorithm,
        issuer=issuer,
        # Whoever has the secret can be any reader: it does not lie in the database as it is.
        material=keys.seal(material) if algorithm is Algorithm.HS256 else material,
        created_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return row, shown


def listed(site: Site) -> list[SignOnKey]:
    """All keys of a site, the oldest first, revoked ones among them."""
    return list(db.session.scalars(select(SignOnKey).where(SignOnKey.site_id == site.id).order_by(SignOnKey.id)))


def revoke(site: Site, kid: str, now: datetime) -> SignOnKey:
    """End a key. Repeating it changes nothing. Raises NotFound ``unknown_key``."""
    row = db.session.scalar(select(SignOnKey).where(SignOnKey.site_id == site.id, SignOnKey.kid == kid))
    if row is None:
        raise NotFound("unknown_key")
    row.revoked_at = row.revoked_at or now
    return row


def in_force(site: Site, keys: Keys) -> list[VerifyingKey]:
    """What verifies the site's tokens: the keys that have not been revoked, and whose secret can be opened."""
    found = []
    for row in listed(site):
        algorithm = Algorithm(row.algorithm)
        material = keys.unseal(row.material) if algorithm is Algorithm.HS256 else row.material
        if row.revoked_at is None and material is not None:
            found.append(VerifyingKey(row.kid, algorithm, row.issuer, material))
    return found
