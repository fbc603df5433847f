"""Is the service alive, and can it serve?"""

from flask import Blueprint, Response
from sqlalchemy import text

from commentsvc.db import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Alive: the process answers."""
    return _plain("ok")


@blueprint.get("/readyz")
def readyz() -> Response:
    """Can serve: the database answers. Otherwise the error handler says 503."""
    db.session.execute(text("SELECT 1"))
    return _plain("ready")


def _plain(word: str) -> Response:
    response = Response(word + "\n", mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
