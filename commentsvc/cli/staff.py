"""``commentsvc staff``: the people of the desk."""

import json
import sys

import click
from flask_security.utils import hash_password

from commentsvc.cli.environment import Environment
from commentsvc.db import unit_of_work
from commentsvc.domain.errors import NotFound
from commentsvc.domain.limits import PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS
from commentsvc.domain.roles import Role
from commentsvc.queries import desk_staff
from commentsvc.services import second_factor, sites
from commentsvc.services import staff as service


@click.group()
def staff() -> None:
    """Let people in at the desk."""


@staff.command()
@click.argument("email")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]), help="What the person may do.")
@click.option("--site", "slug", required=True, help="The site on which.")
@click.option("--section", "sections", multiple=True, help="Only this section of the newspaper (repeat for more).")
@click.option("--name", default="", help="The person, as colleagues and readers see them.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
@click.pass_obj
def create(
    environment: Environment,
    email: str,
    role: str,
    slug: str,
    sections: tuple[str, ...],
    name: str,
    password_stdin: bool,
) -> None:
    """Give EMAIL a role on a site, and a name where one is given; a new person gets an account with a password."""
    with environment.application() as app:
        site = sites.get(slug)
        user = service.find(email)
        hashed = None if user else hash_password(_password(password_stdin))
        with unit_of_work():
            user = service.find(email) or service.create(email, hashed, name, environment.now(app))
            if name.strip() and user.name != name:
                service.rename(user, name)
            service.grant(user, site, Role(role), sections)
    click.echo(f"{email} is {role} on {slug} and signs in at {environment.settings.base_url}/desk/")


@staff.command("list")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.pass_obj
def list_staff(environment: Environment, as_json: bool) -> None:
    """Show everybody with their roles."""
    with environment.application():
        people = desk_staff.everybody()
    if as_json:
        click.echo(json.dumps(people, indent=2, ensure_ascii=False))
        return
    for person in people:
        roles = ", ".join(f"{role} on {slug}" for slug, role in person["roles"].items()) or "no role"
        code = "second factor" if person["second_factor"] else "password only"
        state = "" if person["active"] else "  (dismissed)"
        click.echo(f"{person['email']}  {person['name'] or '-'}  {roles}  {code}{state}")
    if not people:
        click.echo("There is nobody yet: commentsvc staff create EMAIL --role ROLE --site SLUG")


@staff.command()
@click.argument("email")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
@click.option("--second-factor", "factor", is_flag=True, help="Take the second factor away, too.")
@click.pass_obj
def reset(environment: Environment, email: str, password_stdin: bool, factor: bool) -> None:
    """Give EMAIL a new password and end all of the person's sessions."""
    with environment.application() as app:
        if service.find(email) is None:
            raise NotFound("unknown_staff", email=email)
        hashed = hash_password(_password(password_stdin))
        with unit_of_work():
            person = service.find(email)
            service.set_password(person, hashed, environment.now(app))
            if factor:
                second_factor.turn_off(person)
    click.echo(f"{email} has a new password{' and no second factor' if factor else ''}; every session has ended.")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        given = sys.stdin.readline().rstrip("\r\n")
    else:
        given = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    if not PASSWORD_MIN_CHARS <= len(given) <= PASSWORD_MAX_CHARS:
        raise click.UsageError(f"a password has {PASSWORD_MIN_CHARS} to {PASSWORD_MAX_CHARS} characters")
    return given
