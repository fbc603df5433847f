"""What an account is told by mail: about its comments, and about discussions that it follows."""

from flask import Response

from commentsvc.db import unit_of_work
from commentsvc.domain.mail_topics import COMMENT_TOPICS, choice_shown
from commentsvc.queries import readers as reader_queries
from commentsvc.queries import threads as thread_queries
from commentsvc.services import accounts, consents, contacts, mail, subscriptions
from commentsvc.services.context import Context
from commentsvc.services.threads import hint
from commentsvc.web import rate_limits
from commentsvc.web.account import mail_words
from commentsvc.web.api import presenters, schemas, telling_schemas
from commentsvc.web.api.answers import private
from commentsvc.web.json_body import ApiBlueprint
from commentsvc.web.rate_limits import limiter
from commentsvc.web.request_context import identify, site_context

blueprint = ApiBlueprint("telling", __name__, url_prefix="/api/v1", description="What an account is told by mail")


@blueprint.put("/sites/<site>/subscription")
@limiter.limit(rate_limits.WISHES)
@blueprint.arguments(telling_schemas.NewSubscription)
@blueprint.response(200, telling_schemas.Subscription)
def follow(body: dict, site: str) -> Response:
    """Follow a discussion, or choose anew how soon its new comments are told."""
    with unit_of_work():
        context = identify(site_context(site))
        about = hint(context.site, body.get("key"), body.get("url"), body.get("title"))
        subscriptions.follow(context, about, body["cadence"])
    return private({"cadence": body["cadence"]})


@blueprint.delete("/sites/<site>/subscription")
@limiter.limit(rate_limits.WISHES)
@blueprint.arguments(schemas.ArticleQuery, location="query")
@blueprint.response(200, telling_schemas.Subscription)
def unfollow(query: dict, site: str) -> Response:
    """No longer follow a discussion; repeating it changes nothing."""
    with unit_of_work():
        context = identify(site_context(site))
        accounts.require_known(context)
        row = thread_queries.by_key(context.site, hint(context.site, query.get("key"), query.get("url")).key)
        if row is not None:
            subscriptions.unfollow(context, row.id)
    return private({"cadence": None})


@blueprint.get("/sites/<site>/me/subscriptions")
@blueprint.arguments(schemas.LanguageQuery, location="query")
@blueprint.response(200, telling_schemas.Subscriptions)
def followed(query: dict, site: str) -> Response:
    """The discussions that the bearer follows, the latest first."""
    context = identify(site_context(site))
    rows = reader_queries.followed(accounts.require_known(context).id)
    return private(
        {
            "subscriptions": [
                {
                    "cadence": row.cadence,
                    "since": presenters.moment(row.since),
                    "article": {"key": row.key, "url": row.url, "title": row.title},
                }
                for row in rows
            ]
        }
    )


@blueprint.get("/sites/<site>/me/preferences")
@blueprint.arguments(schemas.ArticleQuery, location="query")
@blueprint.response(200, telling_schemas.Preferences)
def preferences(query: dict, site: str) -> Response:
    """What the bearer's account is told by mail, and the words to agree to; whether it follows a discussion, too."""
    context = identify(site_context(site))
    contact = subscriptions.require_address(accounts.require_known(context))
    return private(_shown(context, contact) | {"following": _following(context, query)})


@blueprint.put("/sites/<site>/me/preferences")
@limiter.limit(rate_limits.WISHES)
@blueprint.arguments(telling_schemas.Wishes)
@blueprint.response(200, telling_schemas.Preferences)
def choose(body: dict, site: str) -> Response:
    """Agree to be told, or no longer; and how soon. Who chooses a topic anew has unsubscribed from it no more."""
    with unit_of_work():
        context = identify(site_context(site))
        contact = subscriptions.require_address(accounts.require_known(context))
        if body["agreed"] is True:
            consents.agree(context, contact)
        elif body["agreed"] is False:
            consents.take_back(contact)
        contacts.choose(context, contact.address_hash, body["topics"])
        for topic in body["topics"]:
            mail.unblock(context, contact.address_hash, topic)
        document = _shown(context, contact)
    return private(document)


def mail_news(context: Context, thread_id: int | None) -> dict:
    """What a page needs to offer the reader mail about a discussion."""
    contact = consents.contact_of(context.reader.id) if context.reader.kind == "account" else None
    following = contact and thread_id and subscriptions.cadence_of(context.reader, thread_id)
    return {
        "reachable": contact is not None,
        "agreed": contact is not None and consents.has_agreed(contact),
        "following": following or None,
    }


def _following(context: Context, query: dict) -> str | None:
    """How soon the bearer is told of the discussion that a query names, if it names one that is followed."""
    if not (query.get("key") or query.get("url")):
        return None
    row = thread_queries.by_key(context.site, hint(context.site, query.get("key"), query.get("url")).key)
    return subscriptions.cadence_of(context.reader, row.id) if row is not None else None


def _shown(context: Context, contact) -> dict:
    to = contacts.recipient(context, contact)
    refused, agreed = mail.blocked(context, contact.address_hash), consents.has_agreed(contact)
    chosen = {name: choice_shown(name, contact.preferences, refused, agreed) for name in COMMENT_TOPICS}
    return {
        "address": to.address.masked if to else "",
        "agreed": agreed,
        "blocked": "" in refused,
        "consent": str(mail_words.NEWS_CONSENT) % {"site": context.site.name},
        "following_consent": str(mail_words.FOLLOWING_CONSENT) % {"site": context.site.name},
        "topics": {name: str(wish) for name, wish in chosen.items()},
    }
