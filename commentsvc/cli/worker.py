"""``commentsvc worker``: the background work, without the web server."""

import click

from commentsvc.cli import running
from commentsvc.cli.environment import Environment
from commentsvc.jobs import consumer


@click.command()
@click.pass_obj
def worker(environment: Environment) -> None:
    """Do the background work until SIGTERM or Ctrl+C; `serve` starts one by itself."""
    with running.noted(environment.settings.data_dir), environment.application() as app:
        consumer.run(app, environment.settings)
