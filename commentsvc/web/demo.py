"""``/demo``: on to the demo newspaper, which lives on a site of its own as publishers' pages do."""

from flask import Blueprint, Response, abort, redirect

from commentsvc.web.request_context import runtime

blueprint = Blueprint("demo", __name__)


@blueprint.get("/demo")
def demo() -> Response:
    """Go to the newspaper; without the demo there is nothing here."""
    settings = runtime().settings
    if not settings.demo:
        abort(404)
    return redirect(f"{settings.demo_url}/")
