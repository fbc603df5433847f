"""``commentsvc export``: a site's data in forms that other programs read."""

import json
from pathlib import Path

import click

from commentsvc.cli.environment import Environment
from commentsvc.domain.web_annotations import annotation
from commentsvc.queries import figures
from commentsvc.services import sites


@click.command()
@click.option("--site", "slug", required=True, metavar="SLUG", help="The site.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["annotations"]),
    default="annotations",
    show_default=True,
    help="annotations: correction reports as W3C Web Annotations, one JSON-LD document a line.",
)
@click.option("--json", "as_json", is_flag=True, help="Report how many as JSON on stderr.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write here instead of to stdout.")
@click.pass_obj
def export(environment: Environment, slug: str, form: str, as_json: bool, output: Path | None) -> None:
    """Write what a site's readers have reported, without anything about who they are.

    Spam and what readers took back is left out.
    """
    with environment.application():
        site = sites.get(slug)
        address = f"{environment.settings.base_url}/desk/{site.slug}"
        lines = (json.dumps(annotation(one, address), ensure_ascii=False) for one in figures.reported(site.id))
        try:
            count = _write(lines, output)
        except OSError as error:
            raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from error
    told = json.dumps({"site": slug, "format": form, "count": count}) if as_json else f"{count} reports."
    click.echo(told, err=True)


def _write(lines, output: Path | None) -> int:
    count = 0
    with output.open("w", encoding="utf-8") if output else click.open_file("-", "w", encoding="utf-8") as file:
        for line in lines:
            file.write(f"{line}\n")
            count += 1
    return count
