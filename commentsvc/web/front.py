"""The service's own front page: what this is, and where to go."""

from flask import Blueprint, Response, render_template

from commentsvc.web.request_context import runtime

blueprint = Blueprint("front", __name__)


@blueprint.get("/")
def front() -> Response:
    """For whoever comes to the service's address by itself."""
    return Response(render_template("embed/front.html", demo=runtime().settings.demo), mimetype="text/html")
