"""``commentsvc site sign-on-key``: keys with which a publisher signs who its readers are."""

import json
from pathlib import Path

import click

from commentsvc.cli.environment import Environment
from commentsvc.db import unit_of_work
from commentsvc.domain import sign_on
from commentsvc.domain.sign_on_keys import PEM_MAX_CHARS, Algorithm
from commentsvc.services import sign_on_keys, sites


@click.group("sign-on-key")
def sign_on_key() -> None:
    """Make, list and end the keys of a site's own sign-in. To replace one: create, change over, revoke the old one."""


@sign_on_key.command()
@click.argument("slug")
@click.option("--issuer", required=True, help="What the claim `iss` will say, such as https://news.example.")
@click.option("--algorithm", type=click.Choice(list(Algorithm)), default=Algorithm.EDDSA, show_default=True)
@click.option("--kid", help="The key's name in the header of tokens; made up where it is not given.")
@click.option(
    "--public-key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A public key (PEM, Ed25519 or P-256) whose private half stays with the publisher.",
)
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.pass_obj
def create(
    environment: Environment,
    slug: str,
    issuer: str,
    algorithm: str,
    kid: str | None,
    public_key: Path | None,
    as_json: bool,
) -> None:
    """Make a key for the site SLUG, or take a public one. What signs is shown once; other keys stay in force."""
    pem = None
    if public_key is not None:
        with public_key.open(encoding="utf-8", errors="replace") as file:
            pem = file.read(PEM_MAX_CHARS)
    new = sign_on_keys.NewKey(issuer, kid, Algorithm(algorithm), pem)
    with environment.application() as app, unit_of_work():
        keys = app.extensions["commentsvc"].keys
        row, secret = sign_on_keys.create(sites.get(slug), keys, new, environment.now(app))
        made = {"kid": row.kid, "algorithm": row.algorithm, "iss": row.issuer}
    made["aud"] = sign_on.audience(environment.settings.base_url, slug)
    if as_json:
        click.echo(json.dumps(made | {"secret": secret}))
        return
    click.echo(f"Key {made['kid']} of {slug} is in force.")
    for name in ("algorithm", "iss", "aud"):
        click.echo(f"    {name} = {made[name]}")
    if secret is not None:
        click.echo(f"What signs, which is not shown again:\n{secret.rstrip()}")


@sign_on_key.command("list")
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.pass_obj
def list_keys(environment: Environment, slug: str, as_json: bool) -> None:
    """Show the keys of the site SLUG, without what is secret."""
    with environment.application():
        found = sign_on_keys.listed(sites.get(slug))
    if as_json:
        click.echo(json.dumps([_as_mapping(row) for row in found], indent=2, ensure_ascii=False))
        return
    for row in found:
        state = f"revoked {row.revoked_at:%Y-%m-%d %H:%M}" if row.revoked_at else "in force"
        click.echo(f"{row.kid}  {row.algorithm}  {row.issuer}  made {row.created_at:%Y-%m-%d %H:%M}  {state}")
    if not found:
        click.echo(f"There is no key yet: commentsvc site sign-on-key create {slug} --issuer ISSUER")


@sign_on_key.command()
@click.argument("slug")
@click.argument("kid")
@click.pass_obj
def revoke(environment: Environment, slug: str, kid: str) -> None:
    """End the key KID of the site SLUG: what it signs is refused from now on. Readers stay signed in."""
    with environment.application() as app, unit_of_work():
        sign_on_keys.revoke(sites.get(slug), kid, environment.now(app))
    click.echo(f"Key {kid} of {slug} is revoked.")


def _as_mapping(row) -> dict:
    return {
        "kid": row.kid,
        "algorithm": row.algorithm,
        "iss": row.issuer,
        "created_at": row.created_at.isoformat(),
        "revoked_at": row.revoked_at.isoformat() if row.revoked_at else None,
    }
