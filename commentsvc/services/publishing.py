"""What the publisher's own server says of an article: signed, believed, and not overwritten by readers' pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta

from commentsvc.db import db
from commentsvc.domain import page_url
from commentsvc.domain.errors import Invalid, invalid
from commentsvc.domain.limits import (
    ARTICLE_TEXT_MAX_CHARS,
    AUTHORS_MAX,
    KEY_MAX_CHARS,
    NAME_MAX_CHARS,
    SECTION_MAX_CHARS,
    TITLE_MAX_CHARS,
)
from commentsvc.domain.provenance import Provenance
from commentsvc.domain.text import clean_line, clean_text
from commentsvc.models.article import Article, Thread
from commentsvc.services import articles, sites, threads
from commentsvc.services.context import Context

# What is published is rarely dated years ahead; a date far away is a mistake in the unit.
_AHEAD_MAX = timedelta(days=2 * 366)
# What of an article readers or rules can notice: a change of these makes kept pages stale.
_NOTICED = ("url", "title", "authors", "section", "published_at")


@dataclass(frozen=True)
class Published:
    """An article as it is now known, its thread, and whether it was unknown before."""

    article: Article
    thread: Thread
    created: bool


def prepare(fields: Mapping) -> dict:
    """Clean what was sent, before any transaction begins; what is left out stays as it is, null clears it.

    Raises Invalid with the field that is wrong.
    """
    cleaned = {name: _CLEANERS[name](name, value) for name, value in fields.items() if name in _CLEANERS}
    if "title" in cleaned and cleaned["title"] is None:
        raise invalid("title", "empty")
    return cleaned


def publish(context: Context, key: str, word: dict) -> Published:
    """Make the article and its thread known, or change what is known of it; idempotent.

    ``word`` is what ``prepare`` gave. The thread is made at once, so that the desk can close or pre-moderate it before
    the first comment. Where the address is the key, as on pages that give none, a new address leads to the article too.
    Raises Invalid: an address outside the site, ``required`` for an article without address or title that is new or
    known from a single reader's page, ``key_is_former`` (``key``) for a key that was moved or merged.
    """
    key = clean_line("key", key, KEY_MAX_CHARS)
    former = articles.by_former_key(context, key)
    if former is not None:
        raise invalid("key", "key_is_former", key=former.key)
    if "url" in word:
        page_url.canonical(word["url"], sites.hosts(context.site))
    if word.get("published_at") and word["published_at"] - context.now > _AHEAD_MAX:
        raise invalid("published_at", "out_of_bounds")
    about = threads.ArticleHint(key)
    article = threads.article(context, about)
    created, known = article.provenance != Provenance.PUBLISHER, article.provenance != Provenance.HINT
    for name in ("url", "title"):
        # What one reader's page said of it does not become the publisher's word by itself.
        if not (word.get(name) or (known and getattr(article, name))):
            raise invalid(name, "required")
    thread = threads.open_for_writing(context, about)
    before = [getattr(article, name) for name in _NOTICED]
    for name, value in word.items():
        if name != "text":
            setattr(article, name, value)
    article.provenance, article.claim, article.claimed_from = Provenance.PUBLISHER, None, None
    if [getattr(article, name) for name in _NOTICED] != before:
        threads.changed(thread)
    if "url" in word:
        _follow(context, article)
    articles.know_text(context, article, word.get("text") or "", Provenance.PUBLISHER)
    db.session.flush()
    return Published(article, thread, created)


def _follow(context: Context, article: Article) -> None:
    """Pages that give no key are found by their address: by the new one, too, once the article has moved there.

    Where readers have written under the new address already there are two threads, which only an operator merges.
    """
    hosts = sites.hosts(context.site)
    try:
        if page_url.canonical(article.key, hosts) != article.key:
            return
    except Invalid:
        return
    key = page_url.canonical(article.url, hosts)
    if not articles.is_known(context, key):
        articles.add_alias(context, article, key)


def _line(max_chars: int):
    return lambda name, value: clean_line(name, value, max_chars, required=False) or None


def _address(name: str, value: object) -> str | None:
    if value is None and name != "url":
        return None
    href = page_url.safe_link(value) if isinstance(value, str) else None
    if href is None or href.startswith("mailto:"):
        raise invalid(name, "url_unreadable")
    return href.partition("#")[0] if name == "url" else href


def _authors(name: str, value: object) -> list[str]:
    names = value or []
    if len(names) > AUTHORS_MAX:
        raise invalid(name, "out_of_bounds")
    return list(dict.fromkeys(clean_line(name, one, NAME_MAX_CHARS) for one in names))


_CLEANERS = {
    "url": _address,
    "title": _line(TITLE_MAX_CHARS),
    "authors": _authors,
    "section": _line(SECTION_MAX_CHARS),
    "published_at": lambda name, value: value.astimezone(UTC) if value else None,
    "edit_url": _address,
    "text": lambda name, value: clean_text(name, value, ARTICLE_TEXT_MAX_CHARS, required=False),
}
