"""Signing in to the desk and out of it, on top of Flask-Security."""

from commentsvc.web.account import invitation, sign_in
from commentsvc.web.account.blueprint import blueprint
from commentsvc.web.account.security import init_app

__all__ = ["blueprint", "init_app", "invitation", "sign_in"]
