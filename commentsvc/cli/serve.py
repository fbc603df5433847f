"""``commentsvc serve``: the web server, the worker and, with the demo on, the demo newspaper."""

import errno
import http.client
import socket

import click

from commentsvc import migrations
from commentsvc.cli import announcement, running
from commentsvc.cli.environment import ROOT, Environment
from commentsvc.cli.supervisor import Child, Died, Supervisor
from commentsvc.db import db
from commentsvc.settings import Settings

READY_SECONDS = 60
# Connections that wait while all threads are busy: a minute's rush, not an hour's.
BACKLOG = 1024


@click.command()
@click.pass_obj
def serve(environment: Environment) -> None:
    """Serve until SIGTERM or Ctrl+C; requests in progress are answered first."""
    settings = environment.settings
    _require_schema(environment)
    for name, port in _ports(settings).items():
        _require_free(settings.host, port, name)
    with running.noted(settings.data_dir):
        _supervise(settings)


def _supervise(settings: Settings) -> None:
    supervisor = Supervisor(_children(settings), ROOT)
    supervisor.start()
    try:
        if supervisor.wait_until(lambda: _all_answer(settings), READY_SECONDS):
            click.echo(announcement.text(settings))
            supervisor.run()
    except Died as death:
        raise click.ClickException(f"{death}; stopped.") from death
    finally:
        supervisor.stop()


def _children(settings: Settings) -> list[Child]:
    children = [
        Child("the web server", _granian(settings, settings.port, "wsgi:app", settings.workers, settings.threads)),
        Child("the worker", ["commentsvc", "worker"]),
    ]
    if settings.demo:
        command = _granian(settings, settings.demo_port, "commentsvc.demo.server:create", 1, 4)
        children.append(Child("the demo newspaper", [*command, "--factory"]))
    return children


def _granian(settings: Settings, port: int, target: str, workers: int, threads: int) -> list[str]:
    options = {
        "interface": "wsgi",
        "http": "1",
        "host": settings.host,
        "port": port,
        "workers": workers,
        # A comment waits for the disk, not for the processor: threads are what carries many writers at once.
        "blocking-threads": threads,
        "backlog": BACKLOG,
        "workers-kill-timeout": 10,
        "respawn-interval": 0.5,
        # At "warning" it advises against the threads above.
        "log-level": "debug" if settings.log_level == "debug" else "error",
    }
    given = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    return ["granian", *given, "--no-ws", "--respawn-failed-workers", target]


def _ports(settings: Settings) -> dict[str, int]:
    return {"PORT": settings.port} | ({"DEMO_PORT": settings.demo_port} if settings.demo else {})


def _require_schema(environment: Environment) -> None:
    with environment.application():
        found, needed = migrations.current(db.session.connection()), migrations.head()
    if found != needed:
        raise click.ClickException(
            f"the database is at revision {found or 'none'}, this version needs {needed}: "
            "run `commentsvc db upgrade` first"
        )


def _require_free(host: str, port: int, name: str) -> None:
    """The server would say it too, but only in its own words and once per worker."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            told = "is taken by another program" if error.errno == errno.EADDRINUSE else f"cannot be used ({error})"
            raise click.ClickException(f"port {port} on {host} {told}; set {name} to another one") from error


def _all_answer(settings: Settings) -> bool:
    return _answers(settings, settings.port, "/readyz") and (
        not settings.demo or _answers(settings, settings.demo_port, "/")
    )


def _answers(settings: Settings, port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(settings.reachable_host, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
