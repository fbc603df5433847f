"""``commentsvc erase``: a reader's traces are taken away, for good."""

import json
import sys

import click

from commentsvc.cli.environment import Environment
from commentsvc.db import unit_of_work
from commentsvc.domain.erasure import Mode
from commentsvc.domain.moderation import OPERATOR
from commentsvc.jobs import erasure as erasing
from commentsvc.services import erasure, sites
from commentsvc.services.context import Context


@click.command()
@click.option("--site", "slug", required=True, help="The site's short name.")
@click.option(
    "--mode",
    type=click.Choice([str(mode) for mode in Mode]),
    default=str(Mode.DETACH),
    show_default=True,
    help="detach: the texts stay under 'a former reader'. delete: the texts go as well.",
)
@click.option("--yes", is_flag=True, help="Do not ask first.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON; does not ask.")
@click.argument("reader")
@click.pass_obj
def erase(environment: Environment, slug: str, mode: str, yes: bool, as_json: bool, reader: str) -> None:
    """Erase the reader READER: a reader's id, or the id of any comment of theirs. This cannot be undone."""
    with environment.application() as app:

        def context() -> Context:
            return Context(sites.get(slug), environment.now(app), app.extensions["commentsvc"].keys)

        found = erasure.find(context(), reader)
        if not (yes or as_json):
            click.confirm(f"Erase {found.name or 'a reader without a name'} ({found.kind}) from {slug}?", abort=True)
        with unit_of_work():
            row = erasure.find(context(), reader)
            erasure.begin(context(), row, Mode(mode), OPERATOR, app.extensions["commentsvc"].ledger)
            row_id = row.id
        quiet = as_json or not sys.stdout.isatty()

        def tell(more: bool) -> None:
            if not quiet:
                click.echo(".", nl=not more)

        steps, flat = erasing.whole(context, row_id, app.extensions["commentsvc"].mailer, tell)
    if as_json:
        click.echo(json.dumps({"site": slug, "mode": mode, "erased": True, "steps": steps, "log_emptied": flat}))
        return
    click.echo(f"The reader is erased from {slug} ({mode}), and remembered in the ledger as a keyed hash only.")
    if not flat:
        click.echo("Somebody was reading: SQLite's write-ahead log is emptied by the worker within the hour.")
