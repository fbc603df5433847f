"""``commentsvc thread``: threads whose article got another key or address, and threads that become one."""

import json
from collections.abc import Callable
from dataclasses import asdict

import click

from commentsvc.cli.environment import Environment
from commentsvc.db import unit_of_work
from commentsvc.services import moving, sites
from commentsvc.services.context import Context


class _Rehearsal(Exception):
    """Ends a dry run: nothing of it is committed."""


@click.group()
def thread() -> None:
    """Move threads to another key or address, and merge them. Votes and permalinks stay as they are."""


@thread.command()
@click.option("--site", "slug", required=True, help="The site's short name.")
@click.option("--url", help="The article's new address.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.argument("old_key")
@click.argument("new_key")
@click.pass_obj
def move(
    environment: Environment, slug: str, url: str | None, dry_run: bool, as_json: bool, old_key: str, new_key: str
) -> None:
    """Give the article OLD_KEY the key NEW_KEY. Pages that still carry the old one find the thread as before."""
    outcome = _act(environment, slug, dry_run, lambda context: moving.move(context, old_key, new_key, url))
    _tell(outcome, as_json, dry_run, "moved")


@thread.command()
@click.option("--site", "slug", required=True, help="The site's short name.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.argument("from_key")
@click.argument("into_key")
@click.pass_obj
def merge(environment: Environment, slug: str, dry_run: bool, as_json: bool, from_key: str, into_key: str) -> None:
    """Merge the thread of FROM_KEY into that of INTO_KEY. This cannot be undone; make a backup first."""
    outcome = _act(environment, slug, dry_run, lambda context: moving.merge(context, from_key, into_key))
    _tell(outcome, as_json, dry_run, "merged")


def _act(environment: Environment, slug: str, dry_run: bool, action: Callable) -> moving.Outcome:
    outcome = None
    with environment.application() as app:
        try:
            with unit_of_work():
                context = Context(sites.get(slug), environment.now(app), app.extensions["commentsvc"].keys)
                outcome = action(context)
                if dry_run:
                    raise _Rehearsal
        except _Rehearsal:
            pass
    return outcome


def _tell(outcome: moving.Outcome, as_json: bool, dry_run: bool, done: str) -> None:
    if as_json:
        click.echo(json.dumps(asdict(outcome) | {"dry_run": dry_run}, ensure_ascii=False))
        return
    verb = f"would be {done}" if dry_run else done
    click.echo(
        f"{outcome.from_key} → {outcome.key}: {verb}, with comments: {outcome.comments}, "
        f"correction reports: {outcome.reports}."
    )
