"""Atom feeds (RFC 4287) as XML; replies name what they answer as RFC 4685 has it.

Every text goes through ``showable``, because XML 1.0 has no way to write most control characters.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from commentsvc.domain.text import showable

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_THREAD = "http://purl.org/syndication/thread/1.0"
# Names of ours are made below this one (RFC 9562, version 5). It never changes, and with it no id of a feed or entry.
_NAMES = uuid.UUID("5e1b6c86-6f0c-4a29-9c39-0d6f1f6e7a55")


@dataclass(frozen=True)
class Entry:
    """One comment: ``html`` is clean already; ``answers`` names the comment it replies to."""

    name: str
    title: str
    author: str
    link: str
    html: str
    published: datetime
    updated: datetime
    answers: str | None = None


@dataclass(frozen=True)
class Feed:
    """A feed: ``name`` identifies it for ever, ``address`` is its own, ``link`` the page it stands for."""

    name: str
    title: str
    language: str
    address: str
    link: str | None
    updated: datetime
    entries: list[Entry]


def write(feed: Feed) -> bytes:
    """The feed as an XML document in UTF-8."""
    root = Element("feed", {"xmlns": _ATOM, "xmlns:thr": _THREAD, "xml:lang": feed.language})
    _text(root, "id", _id(feed.name))
    _text(root, "title", feed.title)
    _text(root, "updated", _moment(feed.updated))
    _link(root, "self", feed.address, MEDIA_TYPE)
    if feed.link:
        _link(root, "alternate", feed.link, "text/html")
    for entry in feed.entries:
        _write_entry(SubElement(root, "entry"), entry)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _write_entry(element: Element, entry: Entry) -> None:
    _text(element, "id", _id(entry.name))
    _text(element, "title", entry.title)
    _text(SubElement(element, "author"), "name", entry.author)
    _text(element, "published", _moment(entry.published))
    _text(element, "updated", _moment(entry.updated))
    _link(element, "alternate", entry.link, "text/html")
    if entry.answers:
        SubElement(element, "thr:in-reply-to", {"ref": _id(entry.answers)})
    _text(element, "content", entry.html, {"type": "html"})


def _text(parent: Element, tag: str, text: str, attributes: dict[str, str] | None = None) -> None:
    SubElement(parent, tag, attributes or {}).text = showable(text)


def _link(parent: Element, relation: str, address: str, kind: str) -> None:
    SubElement(parent, "link", {"rel": relation, "type": kind, "href": showable(address)})


def _id(name: str) -> str:
    return uuid.uuid5(_NAMES, name).urn


def _moment(moment: datetime) -> str:
    """RFC 3339 in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
