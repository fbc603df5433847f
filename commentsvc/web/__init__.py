"""Everything that answers HTTP."""

from flask import Flask
from flask_smorest import Api
from flask_wtf import CSRFProtect

from commentsvc.web import (
    account,
    api_docs,
    content_notice_status,
    cors,
    dashboard,
    demo,
    feeds,
    front,
    guards,
    headers,
    health,
    languages,
    messages,
    notice_feeds,
    notices_page,
    problems,
    rate_limits,
    readings,
    report_page,
    shedding,
    sign_in_page,
    statement_page,
)
from commentsvc.web.account import mail_pages, own_data
from commentsvc.web.api import (
    articles,
    comments,
    content_notices,
    corrections,
    description,
    lists,
    notices,
    reactions,
    readers,
    sign_in,
    sign_on,
    standing,
    statements,
    telling,
    threads,
)
from commentsvc.web.desk_cookie import DeskCookie
from commentsvc.web.embed import (
    assets,
    comment_pages,
    content_notice_page,
    correction_page,
    own_pages,
    privacy_page,
    rules_page,
    thread_page,
)
from commentsvc.web.guards import Access
from commentsvc.web.request_context import runtime

API_BLUEPRINTS = (
    threads.blueprint,
    lists.blueprint,
    comments.blueprint,
    articles.blueprint,
    reactions.blueprint,
    readers.blueprint,
    standing.blueprint,
    statements.blueprint,
    sign_on.blueprint,
    sign_in.blueprint,
    telling.blueprint,
    corrections.blueprint,
    notices.blueprint,
    content_notices.blueprint,
)

# Each blueprint with its access rule; what is not listed is refused.
BLUEPRINTS = (
    (assets.blueprint, Access.PUBLIC),
    (health.blueprint, Access.PUBLIC),
    (demo.blueprint, Access.PUBLIC),
    (account.blueprint, Access.SIGN_IN),
    (dashboard.blueprint, Access.STAFF),
    (front.blueprint, Access.PUBLIC),
    (api_docs.blueprint, Access.PUBLIC),
    (feeds.blueprint, Access.PUBLIC),
    (notice_feeds.blueprint, Access.PUBLIC),
    (notices_page.blueprint, Access.PUBLIC),
    (rules_page.blueprint, Access.PUBLIC),
    (thread_page.blueprint, Access.READERS),
    (comment_pages.blueprint, Access.READERS),
    (own_pages.blueprint, Access.READERS),
    (correction_page.blueprint, Access.READERS),
    (privacy_page.blueprint, Access.READERS),
    (report_page.blueprint, Access.READERS),
    (content_notice_page.blueprint, Access.READERS),
    (content_notice_status.blueprint, Access.READERS),
    (statement_page.blueprint, Access.READERS),
    (sign_in_page.blueprint, Access.READERS),
    (mail_pages.blueprint, Access.READERS),
    (own_data.blueprint, Access.READERS),
)


class ProblemApi(Api):
    """The API extension without its own error format: problem documents are made in one place."""

    def _register_error_handlers(self) -> None:
        """Leave errors to ``problems``."""

    def _openapi_json(self):
        """The document with what holds for every operation: errors, tokens and headers."""
        return description.answer(self.spec.to_dict())


def register(app: Flask) -> None:
    """Give an application all its addresses, with headers, languages, limits and error pages."""
    settings = runtime_settings(app)
    app.session_interface = DeskCookie()
    languages.init_app(app)
    app.jinja_env.globals |= {"badge_text": messages.badge_text, "until_text": messages.until_text}
    problems.init_app(app)
    headers.init_app(app)
    readings.init_app(app)
    cors.init_app(app)
    shedding.init_app(app)
    rate_limits.init_app(app, settings)
    csrf = CSRFProtect(app)
    rules = {blueprint.name: rule for blueprint, rule in BLUEPRINTS}
    # Flask's own files, Flask-Security's sign-in and the OpenAPI document.
    rules |= {"": Access.PUBLIC, "security": Access.SIGN_IN, "api-docs": Access.PUBLIC}
    for blueprint, rule in BLUEPRINTS:
        app.register_blueprint(blueprint)
        if rule is Access.READERS:
            # Readers' forms carry tokens of their own (see embed/form_tokens.py); the session is the desk's.
            csrf.exempt(blueprint)
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
