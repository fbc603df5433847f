"""Pages whose address is a secret of one reader's: they are kept nowhere, found by nobody, and pass nothing on."""

from collections.abc import Callable

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.exceptions import HTTPException

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import NotFound, ServiceError, Unauthenticated
from commentsvc.web import rate_limits
from commentsvc.web.embed import refusals
from commentsvc.web.rate_limits import limiter


def change(act: Callable[[], None], again: Callable[[Exception], Response], done: str) -> Response:
    """Let a form of such a page change what it is about, and lead to ``done``; what is refused is said on the page
    (``again``), unless the page itself is not there.
    """
    try:
        with limiter.limit(rate_limits.CORRECTIONS), unit_of_work():
            act()
    except (Unauthenticated, NotFound):
        raise
    except (ServiceError, HTTPException) as error:
        return again(error)
    return redirect(done, 303)


def attach(blueprint: Blueprint) -> None:
    """Keep all pages of a blueprint private, its links in the language that the page was asked for in, and its refusals
    silent about what there is.
    """
    for error in (ServiceError, HTTPException):
        blueprint.register_error_handler(error, _refused)
    blueprint.after_request(_keep_private)
    blueprint.url_defaults(_in_the_language_asked_for)


def _refused(error) -> Response:
    """A wrong address is answered the same whether there never was such a page or its token is not right."""
    if isinstance(error, Unauthenticated | NotFound):
        return Response(render_template("report/not_found.html"), 404, mimetype="text/html")
    return refusals.problem_page(error)


def _keep_private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _in_the_language_asked_for(endpoint: str, values: dict) -> None:
    if request.args.get("lang"):
        values.setdefault("lang", request.args["lang"])
