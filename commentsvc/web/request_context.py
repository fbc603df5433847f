"""What a request brings to a service: the moment, the keys, the site and the caller."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Request, current_app, g, request
from flask_babel import get_locale

from commentsvc.db import is_writing
from commentsvc.domain.devices import in_two_words
from commentsvc.domain.keys import Keys, network_hash
from commentsvc.ports import ArticleFetcher, Clock, Learner, Ledger, Mailer, Outgoing, WordForms
from commentsvc.services import accounts, known_sites, network_keys
from commentsvc.services.context import Context
from commentsvc.settings import Settings
from commentsvc.web.client_ip import client_prefix

EXTENSION = "commentsvc"


@dataclass(frozen=True)
class Runtime:
    """What create_app made once and every request may use.

    ``word_forms`` makes one who knows how words are inflected; that takes memory, so that nobody keeps one.
    """

    settings: Settings
    keys: Keys
    clock: Clock
    outgoing: Outgoing
    mailer: Mailer
    ledger: Ledger
    fetcher: ArticleFetcher
    word_forms: Callable[[], WordForms]
    learner: Learner


def runtime() -> Runtime:
    """The running application's settings, keys and clock."""
    return current_app.extensions[EXTENSION]


def now() -> datetime:
    """The present moment by the application's clock."""
    return runtime().clock.now()


def keys() -> Keys:
    """The service's keys."""
    return runtime().keys


def network(of: Request = request) -> str:
    """The keyed, daily changing hash of the caller's network."""
    prefix = client_prefix(of.remote_addr, of.headers.get("X-Forwarded-For", ""), runtime().settings.trusted_proxies)
    return network_hash(network_keys.of_day(keys(), now().date()), prefix)


def language() -> str:
    """The language of this answer."""
    return str(get_locale() or "en")


def device() -> str:
    """The caller's kind of browser and system; the rest of what a browser says of itself goes no further than here."""
    return in_two_words(request.user_agent.string)


def site_context(slug: str) -> Context:
    """The context of a request about one site. Raises NotFound ``unknown_site``."""
    return context_of(known_sites.by_slug(slug))


def context_of(site) -> Context:
    """The context of a request about a site that is at hand."""
    g.site = site
    return Context(site=site, now=now(), keys=keys(), whence=network, speaks=language, browses=device)


def bearer_token() -> str | None:
    """The token in ``Authorization: Bearer``, the only place where one is looked for."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def identify(context: Context) -> Context:
    """Name the caller by the bearer token, if there is one. Raises Unauthenticated for a wrong one."""
    token = bearer_token()
    if token is not None:
        accounts.identify(context, token, hold=is_writing())
    return context
