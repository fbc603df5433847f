"""``commentsvc demo``: load the demo newspaper's readers, their comments and reports."""

import click

from commentsvc.cli.environment import Environment
from commentsvc.demo import seed


@click.command()
@click.pass_obj
def demo(environment: Environment) -> None:
    """Load the demo (site "daily", three people at the desk). Repeating it changes nothing."""
    with environment.application() as app:
        loaded = seed.load(environment.settings, app.extensions["commentsvc"])
    click.echo("The demo is loaded." if loaded else "The demo was loaded already.")
