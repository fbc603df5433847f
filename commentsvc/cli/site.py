"""``commentsvc site``: publishers' sites."""

import json

import click

from commentsvc.cli.environment import Environment
from commentsvc.cli.sign_on_key import sign_on_key
from commentsvc.cli.site_key import site_key
from commentsvc.db import unit_of_work
from commentsvc.domain.moderation import OPERATOR
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.queries import sites as queries
from commentsvc.services import site_rules, sites
from commentsvc.services.context import Context

_ORIGIN_HELP = "An origin of the site's pages, such as https://news.example; may be given several times."


@click.group()
def site() -> None:
    """Register and set up publishers' sites."""


@site.command()
@click.argument("slug")
@click.option("--name", required=True, help="The publisher's name, as readers see it.")
@click.option("--origin", "origins", multiple=True, required=True, help=_ORIGIN_HELP)
@click.option("--language", default="en", show_default=True, help="The site's own language.")
@click.pass_obj
def create(environment: Environment, slug: str, name: str, origins: tuple[str, ...], language: str) -> None:
    """Register a site under SLUG, the short name that pages and addresses use."""
    with environment.application() as app, unit_of_work():
        sites.create(slug, name, origins, environment.now(app), language)
    click.echo(f"Site {slug} is registered. Its pages embed {environment.settings.base_url}/embed.js")


@site.command("list")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.pass_obj
def list_sites(environment: Environment, as_json: bool) -> None:
    """Show all sites with their origins and settings."""
    with environment.application():
        found = [sites.get(slug) for slug, _name in queries.names()]
    if as_json:
        click.echo(json.dumps([_as_mapping(one) for one in found], indent=2, ensure_ascii=False))
        return
    for one in found:
        click.echo(f"{one.slug}  {one.name}  {' '.join(row.origin for row in one.origins)}")
        for name, value in one.settings.items():
            click.echo(f"    {name} = {json.dumps(value)}")
    if not found:
        click.echo("There is no site yet: commentsvc site create SLUG --name NAME --origin ORIGIN")


@site.command("set")
@click.argument("slug")
@click.option("--origin", "origins", multiple=True, help=f"{_ORIGIN_HELP} Replaces all that were registered.")
@click.option("--time-zone", metavar="ZONE", help="The newsroom's time zone, such as Europe/Kyiv; as time_zone=ZONE.")
@click.option("--rules-summary", default="", help="With house_rules=…: what is different, in a line for readers.")
@click.argument("settings", nargs=-1, metavar="[NAME=VALUE]…")
@click.pass_obj
def set_site(
    environment: Environment,
    slug: str,
    origins: tuple[str, ...],
    time_zone: str | None,
    rules_summary: str,
    settings: tuple[str, ...],
) -> None:
    """Change a site's origins or its settings, such as `pre_moderate=true`, `lock_after_days=14`,
    `closed_sections=Crime,Courts` or `house_rules="$(cat rules.md)"`; docs/threads.md lists them.
    """
    changes = dict(_change(text) for text in settings)
    if time_zone is not None:
        changes["time_zone"] = time_zone
    if not (origins or changes):
        raise click.UsageError("nothing to set; give --origin or NAME=VALUE")
    with environment.application() as app, unit_of_work():
        found = sites.get(slug)
        if origins:
            sites.set_origins(found, origins)
        if changes:
            context = Context(found, environment.now(app), app.extensions["commentsvc"].keys)
            site_rules.change(context, changes, OPERATOR, summary=rules_summary)
    click.echo(f"Site {slug} is set.")


site.add_command(site_key)
site.add_command(sign_on_key)


def _change(text: str) -> tuple[str, object]:
    name, equals, value = text.partition("=")
    known = SiteSettings.__dataclass_fields__
    if not equals or name not in known:
        raise click.UsageError(f"{text!r} is not NAME=VALUE with one of these names: {', '.join(known)}")
    kind = known[name].type
    if kind is str:
        return name, value
    if kind not in (int, bool):
        return name, [part.strip() for part in value.split(",") if part.strip()]
    try:
        return name, json.loads(value.lower())
    except ValueError as error:
        raise click.UsageError(f"{value!r} is neither a number nor true or false") from error


def _as_mapping(one) -> dict:
    settings = SiteSettings.from_mapping(one.settings)
    return {
        "slug": one.slug,
        "name": one.name,
        "language": one.language,
        "origins": [row.origin for row in one.origins],
        "settings": vars(settings),
    }
