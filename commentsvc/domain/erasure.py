"""What erasing a reader means, and the line that is remembered of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Mode(StrEnum):
    """``detach``: the texts stay, and say nothing of who wrote them. ``delete``: the texts go as well."""

    DETACH = "detach"
    DELETE = "delete"


@dataclass(frozen=True)
class ErasureLine:
    """That a reader of a site was erased. ``subject`` is a keyed hash of the reader's public id
    (``Keys.blind("erasure", site, public_id)``): who has the line alone cannot say who it was.
    """

    site: str
    subject: str
    mode: str
    at: datetime


@dataclass(frozen=True)
class MailTraces:
    """What tells that a mail is a person's business: the addresses it may have gone to, and the public ids of the
    comments that it may quote (it links to each).
    """

    addresses: frozenset[str]
    comments: frozenset[str]


# A name in a text of its time, not a sentence of the interface: it is written into the comments, in the site's
# language, and read by everybody alike.
_FORMER = {"en": "A former reader", "uk": "Колишній читач", "ru": "Бывший читатель"}


def former_name(language: str) -> str:
    """What the author of a text is called whose name was taken away; ``language`` is the site's."""
    return _FORMER.get(language.partition("-")[0].lower(), _FORMER["en"])
