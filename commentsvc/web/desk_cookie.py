"""The cookie in which Flask keeps a session: the desk's alone."""

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface


class DeskCookie(SecureCookieSessionInterface):
    """Flask's own, without the keys and the signature that it prepares for a request that brings no cookie.

    Readers' requests never do, and they are nearly all there are.
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of a request: an empty one where there is no cookie."""
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)
