"""The migrations make exactly the models' schema, and each step can be taken back, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from commentsvc import migrations
from commentsvc.db import db, unit_of_work
from commentsvc.migrations import env_types
from tests.conftest import DATABASES

both = pytest.mark.parametrize("empty_database_url", DATABASES, indirect=True)


@both
def test_the_last_migration_is_the_models(make_app, empty_database_url):
    with make_app(empty_database_url).app_context(), unit_of_work():
        connection = db.session.connection()
        migrations.upgrade(connection)
        opts = {"compare_type": env_types.compare_type, "include_name": env_types.include_name}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, db.metadata) == []


@both
def test_each_step_can_be_taken_and_taken_back(make_app, empty_database_url):
    with make_app(empty_database_url).app_context():
        for revision in migrations.revisions():
            with unit_of_work():
                migrations.upgrade(db.session.connection(), revision)
        for revision in [*reversed(migrations.revisions()[:-1]), "base"]:
            with unit_of_work():
                migrations.downgrade(db.session.connection(), revision)
        with unit_of_work():
            assert inspect(db.session.connection()).get_table_names() == ["alembic_version"]
            assert migrations.current(db.session.connection()) is None


@both
def test_upgrading_twice_changes_nothing(make_app, empty_database_url):
    with make_app(empty_database_url).app_context():
        with unit_of_work():
            before, after = migrations.upgrade(db.session.connection())
        assert (before, after) == (None, migrations.head())
        with unit_of_work():
            assert migrations.upgrade(db.session.connection()) == (migrations.head(), migrations.head())
