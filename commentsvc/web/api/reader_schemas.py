"""Schemas of sessions and of what is one's own."""

import marshmallow as ma
from marshmallow import validate

from commentsvc.web.api.schemas import Comment, needed
from commentsvc.web.api.telling_schemas import MailNews


class NewSession(ma.Schema):
    """A guest may give a name at once."""

    name = ma.fields.Raw(load_default=None, allow_none=True)


class ReaderName(ma.Schema):
    """The reader a token names."""

    id = ma.fields.String()
    name = ma.fields.String(metadata={"description": "empty for an account that has yet to choose one"})
    avatar = ma.fields.String(metadata={"description": "what the reader's comments carry as `author.avatar`"})
    account = ma.fields.Boolean(metadata={"description": "signed in, rather than a guest"})


class Session(ma.Schema):
    """A reader's bearer token."""

    token = ma.fields.String()
    reader = ma.fields.Nested(ReaderName)


class OwnPage(ma.Schema):
    """Where a reader's own page is: everything about the reader as one file, the sessions, and being erased."""

    url = ma.fields.String(metadata={"description": "the key to the page; pass it on to nobody"})
    expires_at = ma.fields.String()


class SignOn(ma.Schema):
    """A token that the publisher signed (docs/sign-on.md)."""

    token = needed(ma.fields.String)


class SignedOn(Session):
    """An account's bearer token; ``merged``: a guest's comments and votes came along."""

    merged = ma.fields.Boolean()


class MyThread(ma.Schema):
    """What the bearer did in one thread; ``uncounted``: comments whose tallies leave the bearer's vote out."""

    reader = ma.fields.Nested(ReaderName)
    votes = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.Integer())
    uncounted = ma.fields.List(ma.fields.String())
    flags = ma.fields.List(ma.fields.String())
    comments = ma.fields.List(ma.fields.Nested(Comment))
    editable = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.DateTime())
    sources = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.String())
    mail = ma.fields.Nested(MailNews)
    restricted = ma.fields.Boolean(metadata={"description": "something is in force: see /me/standing"})


class Sanction(ma.Schema):
    """One decision of the newsroom about the bearer that is in force."""

    id = ma.fields.String()
    kind = ma.fields.String(
        validate=validate.OneOf(["warning", "suspension", "ban", "held"]),
        metadata={
            "description": "warning: acknowledge it before the next comment; suspension, ban: no writing; "
            "held: every comment is read by a moderator before it appears"
        },
    )
    reason = ma.fields.String(allow_none=True, metadata={"description": "in words, in the language of the request"})
    reason_code = ma.fields.String(allow_none=True)
    rule = ma.fields.String(allow_none=True, metadata={"description": "the rule behind the reason, in words"})
    words = ma.fields.String(allow_none=True, metadata={"description": "the moderator's own words to the reader"})
    since = ma.fields.DateTime()
    until = ma.fields.DateTime(allow_none=True)
    statement = ma.fields.Dict(
        metadata={"description": "of a suspension or ban: `id`, `url` and `appeal`, as with a refused comment"}
    )


class Standing(ma.Schema):
    """What is in force for the bearer; the gravest first."""

    may_write = ma.fields.Boolean()
    sanctions = ma.fields.List(ma.fields.Nested(Sanction))


class Acknowledgement(ma.Schema):
    """The ids of the warnings that were read."""

    acknowledged = needed(ma.fields.List, cls_or_instance=ma.fields.String(), validate=validate.Length(1, 20))


class MyComments(ma.Schema):
    """The bearer's own comments."""

    comments = ma.fields.List(ma.fields.Nested(Comment))
