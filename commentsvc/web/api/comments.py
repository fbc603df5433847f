"""Writing: comments posted, previewed, edited, withdrawn."""

import re

from flask import Response, request

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import PreconditionRequired, Unreadable
from commentsvc.queries import readers as reader_queries
from commentsvc.services import comments, known_sites, threads
from commentsvc.services.threads import hint
from commentsvc.web import nudges, openings, rate_limits
from commentsvc.web.api import presenters, schemas
from commentsvc.web.api.answers import created_once, private
from commentsvc.web.cors import require_origin_of
from commentsvc.web.json_body import ApiBlueprint
from commentsvc.web.rate_limits import limiter
from commentsvc.web.request_context import context_of, identify, site_context

blueprint = ApiBlueprint("comments", __name__, url_prefix="/api/v1", description="Writing comments")

_ETAG = re.compile(r'"?(\d{1,9})"?')


def comment_in_context(comment_id: str) -> tuple:
    """The context of a request about one comment, with the caller named, and the comment.

    Raises NotFound ``unknown_comment``.
    """
    comment = comments.anywhere(comment_id)
    site = known_sites.by_id(comment.site_id)
    require_origin_of(site)
    return identify(context_of(site)), comment


@blueprint.post("/sites/<site>/comments")
@rate_limits.of_network(rate_limits.NETWORK_COMMENTS)
@limiter.limit(rate_limits.COMMENTS)
@blueprint.arguments(schemas.NewComment)
@blueprint.response(201, schemas.Posted)
def post(body: dict, site: str) -> Response:
    """Post a comment or a reply; a caller without a token becomes a guest and gets one."""
    text = comments.prepare_text(body["source"])
    author = body["author"]
    name = comments.prepare_name(author["name"]) if author else None
    with nudges.counted(), unit_of_work():
        context = identify(site_context(site))
        box = openings.read(context, body["opened"], body["leave_empty"])
        new = comments.NewComment(text, name, body["parent_id"], box, nudges.wanted(body["nudge"]))
        about = hint(context.site, **{name: body["thread"].get(name) for name in ("key", "url", "title")})

        def act():
            comment, token = comments.post(context, about, new)
            return posted(comment), token.public_id if token else None

        document = created_once(context, "comment", act)
    response = private(document, 201)
    response.headers["Location"] = document["comment"]["permalink"]
    return _tagged(response, document["comment"])


@blueprint.patch("/comments/<comment_id>")
@limiter.limit(rate_limits.EDITS)
@blueprint.arguments(schemas.Changed)
@blueprint.response(200, schemas.Posted)
def edit(body: dict, comment_id: str) -> Response:
    """Replace the text of one's own comment; ``If-Match`` names the version that was seen."""
    seen = _seen_version()
    text = comments.prepare_text(body["source"])
    with nudges.counted(), unit_of_work():
        context, comment = comment_in_context(comment_id)
        document = posted(comments.edit(context, comment, text, seen, nudges.wanted(body["nudge"])))
    return _tagged(private(document), document["comment"])


@blueprint.delete("/comments/<comment_id>")
@limiter.limit(rate_limits.EDITS)
@blueprint.response(200, schemas.Posted)
def withdraw(comment_id: str) -> Response:
    """Withdraw one's own comment; a tombstone stays where replies hang on it."""
    with unit_of_work():
        document = posted(comments.withdraw(*comment_in_context(comment_id)))
    return private(document)


@blueprint.get("/sites/<site>/opening")
@blueprint.response(200, schemas.Opening)
def opening(site: str) -> Response:
    """That a box is opened now; asked for where the thread's head says ``timed``."""
    return private({"opened": openings.word(site_context(site))})


@blueprint.post("/sites/<site>/preview")
@limiter.limit(rate_limits.PREVIEWS)
@blueprint.arguments(schemas.Source)
@blueprint.response(200, schemas.Preview)
def preview(body: dict, site: str) -> Response:
    """Exactly what would be shown."""
    site_context(site)
    return private({"body": comments.prepare_text(body["source"]).body.nodes})


def posted(comment) -> dict:
    """The stored comment as its author sees it, and the thread's version with it."""
    parent = reader_queries.public_ids({comment.parent_id} - {None}).get(comment.parent_id)
    return {
        "comment": presenters.own_comment(comment, parent),
        "thread_version": threads.version(comment.thread_id),
    }


def _seen_version() -> int:
    header = request.headers.get("If-Match")
    if header is None:
        raise PreconditionRequired()
    match = _ETAG.fullmatch(header.strip())
    if match is None:
        raise Unreadable()
    return int(match.group(1))


def _tagged(response: Response, comment: dict) -> Response:
    response.headers["ETag"] = f'"{comment["version"]}"'
    return response
