"""Reading: threads, replies, permalinks, counts."""

import math

from flask import Response

from commentsvc.domain.filters import Filter
from commentsvc.domain.ranking import Order
from commentsvc.queries import counts as count_queries
from commentsvc.queries import filtered
from commentsvc.queries import threads as thread_queries
from commentsvc.queries.nodes import Page
from commentsvc.services import known_sites
from commentsvc.services.threads import hint
from commentsvc.web.api import presenters, schemas, thread_head
from commentsvc.web.api.answers import public, public_html
from commentsvc.web.embed import fragment
from commentsvc.web.json_body import ApiBlueprint
from commentsvc.web.request_context import context_of, site_context

blueprint = ApiBlueprint("threads", __name__, url_prefix="/api/v1", description="Reading what is public")


@blueprint.get("/sites/<site>/thread")
@blueprint.arguments(schemas.ThreadQuery, location="query")
@blueprint.response(200, schemas.ThreadPage)
def thread(query: dict, site: str) -> Response:
    """A thread and its first page of roots, each with its first replies; or one of its filters, newest first."""
    context = site_context(site)
    about = hint(context.site, query.get("key"), query.get("url"))
    row = thread_queries.by_key(context.site, about.key)
    head = thread_head.of(context, row, about.key, about.url)
    document = {"thread": thread_head.announced(head), **_page(None if head.closed else row, query)}
    if query["format"] == "html":
        seconds = min(fragment.seconds_left(), head.seconds or math.inf)
        return public_html(fragment.render(context, document, query), head.source, seconds)
    return public(document, head.source, head.seconds)


def _page(row, query: dict) -> dict:
    """What a page shows besides its head."""
    chosen = Filter(query["filter"]) if query["filter"] else None
    page, picks = Page([], None), []
    if row is not None and chosen is not None:
        page = filtered.page(row.id, chosen, query["limit"], query.get("cursor"))
    elif row is not None:
        page = thread_queries.roots(row.id, Order(query["sort"]), query["limit"], query.get("cursor"))
        if row.shows_featured and "cursor" not in query:
            picks = filtered.on_top(row.id)
    return {
        "sort": Order.NEWEST if chosen else query["sort"],
        "filter": chosen,
        "featured": [presenters.comment(node) for node in picks],
        **presenters.comments(page),
    }


@blueprint.get("/comments/<comment_id>/replies")
@blueprint.arguments(schemas.ListQuery, location="query")
@blueprint.response(200, schemas.Replies)
def replies(query: dict, comment_id: str) -> Response:
    """More replies of one comment."""
    branch = thread_queries.public_row(comment_id)
    head = _head_of(branch)
    page = thread_queries.replies(branch, Order(query["sort"]), query["limit"], query.get("cursor"))
    return public(presenters.comments(page), head.source, head.seconds)


@blueprint.get("/comments/<comment_id>")
@blueprint.arguments(schemas.LanguageQuery, location="query")
@blueprint.response(200, schemas.Permalink)
def permalink(query: dict, comment_id: str) -> Response:
    """One comment with its ancestors."""
    row = thread_queries.public_row(comment_id)
    head = _head_of(row)
    above = thread_queries.ancestors(row)
    return public(
        {
            "thread": thread_head.announced(head),
            "comment": presenters.comment(thread_queries.single(row, above)),
            "ancestors": [presenters.comment(thread_queries.single(one, above)) for one in above],
        },
        head.source,
        head.seconds,
    )


@blueprint.get("/sites/<site>/counts")
@blueprint.arguments(schemas.CountsQuery, location="query")
@blueprint.response(200, schemas.Counts)
def counts(query: dict, site: str) -> Response:
    """Counts for a list page, up to 100 articles at once. Most are answered before this (``hot_counts``)."""
    return public({"counts": count_queries.by_keys(known_sites.by_slug(site), query["key"])})


def _head_of(comment) -> thread_head.Head:
    """The head of a comment's thread. Raises NotFound where comments are off."""
    row = thread_queries.by_id(comment.thread_id)
    head = thread_head.of(context_of(known_sites.by_id(row.site_id)), row, row.key)
    head.require_shown()
    return head
