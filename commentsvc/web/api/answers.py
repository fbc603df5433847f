"""How the API answers: bytes made once, entity tags, and repeated writes answered alike."""

import hashlib
from collections.abc import Callable

import orjson
from flask import Response, request

from commentsvc.queries.freshness import Source
from commentsvc.services import accounts, submissions
from commentsvc.services.context import Context
from commentsvc.web.hot_pages import FOREVER, made_from
from commentsvc.web.json_body import raw_body

PUBLIC_CACHE = "public, max-age=0, s-maxage=1"


def public(document: dict, source: Source | str | None = None, seconds: float | None = None) -> Response:
    """A public answer, the same for everyone: cacheable, with an entity tag; 304 when nothing has changed.

    With a ``source`` the answer is kept as bytes until that changes, for ``seconds`` at most (``hot_pages.made_from``).
    """
    response = Response(orjson.dumps(document), mimetype="application/json")
    if source is not None:
        made_from(source, seconds)
    return _for_everyone(response)


def public_html(html: str, source: Source, seconds: float) -> Response:
    """Some HTML, the same for everyone and cacheable like ``public``; made anew after ``seconds`` at the latest."""
    made_from(source, seconds)
    return _for_everyone(Response(html, mimetype="text/html"))


def public_as(media_type: str, body: str | bytes, kept_seconds: float | None) -> Response:
    """A public answer in one of several forms; cacheable like ``public``.

    Kept as bytes for some seconds where the address names the form; None where the caller's ``Accept`` has chosen.
    """
    response = _for_everyone(Response(body, mimetype=media_type))
    if kept_seconds is not None:
        made_from(FOREVER, kept_seconds)
    else:
        response.vary.add("Accept")
    return response


def _for_everyone(response: Response) -> Response:
    response.headers["Cache-Control"] = PUBLIC_CACHE
    response.set_etag(hashlib.blake2b(response.data, digest_size=12).hexdigest(), weak=True)
    return response.make_conditional(request)


def private(document: dict, status: int = 200) -> Response:
    """An answer for its reader alone."""
    response = Response(orjson.dumps(document), status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def created_once(
    context: Context, operation: str, act: Callable[[], tuple[dict, str | None]], payload: bytes | None = None
) -> dict:
    """Run ``act`` inside the open unit of work, unless its ``Idempotency-Key`` was answered before.

    ``payload`` is what must be the same for a write to be the same; without it, the request's body as it came.
    ``act`` gives the answer (JSON, without a token) and the id of a reader's new token, if it made one. The token is
    added on the way out, made anew from the key, and never stored.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        document, token_id = act()
        return _with_token(context, document, token_id)
    attempt = submissions.attempt(key, operation, raw_body() if payload is None else payload, context)
    earlier = submissions.earlier(context, attempt)
    if earlier is not None:
        return _with_token(context, orjson.loads(earlier.response), earlier.token_id)
    document, token_id = act()
    submissions.remember(context, attempt, orjson.dumps(document).decode(), token_id)
    return _with_token(context, document, token_id)


def _with_token(context: Context, document: dict, token_id: str | None) -> dict:
    return document if token_id is None else document | {"token": accounts.bearer(context, token_id)}
