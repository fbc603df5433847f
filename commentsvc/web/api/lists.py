"""What a newspaper's front page shows of its readers: the latest comments, the most discussed articles."""

from flask import Response

from commentsvc.domain.limits import EXCERPT_CHARS
from commentsvc.domain.markup import excerpt
from commentsvc.domain.markup_tree import words
from commentsvc.queries import site_lists
from commentsvc.services import sites
from commentsvc.web.api import list_schemas, presenters
from commentsvc.web.api.answers import public
from commentsvc.web.hot_pages import FOREVER
from commentsvc.web.json_body import ApiBlueprint
from commentsvc.web.request_context import now

# What shared caches are allowed anyway (``answers.PUBLIC_CACHE``): a list is made once a second at most.
KEPT_SECONDS = 1

blueprint = ApiBlueprint("lists", __name__, url_prefix="/api/v1", description="Lists for front pages")


@blueprint.get("/sites/<site>/latest")
@blueprint.arguments(list_schemas.LatestQuery, location="query")
@blueprint.response(200, list_schemas.Latest)
def latest(query: dict, site: str) -> Response:
    """The latest public comments of a site with their articles, newest first."""
    found = site_lists.latest(sites.get(site), query["limit"], query.get("cursor"))
    document = {"comments": [_comment(row) for row in found.rows], "next_cursor": found.next_cursor}
    return public(document, FOREVER, KEPT_SECONDS)


@blueprint.get("/sites/<site>/most-discussed")
@blueprint.arguments(list_schemas.MostDiscussedQuery, location="query")
@blueprint.response(200, list_schemas.MostDiscussed)
def most_discussed(query: dict, site: str) -> Response:
    """The articles with most comments among those that were commented on within some hours or days."""
    found = site_lists.most_discussed(sites.get(site), now() - query["within"], query["limit"])
    document = {"articles": [_discussed(row) for row in found.rows], "complete": found.complete}
    return public(document, FOREVER, KEPT_SECONDS)


def _comment(row) -> dict:
    return {
        "id": row.public_id,
        "parent_id": row.parent_public_id,
        "author": presenters.author(row),
        "excerpt": excerpt(words(row.body), EXCERPT_CHARS),
        "created_at": presenters.moment(row.created_at),
        "edited_at": presenters.moment(row.edited_at),
        "featured": row.featured,
        "votes": presenters.tallies(row),
        "reply_count": row.reply_count,
        "permalink": presenters.permalink(row.public_id),
        "article": _article(row),
    }


def _article(row) -> dict:
    return {"key": row.key, "url": row.url, "title": row.title}


def _discussed(row) -> dict:
    counted = {"comment_count": row.comment_count, "last_comment_at": presenters.moment(row.last_comment_at)}
    return _article(row) | counted
