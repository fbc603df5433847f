"""The pages by which people become staff: open to anybody, kept by no cache."""

from flask import Blueprint

from commentsvc.web.languages import remember

blueprint = Blueprint("account", __name__, url_prefix="/desk")
blueprint.before_request(remember)


@blueprint.after_request
def _private(response):
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
