"""How far what is known of an article can be trusted, and what of a claim can be compared with another's."""

import hashlib
from datetime import date
from enum import StrEnum


class Provenance(StrEnum):
    """Who says what an article is called and where it is.

    ``hint``: a reader's page said so. ``agreed``: two readers' pages in independent networks said the same.
    ``newsroom``: one of the newsroom confirmed what a reader's page said. ``fetched``: read from the publisher's own
    page (wordings only). ``publisher``: signed.
    """

    HINT = "hint"
    AGREED = "agreed"
    NEWSROOM = "newsroom"
    FETCHED = "fetched"
    PUBLISHER = "publisher"


_RANKS = tuple(Provenance)
_CLAIM_CHARS = 24


def better(one: str, other: str) -> Provenance:
    """The more trustworthy of two."""
    return max(Provenance(one), Provenance(other), key=_RANKS.index)


def claim(day: date, address: str | None, title: str) -> str:
    """What a page says of an article, as a digest: the first 24 hexadecimal digits of SHA-256.

    Two are alike when headline, canonical address and day are. The day is part of it because the hashes of networks
    change every day: those of two days do not tell whether it was the same network.
    """
    said = "\0".join((day.isoformat(), address or "", title))
    return hashlib.sha256(said.encode()).hexdigest()[:_CLAIM_CHARS]
