"""Access is denied unless a blueprint has said who may call it."""

from enum import Enum

from flask import Flask, abort, request


class Access(Enum):
    """Who may call a blueprint's addresses."""

    PUBLIC = "anybody"
    READERS = "readers, by bearer token or signed form; never by cookie"
    STAFF = "signed-in staff with a role on the site"
    SIGN_IN = "anybody, to become staff"


def init_app(app: Flask, rules: dict[str, Access]) -> None:
    """Refuse every address whose blueprint has no rule."""
    app.extensions["commentsvc.access"] = rules

    @app.before_request
    def _deny_unlisted() -> None:
        if request.endpoint is None:
            return
        blueprint = request.endpoint.rpartition(".")[0].partition(".")[0]
        if blueprint not in rules:
            abort(404)
