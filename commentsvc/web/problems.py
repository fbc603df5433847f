"""Errors become RFC 9457 problem documents for programs, and calm pages for people."""

import orjson
from flask import Flask, Response, current_app, render_template, request
from sqlalchemy.exc import DataError, DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException

from commentsvc.domain import errors
from commentsvc.web import nudges
from commentsvc.web.messages import error_text, http_title

STATUS = {
    errors.Unreadable: 400,
    errors.Unauthenticated: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.LostRace: 409,
    errors.Gone: 410,
    errors.PreconditionFailed: 412,
    errors.TooLarge: 413,
    errors.UnsupportedMedia: 415,
    errors.Invalid: 422,
    errors.PreconditionRequired: 428,
    errors.Reconsider: 422,
    errors.TooMany: 429,
    errors.OutgoingFailed: 502,
    errors.Unavailable: 503,
}
_TYPE = "https://commentsvc.invalid/problems/"
_HTTP_CODES = {
    400: "unreadable",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
    429: "too_many",
}


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(errors.ServiceError, handle_service_error)
    app.register_error_handler(errors.Reconsider, handle_reconsider)
    app.register_error_handler(HTTPException, handle_http_error)
    app.register_error_handler(DBAPIError, handle_database_error)
    app.register_error_handler(Exception, handle_crash)


def handle_service_error(error: errors.ServiceError) -> Response:
    """A refusal by the core."""
    status = next(STATUS[cls] for cls in type(error).__mro__ if cls in STATUS)
    fields = [
        {"field": one.field, "code": one.code, "message": error_text(one.code, one.params)} for one in error.errors
    ]
    return _answer(status, error.code, error_text(error.code, error.params), fields, _retry_after(error))


def handle_reconsider(error: errors.Reconsider) -> Response:
    """What checks object to, with the places of the words, so that their writer can choose others."""
    fields = [{"field": "source", **one} for one in nudges.objections(error)]
    return _answer(422, error.code, error_text(error.code, {}), fields, None, places=nudges.places(error))


def handle_http_error(error: HTTPException) -> Response:
    """A refusal by the framework: unknown address, wrong method, too large, too often."""
    if error.code is None or error.code < 400:
        return error.get_response()
    code = _HTTP_CODES.get(error.code, "error")
    response = _answer(error.code, code, http_title(error.code), [], getattr(error, "retry_after", None))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def handle_database_error(error: DBAPIError) -> Response:
    """The database is away or overrun: say so, and when to come back. Anything else is a crash.

    PostgreSQL holds no NUL in text: an address or id with one names nothing, and is the sender's mistake.
    """
    if isinstance(error, DataError):
        return handle_service_error(errors.Unreadable())
    if isinstance(error, OperationalError) or error.connection_invalidated:
        current_app.logger.error("database unavailable: %s", type(error.orig).__name__)
        return handle_service_error(errors.Unavailable())
    return handle_crash(error)


def handle_crash(error: Exception) -> Response:
    """A defect of ours: logged with its stack, told without it."""
    current_app.logger.error("unhandled error at %s %s", request.method, _loggable(request.path), exc_info=error)
    return _answer(500, "internal_error", http_title(500), [], None)


def _loggable(path: str) -> str:
    """The path without the secret that opens a reader's private page, or the desk to somebody invited."""
    secret = next((start for start in ("/report/", "/desk/invitation/") if path.startswith(start)), None)
    return f"{secret}…" if secret else path


def _retry_after(error: errors.ServiceError) -> int | None:
    return getattr(error, "retry_after", None)


def _answer(status: int, code: str, title: str, fields: list, retry_after: int | None, **more) -> Response:
    if request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json":
        document = {"type": _TYPE + code, "title": title, "status": status, "code": code, "errors": fields, **more}
        response = Response(orjson.dumps(document), status, mimetype="application/problem+json")
    else:
        page = render_template("errors/problem.html", status=status, title=title, errors=fields)
        response = Response(page, status, mimetype="text/html")
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    response.headers["Cache-Control"] = "no-store"
    return response
