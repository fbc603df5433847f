"""Flask-Security, set up for the desk and kept away from everything else.

Of Flask-Security come the hashing of passwords, the signed-in person of a request and the session's identity. Its own
views are not registered: ours sign in inside a unit of work, and what is not there cannot be attacked.
"""

from flask import Flask
from flask_principal import Principal
from flask_security import Security

from commentsvc.domain.limits import PASSWORD_MIN_CHARS
from commentsvc.settings import Settings
from commentsvc.web.account import codes
from commentsvc.web.request_context import EXTENSION


def init_app(app: Flask, datastore) -> None:
    """Set up sign-in on an application whose settings and keys are in place; ``datastore`` holds the staff."""
    runtime = app.extensions[EXTENSION]
    app.config.update(_config(runtime.settings))
    codes.init_app(app, runtime.settings, runtime.keys)
    app.config["SECURITY_PASSWORD_SALT"] = runtime.keys.derived("password-salt").hex()
    # The unit of work alone commits: a second, hidden commit would let a half-done request outlive its failure.
    datastore.commit = lambda: None
    security = Security(
        app, datastore, register_blueprint=False, totp_cls=codes.Codes, mf_recovery_codes_util_cls=codes.RecoveryCodes
    )
    # People move between networks during a shift; the session's row at our side is what ends a stolen cookie.
    security.login_manager.session_protection = None
    _keep_to_the_desk(app, security)


def _config(settings: Settings) -> dict:
    return {
        "SESSION_COOKIE_NAME": "desk",
        "SESSION_COOKIE_PATH": "/desk",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies or settings.base_url.startswith("https://"),
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_LENGTH_MIN": PASSWORD_MIN_CHARS,
        "SECURITY_PASSWORD_NORMALIZE_FORM": None,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_CLI_USERS_NAME": None,
        "SECURITY_CLI_ROLES_NAME": None,
    }


def _keep_to_the_desk(app: Flask, security: Security) -> None:
    """Take back what the libraries do on every request.

    They would open the session, and with it load a person and send ``Vary: Cookie``, for each answer of the public
    API, and would look for a token of their own in its JSON. The desk's guard asks for the person where one is needed.
    """
    login = security.login_manager
    app.before_request_funcs[None] = [
        hook for hook in app.before_request_funcs.get(None, []) if not isinstance(_owner(hook), Principal)
    ]
    app.after_request_funcs[None] = [
        hook for hook in app.after_request_funcs.get(None, []) if _owner(hook) is not login
    ]
    app.template_context_processors[None] = [
        hook for hook in app.template_context_processors[None] if not hook.__module__.startswith("flask_login")
    ]
    login.request_loader(lambda request: None)


def _owner(hook):
    return getattr(hook, "__self__", None)
