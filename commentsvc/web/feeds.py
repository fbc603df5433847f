"""Atom feeds of a site's and of a thread's latest comments, in the site's language whoever asks."""

from functools import lru_cache

import orjson
from flask import Blueprint, Response, request, url_for
from flask_babel import force_locale, gettext

from commentsvc.domain.limits import FEED_MAX_ENTRIES
from commentsvc.domain.markup import render_html
from commentsvc.queries import headlines, site_lists
from commentsvc.queries import threads as thread_queries
from commentsvc.services import sites
from commentsvc.services.threads import hint
from commentsvc.web import atom
from commentsvc.web.api import presenters
from commentsvc.web.hot_pages import FOREVER, made_from
from commentsvc.web.languages import LANGUAGES
from commentsvc.web.request_context import runtime

# Readers' programs ask every few minutes, while the feed of a busy site or thread would change with every one of them.
KEPT_SECONDS = 10
# Cleaned bodies, which cost more than all the rest of a feed: those of some twenty feeds.
_KEPT_BODIES = 1000
_CACHE = "public, max-age=60, s-maxage=10"

blueprint = Blueprint("feeds", __name__)


@blueprint.get("/feeds/<site>/comments.atom")
def comments(site: str) -> Response:
    """The latest comments of a whole site."""
    found = sites.get(site)
    rows = site_lists.latest(found, FEED_MAX_ENTRIES).rows
    home = f"{found.origins[0].origin}/" if found.origins else None
    with force_locale(language_of(found)):
        title = gettext("%(site)s: comments", site=found.name)
        feed = _feed(found, name_of(found), title, url_for("feeds.comments", site=site), home, rows)
    return answer(atom.write(feed), f"{atom.MEDIA_TYPE}; charset=utf-8")


@blueprint.get("/feeds/<site>/thread.atom")
def thread(site: str) -> Response:
    """The latest comments on one article, named by key or address. Raises Invalid where neither is given."""
    found = sites.get(site)
    named = {name: request.args[name] for name in ("key", "url") if request.args.get(name)}
    about = hint(found, named.get("key"), named.get("url"))
    row = thread_queries.by_key(found, about.key)
    rows = site_lists.latest_of_thread(found, row.id, FEED_MAX_ENTRIES) if row else []
    url, name = headlines.of_thread(row.id) if row else (about.url, None)
    link = url or _absolute(url_for("plain_thread.thread", site=site, **named))
    with force_locale(language_of(found)):
        title = _thread_title(found, name)
        address = url_for("feeds.thread", site=site, **named)
        feed = _feed(found, f"{name_of(found)} {about.key}", title, address, link, rows)
    return answer(atom.write(feed), f"{atom.MEDIA_TYPE}; charset=utf-8")


def name_of(site) -> str:
    """What tells this site from all others for ever, on whatever address the service is."""
    return f"site {site.slug} {site.created_at.isoformat()}"


def _thread_title(site, title: str | None) -> str:
    if title is None:
        return gettext("%(site)s: comments on an article", site=site.name)
    return gettext("%(site)s: comments on “%(title)s”", site=site.name, title=title)


def _feed(site, name: str, title: str, path: str, link: str | None, rows: list) -> atom.Feed:
    entries = [_entry(row) for row in rows]
    # A feed without entries is as old as its site: a time that moved by itself would make it another one each time.
    updated = max([entry.updated for entry in entries], default=site.created_at)
    return atom.Feed(name, title, language_of(site), _absolute(path), link, updated, entries)


def _entry(row) -> atom.Entry:
    title = gettext("Comment by %(name)s", name=row.author_name)
    if row.title is not None:
        title = gettext("%(name)s on “%(title)s”", name=row.author_name, title=row.title)
    return atom.Entry(
        name=f"comment {row.public_id}",
        title=title,
        author=row.author_name,
        link=presenters.permalink(row.public_id),
        html=_html(orjson.dumps(row.body)),
        published=row.created_at,
        updated=row.edited_at or row.created_at,
        answers=f"comment {row.parent_public_id}" if row.parent_public_id else None,
    )


@lru_cache(_KEPT_BODIES)
def _html(body: bytes) -> str:
    return render_html(orjson.loads(body))


def language_of(site) -> str:
    """The language of a site's feeds."""
    return site.language if site.language in LANGUAGES else "en"


def _absolute(path: str) -> str:
    return runtime().settings.base_url + path


def answer(feed: bytes, content_type: str) -> Response:
    """A feed as it is sent: for everybody, and made anew every few seconds at most."""
    made_from(FOREVER, KEPT_SECONDS)
    response = Response(feed, content_type=content_type)
    response.headers["Cache-Control"] = _CACHE
    # Programs in browsers read feeds too, and there is nothing in them that is not for everyone.
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
