"""Schemas of what an account is told by mail."""

import marshmallow as ma
from marshmallow import validate

from commentsvc.domain.mail_topics import COMMENT_TOPICS, Cadence
from commentsvc.services.subscriptions import CADENCES
from commentsvc.web.api.schemas import needed


class NewSubscription(ma.Schema):
    """Which discussion, by its article's key or address, and how soon its new comments are told."""

    key = ma.fields.String()
    url = ma.fields.String()
    title = ma.fields.String()
    cadence = needed(ma.fields.String, metadata={"enum": list(CADENCES)})


class Subscription(ma.Schema):
    """How soon the bearer is told of new comments; null: not at all."""

    cadence = ma.fields.String(allow_none=True, validate=validate.OneOf(CADENCES))


class FollowedArticle(ma.Schema):
    """The article whose discussion is followed."""

    key = ma.fields.String()
    url = ma.fields.String(allow_none=True)
    title = ma.fields.String(allow_none=True)


class Followed(ma.Schema):
    """One discussion that the bearer follows."""

    cadence = ma.fields.String()
    since = ma.fields.String()
    article = ma.fields.Nested(FollowedArticle)


class Subscriptions(ma.Schema):
    """The discussions that the bearer follows, the latest first."""

    subscriptions = ma.fields.List(ma.fields.Nested(Followed))


class Wishes(ma.Schema):
    """What is left out stays as it is. ``agreed``: the yes, or no, to the words in ``consent``."""

    agreed = ma.fields.Boolean(truthy={True}, falsy={False}, load_default=None, allow_none=True)
    topics = ma.fields.Dict(
        keys=ma.fields.String(validate=validate.OneOf(COMMENT_TOPICS)),
        values=ma.fields.String(validate=validate.OneOf(list(Cadence))),
        load_default=dict,
    )


class Preferences(ma.Schema):
    """What the account is told; ``blocked``: the owner of the address wants no mail at all."""

    address = ma.fields.String(metadata={"description": "shortened, for its owner to recognise"})
    agreed = ma.fields.Boolean()
    blocked = ma.fields.Boolean()
    consent = ma.fields.String(metadata={"description": "the words that are agreed to"})
    following_consent = ma.fields.String(metadata={"description": "the words that are agreed to by following"})
    topics = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.String())
    following = ma.fields.String(
        allow_none=True, metadata={"description": "how soon told of the discussion that the query names; null: not"}
    )


class MailNews(ma.Schema):
    """``reachable``: has an address that was confirmed; ``following``: how soon told of this discussion, or null."""

    reachable = ma.fields.Boolean()
    agreed = ma.fields.Boolean()
    following = ma.fields.String(allow_none=True)
