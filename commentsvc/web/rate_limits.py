"""How often one reader, or one network, may do what. Networks are counted by their keyed hash, never by an address."""

from flask import Flask
from flask_limiter import Limiter

from commentsvc.services.accounts import READER_TOKEN
from commentsvc.settings import Settings
from commentsvc.web.request_context import bearer_token, keys, network


def caller() -> str:
    """The reader whom a bearer token of ours names, else the network: nobody gets a fresh count for a made-up token."""
    token = bearer_token()
    reader = keys().read(READER_TOKEN, token) if token else None
    return f"reader:{reader}" if reader else network()


limiter = Limiter(key_func=caller, default_limits=[], headers_enabled=False)

# What one reader (before there is a token: one network) may do. A person never meets these; a script does at once.
COMMENTS = "12 per minute; 120 per hour"
VOTES = "90 per minute"
FLAGS = "20 per minute; 100 per hour"
EDITS = "20 per minute"
SIGN_OUTS = "30 per minute"
PREVIEWS = "60 per minute"
CORRECTIONS = "10 per minute; 60 per hour"
MATCHES = "30 per minute"
OWN_LINKS = "10 per minute"
WISHES = "30 per minute; 300 per hour"
# The widget asks every two seconds for ten minutes; several tabs may.
COLLECTIONS = "120 per minute"

# What one network may do, however many tokens it collects. A mobile operator puts thousands of readers behind one
# address, so these are what a busy town would not reach and a script still does.
SESSIONS = "120 per minute; 1500 per hour"
SIGN_ONS = "600 per minute; 9000 per hour"  # pages may sign their readers on each time they are opened
SIGN_INS = "10 per minute; 60 per hour"
NETWORK_COMMENTS = "90 per minute; 1200 per hour"
NETWORK_VOTES = "600 per minute"
NETWORK_FLAGS = "90 per minute"
NETWORK_SUPPORTS = "60 per minute; 600 per hour"

# Notices of illegal content: an association that watches over a debate sends a dozen in a sitting.
CONTENT_NOTICES = "6 per minute; 40 per hour"

# A publisher's own server, also while it sends its whole archive.
ARTICLES = "1200 per minute"


def of_network(limit: str):
    """A view decorator: a limit that counts by network."""
    return limiter.limit(limit, key_func=network)


def init_app(app: Flask, settings: Settings) -> None:
    """Count in the storage the operator chose; memory counts per process."""
    app.config["RATELIMIT_ENABLED"] = settings.ratelimit_enabled
    app.config["RATELIMIT_STORAGE_URI"] = settings.ratelimit_storage
    limiter.init_app(app)
