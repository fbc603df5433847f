"""``commentsvc db``: the database's schema."""

from datetime import datetime

import click

from commentsvc import migrations
from commentsvc.cli.environment import Environment
from commentsvc.db import db, unit_of_work
from commentsvc.domain.keys import Keys
from commentsvc.queries import sites as site_queries
from commentsvc.services import contacts, sites
from commentsvc.services.context import Context

_BATCH = 500


@click.group("db")
def database() -> None:
    """Prepare the database."""


@database.command()
@click.pass_obj
def upgrade(environment: Environment) -> None:
    """Bring the schema to this version; on a new database, make it. Repeating it changes nothing."""
    with environment.application() as app:
        with unit_of_work():
            before, after = migrations.upgrade(db.session.connection())
        sealed = seal_contacts(app.extensions["commentsvc"].keys, environment.now(app))
    if before == after:
        click.echo(f"The database is at revision {after} already.")
    else:
        click.echo(f"The database is at revision {after} now (before: {before or 'empty'}).")
    if sealed:
        click.echo(f"{sealed} contacts of older correction reports are encrypted now.")


def seal_contacts(keys: Keys, now: datetime) -> int:
    """Encrypt the contacts that reports of before revision 0002 hold in plain words, batch by batch."""
    sealed = 0
    for slug, _name in site_queries.names():
        while True:
            with unit_of_work():
                done = contacts.seal_older(Context(sites.get(slug), now, keys), _BATCH)
            sealed += done
            if done < _BATCH:
                break
    return sealed
