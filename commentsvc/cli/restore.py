"""``commentsvc restore``: a database from a backup, with everybody erased again who was erased meanwhile."""

import json
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
from flask import Flask
from sqlalchemy import inspect

from commentsvc import migrations
from commentsvc.cli import running
from commentsvc.cli.backup import key_check
from commentsvc.cli.environment import Environment
from commentsvc.db import db, flatten, unit_of_work
from commentsvc.domain.erasure import ErasureLine
from commentsvc.domain.moderation import OPERATOR
from commentsvc.queries import sites as site_queries
from commentsvc.services import erasure, sites, transfer
from commentsvc.services.context import Context


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask first.")
@click.option("--other-key", is_flag=True, help="Go on although the backup was made with another secret key.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON; does not ask.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def restore(environment: Environment, yes: bool, other_key: bool, as_json: bool, file: Path) -> None:
    """Replace the database by the backup FILE; readers who were erased since then are erased again."""
    try:
        with zipfile.ZipFile(file) as archive, running.nobody_else(environment.settings):
            about = transfer.read_manifest(archive)
            if about.revision not in migrations.revisions():
                raise click.ClickException(f"the backup is of revision {about.revision}, which this version lacks")
            if not (yes or as_json):
                click.confirm(f"Replace the whole database by the backup of {about.made_at}?", abort=True)
            _put_key(environment, archive)
            erased = _restore(environment, archive, about, other_key, as_json or not sys.stdout.isatty())
    except zipfile.BadZipFile as error:
        raise click.ClickException("this is no backup of ours") from error
    except transfer.TransferError as error:
        raise click.ClickException(f"{error}; nothing was changed") from error
    if as_json:
        click.echo(json.dumps({"rows": about.rows, "made_at": about.made_at, "erased_again": erased}))
        return
    click.echo(f"Restored {about.rows} rows of {about.made_at}. Readers erased again: {erased}.")


def _put_key(environment: Environment, archive: zipfile.ZipFile) -> None:
    """The key from the archive, where there is none; one that is there is never replaced."""
    path = environment.settings.key_file
    if transfer.KEY in archive.namelist() and not path.exists():
        path.touch(0o600)
        path.write_bytes(archive.read(transfer.KEY))


def _restore(environment: Environment, archive, about: transfer.Manifest, other_key: bool, quiet: bool) -> int:
    with environment.application() as app:
        keys = app.extensions["commentsvc"].keys
        if about.key_check != key_check(keys) and not other_key:
            raise click.ClickException(
                "the backup was made with another secret key: put that one into the data directory first. With "
                "--other-key all sessions, links and sealed addresses are lost, and nobody can be erased again"
            )
        remembered = app.extensions["commentsvc"].ledger.lines() + _lines_of_database(app)
    with _target(environment) as app, unit_of_work():
        connection = db.session.connection()
        if connection.dialect.name == "postgresql":
            running.require_no_other_client()
        transfer.empty(connection)
        migrations.upgrade(connection, about.revision)
        with click.progressbar(length=about.rows, label="Rows", hidden=quiet) as bar:
            transfer.load(connection, archive, about, bar.update)
        migrations.upgrade(connection)
        erased = _erase_again(app, remembered)
        _remember(app, remembered)
    return erased


@contextmanager
def _target(environment: Environment) -> Iterator[Flask]:
    """The application on the database to be filled. On SQLite that is a file beside, which takes the place at the end;
    PostgreSQL does all of it in one transaction.
    """
    path = running.sqlite_file(environment.settings)
    if path is None:
        with environment.application() as app:
            yield app
        return
    draft = path.with_name(f"{path.name}.restoring")
    _unlink(draft)
    beside = replace(environment.settings, database_url=f"sqlite:///{draft}")
    try:
        app = environment.create_app(beside)
        with app.app_context():
            try:
                yield app
                flatten()
            finally:
                db.session.remove()
                db.engine.dispose()
        draft.replace(path)
    finally:
        _unlink(draft)


def _unlink(draft: Path) -> None:
    for ending in ("", "-wal", "-shm", ".queue"):
        draft.with_name(draft.name + ending).unlink(missing_ok=True)


def _contexts(app: Flask) -> list[Context]:
    runtime = app.extensions["commentsvc"]
    return [Context(sites.get(slug), runtime.clock.now(), runtime.keys) for slug, _name in site_queries.names()]


def _lines_of_database(app: Flask) -> list[ErasureLine]:
    """What the database that is to be replaced remembers; nothing where it is empty, older or damaged."""
    if not inspect(db.engine).has_table("erasure"):
        return []
    return [line for context in _contexts(app) for line in erasure.lines(context)]


def _erase_again(app: Flask, remembered: list[ErasureLine]) -> int:
    count = 0
    for context in _contexts(app):
        for reader_id in erasure.apply_again(context, [*remembered, *erasure.lines(context)], OPERATOR):
            while erasure.step(context, reader_id):
                pass
            count += 1
    return count


def _remember(app: Flask, remembered: list[ErasureLine]) -> None:
    """What only a database knew stands in the file from now on, too: there may be older backups still."""
    ledger = app.extensions["commentsvc"].ledger
    known = {(line.site, line.subject) for line in ledger.lines()}
    for line in [*remembered, *(line for context in _contexts(app) for line in erasure.lines(context))]:
        if (line.site, line.subject) not in known:
            known.add((line.site, line.subject))
            ledger.add(line)
