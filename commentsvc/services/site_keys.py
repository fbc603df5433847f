"""Keys with which a publisher's server signs what it says. Secrets are derived, never stored, and shown once."""

from datetime import datetime

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.errors import NotFound
from commentsvc.domain.keys import Keys
from commentsvc.models.site import Site, SiteKey


def create(site: Site, now: datetime) -> SiteKey:
    """Make a key; those made before stay in force until they are revoked, so that it can be replaced without a gap."""
    row = SiteKey(site_id=site.id, created_at=now)
    db.session.add(row)
    db.session.flush()
    return row


def listed(site: Site) -> list[SiteKey]:
    """All keys of a site, the oldest first, revoked ones among them."""
    return list(db.session.scalars(select(SiteKey).where(SiteKey.site_id == site.id).order_by(SiteKey.id)))


def revoke(site: Site, public_id: str, now: datetime) -> SiteKey:
    """End a key. Repeating it changes nothing. Raises NotFound ``unknown_key``."""
    row = db.session.scalar(select(SiteKey).where(SiteKey.site_id == site.id, SiteKey.public_id == public_id))
    if row is None:
        raise NotFound("unknown_key")
    row.revoked_at = row.revoked_at or now
    return row


def secret(keys: Keys, row: SiteKey) -> bytes:
    """The 32 bytes that sign with a key; made anew each time from a key outside the database."""
    return keys.derived(f"site-key\0{row.public_id}")


def in_force(site: Site, keys: Keys) -> list[bytes]:
    """The secrets of all keys that have not been revoked."""
    return [secret(keys, row) for row in listed(site) if row.revoked_at is None]
