"""The composition root: puts the parts together, and is the only module that may import all of them."""

from functools import partial
from pathlib import Path

import orjson
from flask import Flask
from flask_security import SQLAlchemyUserDatastore

from commentsvc import __version__, web
from commentsvc.adapters import key_file, mailers
from commentsvc.adapters.article_fetcher import PageFetcher
from commentsvc.adapters.clock import SystemClock
from commentsvc.adapters.erasure_file import ErasureFile
from commentsvc.adapters.morphology import Inflection
from commentsvc.adapters.outgoing import OutgoingClient
from commentsvc.adapters.scorer_process import LearningProcess
from commentsvc.db import db, prepare_engine, write_queue
from commentsvc.domain.keys import Keys
from commentsvc.domain.limits import BODY_MAX_BYTES
from commentsvc.models.staff import Membership, StaffUser
from commentsvc.ports import Clock, Learner, Mailer, Outgoing
from commentsvc.queries.counts import KeptCounts
from commentsvc.queries.freshness import Watch
from commentsvc.services import known_sites, known_writers, listed_words, network_keys, scorer
from commentsvc.settings import Settings
from commentsvc.web import account, readings
from commentsvc.web.hot_counts import HotCounts
from commentsvc.web.hot_pages import HotPages
from commentsvc.web.request_context import EXTENSION, Runtime
from commentsvc.web.shedding import Shedding
from commentsvc.web.writes_in_turn import WritesInTurn

ROOT = Path(__file__).parent.parent
# Under load the look at the database costs as much as the rest of an answer from memory. Any write takes longer.
GLANCE_SECONDS = 0.0003


def create_app(
    settings: Settings,
    clock: Clock | None = None,
    outgoing: Outgoing | None = None,
    mailer: Mailer | None = None,
    learner: Learner | None = None,
) -> Flask:
    """Make the WSGI application of the service from validated settings; tests bring what lies outside themselves."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    secret = key_file.load_or_create(settings.key_file)
    keys = Keys(secret)
    app = Flask("commentsvc", template_folder=str(ROOT / "templates"))
    app.config.update(
        SECRET_KEY=keys.derived("flask"),
        SQLALCHEMY_DATABASE_URI=settings.sqlalchemy_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(settings),
        MAX_CONTENT_LENGTH=BODY_MAX_BYTES,
        MAX_FORM_MEMORY_SIZE=BODY_MAX_BYTES,
        API_TITLE="Comments and corrections",
        API_VERSION=f"v1 ({__version__})",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
    app.logger.setLevel(settings.log_level.upper())
    clock = clock or SystemClock()
    outgoing = outgoing or OutgoingClient(settings.outgoing_allow)
    mailer, ledger = mailer or mailers.chosen(settings), ErasureFile(settings.ledger_file)
    outside = outgoing, mailer, ledger, PageFetcher(outgoing), Inflection, learner or LearningProcess()
    app.extensions[EXTENSION] = Runtime(settings, keys, clock, *outside)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    account.init_app(app, SQLAlchemyUserDatastore(db, StaffUser, Membership))
    web.register(app)
    answer_from_memory(app)
    return app


def answer_from_memory(app: Flask) -> None:
    """Put the layers in front of an application that answer before it does any work; they begin with nothing kept."""
    clock = app.extensions[EXTENSION].clock
    known_sites.forget()
    listed_words.forget()
    network_keys.forget()
    scorer.forget_kept()
    behind = _take_chunked_bodies(partial(Flask.wsgi_app, app))
    with app.app_context():
        watch = Watch(db.engine, GLANCE_SECONDS)
        queue = write_queue()
        if queue is not None:
            behind = WritesInTurn(behind, queue.turnstile)
        if app.extensions[EXTENSION].settings.ratelimit_enabled:
            behind = Shedding(behind, max(1, app.extensions[EXTENSION].settings.threads // 4), partial(_is_known, app))
        counted = app.extensions[readings.EXTENSION] = readings.Readings()
        pages = HotPages(behind, watch, lambda: clock.now().timestamp(), counted.add)
        app.wsgi_app = HotCounts(pages, KeptCounts(db.engine, watch))


def _is_known(app: Flask, token: str) -> bool:
    around = app.extensions[EXTENSION]
    with app.app_context():
        return known_writers.is_known(around.keys, token, around.clock.now())


def _take_chunked_bodies(application):
    """Let the framework read a body that comes in chunks: it has no length, but our server ends it where it ends."""

    def wrapped(environ, start_response):
        if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
            environ["wsgi.input_terminated"] = True
        return application(environ, start_response)

    return wrapped


def _engine_options(settings: Settings) -> dict:
    if settings.sqlalchemy_url.startswith("sqlite"):
        # Every thread may hold one connection: SQLite's readers do not wait for each other.
        pool = {"pool_size": settings.threads + 2, "max_overflow": 4}
    else:
        pool = {"pool_size": settings.threads, "max_overflow": 4, "pool_pre_ping": True}
    # Every comment of a page is read with its nodes and badges.
    return pool | {"json_deserializer": orjson.loads}
