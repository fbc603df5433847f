"""Schemas of signing in by mail."""

import marshmallow as ma
from marshmallow import validate

from commentsvc.web.api.schemas import needed


class NewSignIn(ma.Schema):
    """Where the link goes, and how a new account is to be called."""

    email = needed(ma.fields.Raw)
    name = ma.fields.Raw(load_default=None, allow_none=True)


class SignInAsked(ma.Schema):
    """``secret`` collects the token; ``code`` stands on the page behind the link as well, for people to compare."""

    secret = ma.fields.String()
    code = ma.fields.String()
    expires_at = ma.fields.String()
    poll_after = ma.fields.Integer(metadata={"description": "seconds until it is worth asking again"})


class SignInSecret(ma.Schema):
    """What the widget was given when it asked for the link."""

    secret = needed(ma.fields.String)


class SignInWaits(ma.Schema):
    """The link has not been confirmed yet."""

    status = ma.fields.String(validate=validate.OneOf(["waiting"]))
    poll_after = ma.fields.Integer()
