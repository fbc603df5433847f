"""``commentsvc verify``: is what is derived what it should be, and is the log whole?"""

import json
import sys
from dataclasses import asdict

import click
from flask import Flask

from commentsvc.cli.environment import Environment
from commentsvc.db import unit_of_work
from commentsvc.queries import sites as site_queries
from commentsvc.services import sites, verification


@click.command()
@click.option("--repair", is_flag=True, help="Put derived values right. The log is never altered.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.pass_obj
def verify(environment: Environment, repair: bool, as_json: bool) -> None:
    """Recompute counters, compare readers with their sanctions, and follow the log's hash chain.

    Exits with 1 when something is wrong and stays so.
    """
    with environment.application() as app:
        counters = _check_threads(repair, quiet=as_json) + _check_readers(app, repair)
        log = [found for slug, _name in site_queries.names() for found in _check_log(app, slug)]
        heads = {slug: verification.log_head(sites.get(slug).id) for slug, _name in site_queries.names()}
    if as_json:
        report = {"repaired": repair, "counters": counters, "log": log, "heads": heads}
        click.echo(json.dumps(report, default=_plain, indent=2, ensure_ascii=False))
    else:
        _tell(counters, log, repair)
    if log or (counters and not repair):
        raise SystemExit(1)


def _check_threads(repair: bool, quiet: bool) -> list[verification.Difference]:
    found = []
    with click.progressbar(verification.thread_ids(), label="Threads", hidden=quiet or not sys.stdout.isatty()) as ids:
        for thread_id in ids:
            with unit_of_work():
                found += verification.check_thread(thread_id, repair=repair)
    return found


def _check_readers(app: Flask, repair: bool) -> list[verification.Difference]:
    found, now = [], app.extensions["commentsvc"].clock.now()
    for slug, _name in site_queries.names():
        with unit_of_work():
            found += verification.check_readers(sites.get(slug).id, now, repair=repair)
    return found


def _check_log(app: Flask, slug: str) -> list[verification.Difference]:
    site = sites.get(slug)
    return [*verification.check_log(site.id), *verification.check_seals(site, app.extensions["commentsvc"].keys)]


def _tell(counters: list[verification.Difference], log: list[verification.Difference], repair: bool) -> None:
    for one in [*counters, *log]:
        click.echo(f"{one.subject} {one.public_id}: {one.field} is {one.stored}, should be {one.expected}")
    if counters:
        click.echo(
            f"{len(counters)} derived values {'were put right' if repair else 'are wrong; --repair mends them'}."
        )
    if log:
        click.echo(f"The log's chain is broken in {len(log)} places: rows were altered or removed.")
    if not counters and not log:
        click.echo("Everything is as it should be.")


def _plain(value: object):
    return asdict(value) if isinstance(value, verification.Difference) else str(value)
