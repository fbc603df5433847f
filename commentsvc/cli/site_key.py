"""``commentsvc site key``: keys with which a publisher's server signs what it says."""

import json

import click

from commentsvc.cli.environment import Environment
from commentsvc.db import unit_of_work
from commentsvc.domain.signatures import shown_secret
from commentsvc.services import site_keys, sites


@click.group("key")
def site_key() -> None:
    """Make, list and end a site's signing keys. To replace one: create, change over, revoke the old one."""


@site_key.command()
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.pass_obj
def create(environment: Environment, slug: str, as_json: bool) -> None:
    """Make a key for the site SLUG. The secret is shown once; keys made before stay in force."""
    with environment.application() as app, unit_of_work():
        row = site_keys.create(sites.get(slug), environment.now(app))
        key_id, secret = row.public_id, shown_secret(site_keys.secret(app.extensions["commentsvc"].keys, row))
    if as_json:
        click.echo(json.dumps({"key": key_id, "secret": secret}))
        return
    click.echo(f"Key {key_id} of {slug} is in force. Its secret, which is not shown again:\n{secret}")


@site_key.command("list")
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.pass_obj
def list_keys(environment: Environment, slug: str, as_json: bool) -> None:
    """Show the keys of the site SLUG, without their secrets."""
    with environment.application():
        found = site_keys.listed(sites.get(slug))
    if as_json:
        click.echo(json.dumps([_as_mapping(row) for row in found], indent=2))
        return
    for row in found:
        state = f"revoked {row.revoked_at:%Y-%m-%d %H:%M}" if row.revoked_at else "in force"
        click.echo(f"{row.public_id}  made {row.created_at:%Y-%m-%d %H:%M}  {state}")
    if not found:
        click.echo(f"There is no key yet: commentsvc site key create {slug}")


@site_key.command()
@click.argument("slug")
@click.argument("key")
@click.pass_obj
def revoke(environment: Environment, slug: str, key: str) -> None:
    """End the key KEY of the site SLUG: what it signs is refused from now on."""
    with environment.application() as app, unit_of_work():
        site_keys.revoke(sites.get(slug), key, environment.now(app))
    click.echo(f"Key {key} of {slug} is revoked.")


def _as_mapping(row) -> dict:
    return {
        "key": row.public_id,
        "created_at": row.created_at.isoformat(),
        "revoked_at": row.revoked_at.isoformat() if row.revoked_at else None,
    }
