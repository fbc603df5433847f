"""How often one network may do what. Limits count by the keyed network hash, never by an address."""

from flask import Flask
from flask_limiter import Limiter

from commentsvc.settings import Settings
from commentsvc.web.request_context import network

limiter = Limiter(key_func=network, default_limits=[], headers_enabled=False)

# A person never meets these; a script does at once.
SESSIONS = "30 per minute; 200 per hour"
COMMENTS = "12 per minute; 120 per hour"
VOTES = "90 per minute"
FLAGS = "20 per minute; 100 per hour"
EDITS = "20 per minute"
PREVIEWS = "60 per minute"
CORRECTIONS = "10 per minute; 60 per hour"
MATCHES = "30 per minute"


def init_app(app: Flask, settings: Settings) -> None:
    """Count in the storage the operator chose; memory counts per process."""
    app.config["RATELIMIT_ENABLED"] = settings.ratelimit_enabled
    app.config["RATELIMIT_STORAGE_URI"] = settings.ratelimit_storage
    limiter.init_app(app)
