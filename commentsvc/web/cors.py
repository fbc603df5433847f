"""Which pages may call the API: anybody reads what is public, only registered origins write or read their own."""

from flask import Flask, Response, g, request

from commentsvc.domain.errors import Forbidden, NotFound
from commentsvc.services import known_sites
from commentsvc.web.request_context import runtime

API = "/api/v1/"
_ALLOWED_HEADERS = "Authorization, Content-Type, Idempotency-Key, If-Match"
_ALLOWED_METHODS = "GET, POST, PUT, PATCH, DELETE"
_EXPOSED = "ETag, Retry-After"
_PREFLIGHT_SECONDS = "7200"


def init_app(app: Flask) -> None:
    """Answer preflights and mark answers; refuse foreign origins before anything is read or written."""
    app.before_request(_before)
    app.after_request(_after)


def _before() -> Response | None:
    if not request.path.startswith(API):
        return None
    origin = request.headers.get("Origin")
    if origin is None or _is_public_read():
        return None
    if not _allowed(origin):
        raise Forbidden("origin_not_allowed")
    g.cors_origin = origin
    if request.method == "OPTIONS":
        return _preflight(origin)
    return None


def _is_public_read() -> bool:
    return request.method in ("GET", "HEAD") and "Authorization" not in request.headers


def _allowed(origin: str) -> bool:
    """Registered on the site in the address, or (where the address names no site) on any; views check the rest."""
    if origin == runtime().settings.base_url:
        return True
    slug = (request.view_args or {}).get("site")
    if slug is None:
        return known_sites.is_origin(origin)
    try:
        return _is_of(known_sites.named(slug), origin)
    except NotFound:
        return False


def require_origin_of(site) -> None:
    """For addresses that name no site: the caller's origin must be registered on the site of the row it touches."""
    origin = request.headers.get("Origin")
    if origin is None or origin == runtime().settings.base_url:
        return
    if not _is_of(site, origin):
        g.cors_origin = None
        raise Forbidden("origin_not_allowed")


def _is_of(site, origin: str) -> bool:
    return any(row.origin == origin for row in site.origins)


def _preflight(origin: str) -> Response:
    response = Response(status=204)
    response.headers["Access-Control-Allow-Methods"] = _ALLOWED_METHODS
    response.headers["Access-Control-Allow-Headers"] = _ALLOWED_HEADERS
    response.headers["Access-Control-Max-Age"] = _PREFLIGHT_SECONDS
    return response


def _after(response: Response) -> Response:
    if not request.path.startswith(API):
        return response
    response.headers["Access-Control-Expose-Headers"] = _EXPOSED
    if _is_public_read():
        response.headers["Access-Control-Allow-Origin"] = "*"
    else:
        response.vary.add("Origin")
        if g.get("cors_origin"):
            response.headers["Access-Control-Allow-Origin"] = g.cors_origin
    return response
