"""``commentsvc doctor``: is everything in order, and if not, what mends it?"""

import json
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

import click
from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from commentsvc import migrations
from commentsvc.cli.environment import Environment
from commentsvc.db import db
from commentsvc.ports import MailFailed
from commentsvc.queries import background
from commentsvc.queries import sites as site_queries
from commentsvc.settings import Settings, SettingsError

_MAIL_REMEDY = "Check COMMENTSVC_MAIL_HOST, _PORT, _TLS, and the way there."
_MAIL_REMEDIES = {
    "mail_tls_not_offered": "The server offers no STARTTLS there: try COMMENTSVC_MAIL_TLS=tls with port 465.",
    "mail_tls_failed": "The certificate is not of COMMENTSVC_MAIL_HOST, or of no known authority (see SSL_CERT_FILE).",
    "mail_sign_in_refused": "Check COMMENTSVC_MAIL_USER and COMMENTSVC_MAIL_PASSWORD.",
    "mail_sender_refused": "The server takes no mail from COMMENTSVC_MAIL_FROM: give an address that is the account's.",
    "mail_folder_unwritable": "Let the service's user write into DATA_DIR/mail.",
}
FREE_MIN_MIB = 500
# Sessions, edit windows and the log all compare times: the database's clock may not lie far from ours.
CLOCK_TOLERANCE = timedelta(seconds=5)


@dataclass(frozen=True)
class Finding:
    """One thing looked at: is it well, what was seen, and what mends it."""

    what: str
    well: bool
    seen: str
    remedy: str = ""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.pass_obj
def doctor(environment: Environment, as_json: bool) -> None:
    """Check configuration, database, key file, clock and mail; exits with 1 when something needs mending."""
    findings = list(_examine(environment))
    if as_json:
        click.echo(json.dumps([asdict(one) for one in findings], indent=2, ensure_ascii=False))
    else:
        for one in findings:
            click.echo(f"{'ok  ' if one.well else 'FAIL'}  {one.what}: {one.seen}")
            if one.remedy and not one.well:
                click.echo(f"      {one.remedy}")
    if not all(one.well for one in findings):
        raise SystemExit(1)


def _examine(environment: Environment) -> Iterator[Finding]:
    try:
        settings = environment.settings
    except SettingsError as error:
        yield Finding("configuration", False, str(error), "See docs/settings.md.")
        return
    yield Finding("configuration", True, f"serves {settings.base_url} from {settings.data_dir}")
    try:
        with environment.application():
            yield from (check(settings) for check in _CHECKS)
    except (SQLAlchemyError, OSError, ValueError) as error:
        yield Finding("service", False, str(error).splitlines()[0], "Check DATABASE_URL, DATA_DIR and the key file.")


def _database(settings: Settings) -> Finding:
    db.session.execute(text("SELECT 1"))
    return Finding("database", True, f"{db.engine.dialect.name} answers")


def _schema(settings: Settings) -> Finding:
    found, needed = migrations.current(db.session.connection()), migrations.head()
    return Finding("schema", found == needed, f"revision {found or 'none'}, needed {needed}", "commentsvc db upgrade")


def _key_file(settings: Settings) -> Finding:
    mode = stat.S_IMODE(settings.key_file.stat().st_mode)
    return Finding(
        "key file",
        mode & 0o077 == 0,
        f"{settings.key_file}, mode {mode:o}",
        f"chmod 600 {settings.key_file}: whoever reads it can sign in as anybody.",
    )


def _clock(settings: Settings) -> Finding:
    query = "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')" if db.engine.dialect.name == "sqlite" else "SELECT now()"
    theirs = db.session.execute(text(query)).scalar_one()
    if isinstance(theirs, str):
        theirs = datetime.fromisoformat(theirs)
    apart = abs(theirs - datetime.now(UTC))
    remedy = "Set both machines' clocks by NTP."
    return Finding("clock", apart < CLOCK_TOLERANCE, f"{apart.total_seconds():.1f} s from the database's", remedy)


def _disk(settings: Settings) -> Finding:
    free = shutil.disk_usage(settings.data_dir).free >> 20
    return Finding("disk", free >= FREE_MIN_MIB, f"{free} MiB free in {settings.data_dir}", "Make room.")


def _sites(settings: Settings) -> Finding:
    if migrations.current(db.session.connection()) is None:
        return Finding("sites", False, "none yet", "commentsvc db upgrade")
    names = [slug for slug, _name in site_queries.names()]
    remedy = "commentsvc site create SLUG --name NAME --origin ORIGIN"
    return Finding("sites", bool(names), ", ".join(names) or "none", remedy)


def _background(settings: Settings) -> Finding:
    if migrations.current(db.session.connection()) != migrations.head():
        return Finding("background work", False, "unknown", "commentsvc db upgrade")
    since = background.overdue_since(datetime.now(UTC))
    if since is not None:
        seen = f"waits since {since:%Y-%m-%d %H:%M} UTC"
        return Finding("background work", False, seen, "commentsvc serve, or commentsvc worker, must be running.")
    dead, _more = background.dead(None)
    names = ", ".join(sorted({f"{job.handler}: {job.error}" for job in dead}))
    remedy = "It is tried again in its next period; the log says where it failed."
    return Finding("background work", not dead, f"failed for good: {names}" if dead else "nothing overdue", remedy)


def _mail(settings: Settings) -> Finding:
    try:
        seen = current_app.extensions["commentsvc"].mailer.check()
    except MailFailed as error:
        where = f"{settings.mail_host}:{settings.mail_port}" if settings.mail_host else "the folder"
        return Finding("mail", False, f"{where}: {error.code}", _MAIL_REMEDIES.get(error.code, _MAIL_REMEDY))
    if settings.mail_host and not settings.base_url.startswith("https://"):
        remedy = "COMMENTSVC_PUBLIC_URL has to begin with https://, else mail programs offer no way to unsubscribe."
        return Finding("mail", False, f"{seen}; links lead to {settings.base_url}", remedy)
    return Finding("mail", True, seen)


_CHECKS: tuple[Callable[[Settings], Finding], ...] = (
    _database,
    _schema,
    _key_file,
    _clock,
    _disk,
    _sites,
    _background,
    _mail,
)
