"""What an address of the desk or a form of it asks for, as far as a database can look for it."""

import re

from commentsvc.domain.limits import SEARCH_MAX_CHARS

_PUBLIC_ID = re.compile(r"[A-Za-z0-9]{1,40}")


def search_words(text: str) -> str:
    """What was typed to be looked for, without what no keyboard prints."""
    return "".join(letter for letter in text if letter.isprintable()).strip()[:SEARCH_MAX_CHARS]


def public_id(text: str) -> str:
    """A public id; "" for what cannot be one."""
    return text if _PUBLIC_ID.fullmatch(text) else ""
