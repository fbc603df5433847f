"""Articles and their threads: found or made, versioned, locked."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value

from commentsvc import rows
from commentsvc.db import db
from commentsvc.domain import page_url
from commentsvc.domain.errors import Forbidden, LostRace, NotFound, invalid
from commentsvc.domain.limits import KEY_MAX_CHARS, TITLE_MAX_CHARS
from commentsvc.domain.provenance import Provenance, claim
from commentsvc.domain.text import clean_line
from commentsvc.domain.thread_state import ThreadState, locks_at, state_of
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.services import articles, sites
from commentsvc.services.context import Context

_ARTICLE = rows.Prepared(
    rows.whole(Article).where(Article.site_id == bindparam("site_id"), Article.key == bindparam("key"))
)
_BY_ARTICLE = rows.Prepared(rows.whole(Thread).where(Thread.article_id == bindparam("article_id")).with_for_update())
_BY_ID = rows.Prepared(rows.whole(Thread).where(Thread.id == bindparam("thread_id")).with_for_update())

_VERSION = rows.Prepared(select(Thread.version).where(Thread.id == bindparam("thread_id")))


@dataclass(frozen=True)
class ArticleHint:
    """What a reader's page says of an article: untrusted, and never enough to overwrite what is known.

    ``canonical`` is the form of ``url`` in which two pages of one article are alike.
    """

    key: str
    url: str | None = None
    title: str | None = None
    canonical: str | None = None


def hint(site, key: str | None, url: str | None, title: str | None = None) -> ArticleHint:
    """Make a hint from what a page sent; without a key the canonical URL is the key.

    Raises Invalid for a key or URL that names no article of this site.
    """
    canonical = page_url.canonical(url, sites.hosts(site)) if url else None
    if key:
        key = clean_line("key", key, KEY_MAX_CHARS)
    elif canonical:
        key = canonical
    else:
        raise invalid("key", "key_or_url_required")
    # The canonical address is a name; what is linked to is the address that the page itself had.
    link = page_url.safe_link(url.partition("#")[0]) if canonical else None
    name = clean_line("title", title, TITLE_MAX_CHARS, required=False) if title else None
    return ArticleHint(key, link, name, canonical)


def article(context: Context, about: ArticleHint) -> Article:
    """The article of that key, made if it is new. A hint fills what is empty, and overwrites nothing that is known."""

    def find() -> Article | None:
        return rows.fetch(Article, _ARTICLE, site_id=context.site.id, key=about.key)

    found = find() or articles.by_former_key(context, about.key)
    if found is None:
        found = Article(
            site_id=context.site.id, key=about.key, url=about.url, title=about.title, created_at=context.now
        )
        found = _insert_or_find(found, find)
    _fill(context, found, about)
    return found


def _fill(context: Context, known: Article, about: ArticleHint) -> None:
    if known.provenance != Provenance.HINT:
        return
    # Set only where there is news: what is set is written, even if it is the same.
    for name in ("url", "title"):
        if getattr(about, name) and not getattr(known, name):
            setattr(known, name, getattr(about, name))
    if about.title:
        _weigh(context, known, about)
    rows.save(known)


def _weigh(context: Context, known: Article, about: ArticleHint) -> None:
    """Two pages in independent networks that say the same, one after the other, are believed."""
    said = claim(context.now.date(), about.canonical, about.title)
    if known.claim != said:
        known.claim, known.claimed_from = said, context.network
    elif known.claimed_from != context.network:
        known.url, known.title = about.url or known.url, about.title
        known.provenance, known.claim, known.claimed_from = Provenance.AGREED, None, None


def open_for_writing(context: Context, about: ArticleHint) -> Thread:
    """The article's thread, made if it is new, with its row locked until the end of the unit of work."""
    # On PostgreSQL the article may be merged into another one while this waits for its thread: then look once more.
    return _thread_of(context, about) or _thread_of(context, about) or _gone()


def _thread_of(context: Context, about: ArticleHint) -> Thread | None:
    owner = article(context, about)
    thread = of_article(context, owner.id)
    if thread is not None:
        # The session holds its objects weakly: whoever asks for the article next must not read it a second time.
        set_committed_value(thread, "article", owner)
    return thread


def of_article(context: Context, article_id: int) -> Thread | None:
    """The article's thread, made if it is new, with its row locked; None where the article was merged meanwhile."""

    def find() -> Thread | None:
        return rows.fetch(Thread, _BY_ARTICLE, article_id=article_id)

    return find() or _insert_or_find(
        Thread(site_id=context.site.id, article_id=article_id, created_at=context.now), find
    )


def _gone():
    raise LostRace("thread_changed")


def lock_row(thread_id: int) -> Thread:
    """The thread's row, locked: whoever changes its comments goes through here, one after the other.

    Raises NotFound ``unknown_thread`` for one that was merged into another meanwhile.
    """
    thread = rows.fetch(Thread, _BY_ID, thread_id=thread_id)
    if thread is None:
        raise NotFound("unknown_thread")
    return thread


def lock_of(comment: Comment) -> Thread:
    """The row of a comment's thread, locked; where that was merged into another meanwhile, the other's."""
    thread = rows.fetch(Thread, _BY_ID, thread_id=comment.thread_id)
    if thread is None:
        db.session.refresh(comment, ["thread_id"])
        thread = lock_row(comment.thread_id)
    return thread


@dataclass(frozen=True)
class _Facts:
    """What decides a thread's state (``domain.thread_state.Facts``)."""

    closed: bool
    locked: bool
    stays_open: bool
    section: str | None
    begun_at: datetime


def state(context: Context, thread: Thread) -> ThreadState:
    """The thread's state at this moment, by hand, by its age and by its section."""
    return state_of(_facts(context, thread), context.settings, context.now)


def is_aged(context: Context, thread: Thread) -> bool:
    """Whether the thread's age locks it, whatever was done by hand before; not where a moderator wants it open."""
    due = locks_at(_facts(context, thread), context.settings)
    return due is not None and context.now >= due


def is_past_age(context: Context, thread: Thread) -> bool:
    """Whether the thread is as old as those that are locked, wanted open or not."""
    due = locks_at(replace(_facts(context, thread), stays_open=False), context.settings)
    return due is not None and context.now >= due


def _facts(context: Context, thread: Thread) -> _Facts:
    rules = context.settings
    # The article's row is read only where something of it counts: votes should not pay for what few sites set.
    about = db.session.get_one(Article, thread.article_id) if rules.lock_after_days or rules.closed_sections else None
    section, published_at = (about.section, about.published_at) if about is not None else (None, None)
    return _Facts(thread.closed, thread.locked, thread.stays_open, section, published_at or thread.created_at)


def require_shown(context: Context, thread: Thread) -> None:
    """Raise Forbidden ``thread_closed`` where comments are off."""
    if state(context, thread) is ThreadState.CLOSED:
        raise Forbidden("thread_closed")


def require_open(context: Context, thread: Thread) -> None:
    """Raise Forbidden ``thread_closed`` or ``thread_locked`` where the thread takes nothing from readers."""
    now = state(context, thread)
    if now is ThreadState.CLOSED:
        raise Forbidden("thread_closed")
    if now is ThreadState.LOCKED:
        raise Forbidden("thread_locked")


def section(thread: Thread) -> str | None:
    """The section of the newspaper that the thread's article is in, where the publisher has said so."""
    return db.session.get_one(Article, thread.article_id).section


def version(thread_id: int) -> int:
    """The present version of a thread; inside a unit of work that wrote to it, the one it will have."""
    return _VERSION.first(thread_id=thread_id).version


def find(context: Context, public_id: str) -> Thread:
    """One thread of this site. Raises NotFound ``unknown_thread``."""
    thread = db.session.scalar(select(Thread).where(Thread.site_id == context.site.id, Thread.public_id == public_id))
    if thread is None:
        raise NotFound("unknown_thread")
    return thread


def changed(thread: Thread) -> None:
    """A reader could see a difference: the version grows, and with it every entity tag made from it."""
    thread.version += 1


def _insert_or_find(row, find):
    """Insert unless another writer just did; PostgreSQL readers can race here, SQLite's writers cannot."""
    try:
        with db.session.begin_nested():
            rows.save(row)
    except IntegrityError:
        return find()
    return row
