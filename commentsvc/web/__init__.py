"""Everything that answers HTTP."""

from flask import Flask
from flask_smorest import Api
from flask_wtf import CSRFProtect

from commentsvc.web import account, cors, dashboard, guards, headers, health, languages, problems, rate_limits
from commentsvc.web.api import comments, corrections, reactions, readers, threads
from commentsvc.web.embed import assets
from commentsvc.web.guards import Access
from commentsvc.web.request_context import runtime

API_BLUEPRINTS = (threads.blueprint, comments.blueprint, reactions.blueprint, readers.blueprint, corrections.blueprint)

# Each blueprint with its access rule; what is not listed is refused.
BLUEPRINTS = (
    (assets.blueprint, Access.PUBLIC),
    (health.blueprint, Access.PUBLIC),
    (account.blueprint, Access.SIGN_IN),
    (dashboard.blueprint, Access.STAFF),
)


class ProblemApi(Api):
    """The API extension without its own error format: problem documents are made in one place."""

    def _register_error_handlers(self) -> None:
        """Leave errors to ``problems``."""


def register(app: Flask) -> None:
    """Give an application all its addresses, with headers, languages, limits and error pages."""
    settings = runtime_settings(app)
    languages.init_app(app)
    problems.init_app(app)
    headers.init_app(app)
    cors.init_app(app)
    rate_limits.init_app(app, settings)
    csrf = CSRFProtect(app)
    rules = {blueprint.name: rule for blueprint, rule in BLUEPRINTS}
    # Flask's own files, Flask-Security's sign-in and the OpenAPI document.
    rules |= {"": Access.PUBLIC, "security": Access.SIGN_IN, "api-docs": Access.PUBLIC}
    for blueprint, _rule in BLUEPRINTS:
        app.register_blueprint(blueprint)
    api = ProblemApi(app)
    for blueprint in API_BLUEPRINTS:
        api.register_blueprint(blueprint)
        # The reader API knows no cookies, so there is nothing to forge.
        csrf.exempt(blueprint)
        rules[blueprint.name] = Access.READERS
    guards.init_app(app, rules)


def runtime_settings(app: Flask):
    """The settings of an application that is being put together."""
    with app.app_context():
        return runtime().settings
