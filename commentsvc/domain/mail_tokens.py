"""What the links in our mails name: an address on a site, without telling either."""

import re
from dataclasses import dataclass

from commentsvc.domain.keys import Keys

_PURPOSE = "mail"
_SUBJECT = re.compile(r"([a-z0-9-]{1,40})~([0-9a-f]{64})")


@dataclass(frozen=True)
class AddressOnSite:
    """A site by its slug, and an address by the keyed hash that holds there."""

    slug: str
    address_hash: str


def issue(keys: Keys, about: AddressOnSite) -> str:
    """The token that lets its holder say what an address is told by a site. It does not expire: mails are kept long."""
    return keys.token(_PURPOSE, f"{about.slug}~{about.address_hash}")


def read(keys: Keys, token: str) -> AddressOnSite | None:
    """What a token is about, or None when it was not made here."""
    match = _SUBJECT.fullmatch(keys.read(_PURPOSE, token) or "")
    return AddressOnSite(match[1], match[2]) if match else None
