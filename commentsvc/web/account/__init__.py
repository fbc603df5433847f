"""Signing in to the desk and out of it, on top of Flask-Security."""

from commentsvc.web.account.security import init_app
from commentsvc.web.account.sign_in import blueprint

__all__ = ["blueprint", "init_app"]
