"""``commentsvc db``: the database's schema."""

import click

from commentsvc import migrations
from commentsvc.cli.environment import Environment
from commentsvc.db import db, unit_of_work


@click.group("db")
def database() -> None:
    """Prepare the database."""


@database.command()
@click.pass_obj
def upgrade(environment: Environment) -> None:
    """Bring the schema to this version; on a new database, make it. Repeating it changes nothing."""
    with environment.application(), unit_of_work():
        before, after = migrations.upgrade(db.session.connection())
    if before == after:
        click.echo(f"The database is at revision {after} already.")
    else:
        click.echo(f"The database is at revision {after} now (before: {before or 'empty'}).")
