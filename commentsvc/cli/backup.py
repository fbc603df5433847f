"""``commentsvc backup``: the database of one moment in one file, while readers go on writing."""

import json
import os
import secrets
import sys
import zipfile
from pathlib import Path

import click

from commentsvc import __version__, migrations
from commentsvc.cli.environment import Environment
from commentsvc.db import db
from commentsvc.domain.keys import Keys
from commentsvc.services import transfer


@click.command()
@click.option("--with-key", is_flag=True, help="Put the secret key in as well: whoever has the file is the service.")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(environment: Environment, with_key: bool, force: bool, as_json: bool, file: Path) -> None:
    """Write the database as it is now into FILE. The secret key is not in it; keep it elsewhere.

    A folder that is missing is made, for its owner alone.
    """
    if file.exists() and not force:
        raise click.ClickException(f"{file} is there already; --force replaces it.")
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with environment.application() as app:
            about = _write(draft, app, environment.settings.key_file if with_key else None, as_json)
        draft.replace(file)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
    size = file.stat().st_size
    if as_json:
        click.echo(json.dumps({"file": str(file), "bytes": size, "rows": about.rows, "revision": about.revision}))
        return
    click.echo(f"{file}: {about.rows} rows, {size / 1e6:.1f} MB, revision {about.revision}.")
    click.echo("The secret key is in it: guard it like the key." if with_key else "The secret key is not in it.")


def key_check(keys: Keys) -> str:
    """By which a key is known again, without telling it."""
    return keys.blind("backup", "", "key")


def _write(draft: Path, app, key_file: Path | None, quiet: bool) -> transfer.Manifest:
    descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w+b") as target, db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            revision = migrations.current(connection)
            if revision is None:
                raise click.ClickException("The database is empty; `commentsvc db upgrade` prepares it.")
            runtime = app.extensions["commentsvc"]
            about = transfer.Manifest(revision, runtime.clock.now().isoformat(), __version__, key_check(runtime.keys))
            rows = transfer.count_rows(connection)
            with click.progressbar(length=rows, label="Rows", hidden=quiet or not sys.stdout.isatty()) as bar:
                transfer.dump(connection, archive, about, bar.update)
            if key_file is not None:
                archive.write(key_file, transfer.KEY)
        target.flush()
        os.fsync(target.fileno())
    return about
