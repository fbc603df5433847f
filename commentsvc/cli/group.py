"""The list of commands, and how their refusals are told."""

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from commentsvc import __version__
from commentsvc.cli.backup import backup
from commentsvc.cli.database import database
from commentsvc.cli.demo import demo
from commentsvc.cli.doctor import doctor
from commentsvc.cli.erase import erase
from commentsvc.cli.export import export
from commentsvc.cli.restore import restore
from commentsvc.cli.serve import serve
from commentsvc.cli.site import site
from commentsvc.cli.staff import staff
from commentsvc.cli.thread import thread
from commentsvc.cli.verify import verify
from commentsvc.cli.worker import worker
from commentsvc.domain.errors import ServiceError
from commentsvc.settings import SettingsError
from commentsvc.web.messages import error_text


class _Group(click.Group):
    """Turns the service's own refusals into one sentence on stderr and exit code 1."""

    def invoke(self, ctx: click.Context):
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            raise click.ClickException(str(error)) from error
        except ServiceError as error:
            raise click.ClickException(_told(error)) from error
        except (OperationalError, ProgrammingError) as error:
            raise click.ClickException(
                f"the database cannot do this: {error.orig}. `commentsvc db upgrade` prepares it, "
                "`commentsvc doctor` says what is wrong."
            ) from error


def _told(error: ServiceError) -> str:
    """The refusal in English, the language of the command line, with its code for the manual's index."""
    if not error.errors:
        return f"{error_text(error.code, error.params)} [{error.code}]"
    return "\n".join(f"{one.field}: {error_text(one.code, one.params)} [{one.code}]" for one in error.errors)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def group() -> None:
    """Reader comments and corrections for newsrooms."""


for _command in (serve, worker, database, demo, site, staff, thread, verify, backup, restore, export, erase, doctor):
    group.add_command(_command)
