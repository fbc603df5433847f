"""Addresses of mail: which are taken, which are the same, and how one is shown without being told."""

import re
import unicodedata
from dataclasses import dataclass

from ada_url import idna

from commentsvc.domain.limits import EMAIL_MAX_CHARS

# RFC 5321, 4.5.3.1.1.
_LOCAL_MAX_BYTES = 64
# RFC 5322's atext; beyond ASCII only letters, digits and their marks (RFC 6531 allows more than anybody has).
_ASCII_ATOM = frozenset("!#$%&'*+-/=?^_`{|}~")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
# Where dots in the name mean nothing.
_DOTS_MEAN_NOTHING = frozenset({"gmail.com", "googlemail.com"})


@dataclass(frozen=True)
class MailAddress:
    """An address to which mail can be sent; ``name`` as it was typed, ``host`` in lower case and ASCII (IDNA)."""

    name: str
    host: str

    def __str__(self) -> str:
        return f"{self.name}@{self.host}"

    @property
    def same(self) -> str:
        """What two spellings of one address have in common: hosts tell names apart by case in theory only."""
        return f"{self.name.casefold()}@{self.host}"

    @property
    def mailbox(self) -> str:
        """The mailbox in which it ends: without what follows a ``+``, so that nobody is written to a hundred times
        under a hundred names of one mailbox.
        """
        name = self.name.casefold().partition("+")[0] or self.name.casefold()
        if self.host in _DOTS_MEAN_NOTHING:
            name = name.replace(".", "")
        return f"{name}@{self.host}"

    @property
    def masked(self) -> str:
        """Enough for its owner to know it, too little for anybody else: ``a…@example.org``."""
        return f"{self.name[0]}…@{self.host}"


def read(text: str) -> MailAddress | None:
    """The address that a text is, or None for any other text.

    Taken are names of atoms with dots between (RFC 5321's Dot-string, with letters of all scripts) at a host with a
    dot; no comments, quotes, routes or numbers for hosts, which only attackers and textbooks use.
    """
    text = unicodedata.normalize("NFC", text.strip())
    name, at, host = text.rpartition("@")
    if not at or len(text) > EMAIL_MAX_CHARS or not _is_name(name):
        return None
    host = _ascii_host(host)
    if host is None or len(name) + 1 + len(host) > EMAIL_MAX_CHARS:
        return None
    return MailAddress(name, host)


def _is_name(name: str) -> bool:
    if not name or len(name.encode("utf-8", "surrogatepass")) > _LOCAL_MAX_BYTES:
        return False
    return all(atom and all(map(_in_atom, atom)) for atom in name.split("."))


def _in_atom(char: str) -> bool:
    if char.isascii():
        return char.isalnum() or char in _ASCII_ATOM
    return unicodedata.category(char)[0] in "LNM"


def _ascii_host(host: str) -> str | None:
    try:
        host = idna.encode(host).decode().lower()
    except (ValueError, UnicodeError):
        return None
    labels = host.split(".")
    whole = len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)
    return host if whole and not labels[-1].isdecimal() else None
