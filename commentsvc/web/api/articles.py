"""The publisher's server speaks: signed requests about its articles."""

from collections.abc import Callable
from functools import wraps

import orjson
from flask import Response, request

from commentsvc.db import unit_of_work
from commentsvc.domain import signatures
from commentsvc.domain.errors import Invalid, invalid
from commentsvc.domain.limits import ARTICLE_BODY_MAX_BYTES
from commentsvc.services import publishing, site_keys, sites, submissions
from commentsvc.web import rate_limits
from commentsvc.web.api import article_schemas, presenters
from commentsvc.web.api.answers import private
from commentsvc.web.json_body import ApiBlueprint, raw_body
from commentsvc.web.request_context import keys, now, site_context

blueprint = ApiBlueprint("articles", __name__, url_prefix="/api/v1", description="The publisher's word on articles")
_SCOPE = "publisher"


@blueprint.before_request
def _allow_article_text() -> None:
    """The article's text may come along, so requests may be larger than others."""
    request.max_content_length = ARTICLE_BODY_MAX_BYTES


def signed(view: Callable) -> Callable:
    """Let a view answer only what was signed with a key of its site. Raises Unauthenticated before anything is read."""

    @wraps(view)
    def checked(*args, **kwargs):
        envelope = signatures.Envelope(
            request.headers.get("webhook-id", ""),
            request.headers.get("webhook-timestamp", ""),
            request.headers.get("webhook-signature", ""),
        )
        signatures.check(site_keys.in_force(sites.get(kwargs["site"]), keys()), envelope, raw_body(), now())
        return view(*args, **kwargs)

    return checked


@blueprint.put("/sites/<site>/articles/<path:key>")
@rate_limits.of_network(rate_limits.ARTICLES)
@signed
@blueprint.arguments(article_schemas.PublishedArticle)
@blueprint.response(200, article_schemas.KnownArticle)
@blueprint.alt_response(201, schema=article_schemas.KnownArticle, description="The article was unknown.")
def put_article(body: dict, site: str, key: str) -> Response:
    """Say what an article is: address, headline, authors, section, time. Readers' pages never overwrite it."""
    word = publishing.prepare(body)
    with unit_of_work():
        context = site_context(site)
        # The same message again is answered as the first time, however things have changed since.
        message = submissions.attempt(request.headers["webhook-id"], f"article {key}", raw_body(), context)
        message = submissions.Attempt(message.key, _SCOPE, message.fingerprint)
        earlier = _earlier(context, message)
        if earlier is not None:
            return private(orjson.loads(earlier.response))
        published = publishing.publish(context, key, word)
        document = _known(published)
        submissions.remember(context, message, orjson.dumps(document).decode())
    return private(document, 201 if published.created else 200)


def _earlier(context, message: submissions.Attempt):
    try:
        return submissions.earlier(context, message)
    except Invalid as error:
        raise invalid("webhook-id", "webhook_id_reused") from error


def _known(published: publishing.Published) -> dict:
    article = published.article
    return {
        "key": article.key,
        "url": article.url,
        "title": article.title,
        "authors": article.authors,
        "section": article.section,
        "published_at": presenters.moment(article.published_at),
        "edit_url": article.edit_url,
        "thread_version": published.thread.version,
    }
