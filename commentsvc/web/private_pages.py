"""Pages whose address is a secret of one reader's: they are kept nowhere, found by nobody, and pass nothing on."""

from flask import Blueprint, Response, request


def attach(blueprint: Blueprint) -> None:
    """Keep all pages of a blueprint private, and its links in the language that the page was asked for in."""
    blueprint.after_request(_keep_private)
    blueprint.url_defaults(_in_the_language_asked_for)


def _keep_private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _in_the_language_asked_for(endpoint: str, values: dict) -> None:
    if request.args.get("lang"):
        values.setdefault("lang", request.args["lang"])
