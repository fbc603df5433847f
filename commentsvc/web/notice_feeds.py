"""Feeds of a site's correction notices, as Atom and as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import orjson
from flask import Blueprint, Response, render_template, url_for
from flask_babel import force_locale, gettext

from commentsvc.domain.limits import FEED_MAX_ENTRIES
from commentsvc.domain.text import showable
from commentsvc.queries import notices as notice_queries
from commentsvc.services import sites
from commentsvc.web import atom, notice_words
from commentsvc.web.api import presenters
from commentsvc.web.feeds import answer, language_of, name_of
from commentsvc.web.notice_documents import words
from commentsvc.web.request_context import runtime

JSON_FEED = "application/feed+json"

blueprint = Blueprint("notice_feeds", __name__)


@blueprint.get("/feeds/<site>/corrections.atom", endpoint="atom")
def atom_feed(site: str) -> Response:
    """The latest notices; one that was changed or withdrawn is the same entry with a later ``updated``."""
    found, rows = _latest(site)
    with force_locale(language_of(found)):
        feed = atom.Feed(
            name=f"{name_of(found)} corrections",
            title=gettext("%(site)s: corrections", site=found.name),
            language=language_of(found),
            address=_own_address("notice_feeds.atom", site),
            link=notice_words.page_address(site),
            updated=max([row.updated_at for row in rows], default=found.created_at),
            entries=[_entry(found, row) for row in rows],
        )
        return answer(atom.write(feed), f"{atom.MEDIA_TYPE}; charset=utf-8")


@blueprint.get("/feeds/<site>/corrections.json", endpoint="json")
def json_feed(site: str) -> Response:
    """The same as a JSON feed."""
    found, rows = _latest(site)
    with force_locale(language_of(found)):
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": gettext("%(site)s: corrections", site=found.name),
            "home_page_url": notice_words.page_address(site),
            "feed_url": _own_address("notice_feeds.json", site),
            "language": language_of(found),
            "items": [_item(found, row) for row in rows],
        }
    return answer(orjson.dumps(feed), JSON_FEED)


def _latest(slug: str):
    site = sites.get(slug)
    return site, notice_queries.page(site, limit=FEED_MAX_ENTRIES)[0]


def _own_address(endpoint: str, slug: str) -> str:
    return runtime().settings.base_url + url_for(endpoint, site=slug)


def _entry(site, row) -> atom.Entry:
    return atom.Entry(
        name=f"notice {row.id}",
        title=_title(row),
        author=site.name,
        link=notice_words.address(site.slug, row),
        html=_html(site, row),
        published=row.published_at,
        updated=row.updated_at,
    )


def _item(site, row) -> dict:
    return {
        "id": notice_words.address(site.slug, row),
        "url": notice_words.address(site.slug, row),
        "title": showable(_title(row)),
        "content_html": showable(_html(site, row)),
        "summary": showable(words(row) or row.withdrawn_because),
        "date_published": presenters.moment(row.published_at),
        "date_modified": presenters.moment(row.updated_at),
        "language": row.language,
        "tags": [row.kind],
    } | ({"external_url": row.article.url} if row.article.url else {})


def _title(row) -> str:
    kind = str(notice_words.KINDS[row.kind])
    if row.withdrawn_at is not None:
        kind = gettext("%(kind)s, withdrawn", kind=kind)
    return f"{kind}: {row.article.title}" if row.article.title else kind


def _html(site, row) -> str:
    return render_template("notices/entry.html", one=notice_words.shown(site.slug, row)).strip()
