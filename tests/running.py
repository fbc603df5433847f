"""Starts the real service in a process group of its own: `db upgrade`, `demo`, `serve`."""

import itertools
import os
import signal
import socket
import subprocess
import sys
import threading
import uuid
from contextlib import contextmanager, suppress
from pathlib import Path

from commentsvc.demo import record
from commentsvc.demo.articles import articles

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 90
STOP_SECONDS = 30


class RunningService:
    """Where the service and the newspaper are, who may sign in, and its process."""

    def __init__(self, data_dir: Path, environment: dict[str, str], process: subprocess.Popen):
        self.data_dir = data_dir
        self.environment = environment
        self.process = process
        self.url = f"http://127.0.0.1:{environment['PORT']}"
        self.newspaper = f"http://localhost:{environment['DEMO_PORT']}"
        self.signed_in: dict[str, dict] = {}  # cookies of those who signed in at the desk, by role

    @property
    def moderator(self) -> tuple[str, str]:
        """Address and password of the demo's moderator."""
        return self.staff(record.MODERATOR)

    def staff(self, email: str) -> tuple[str, str]:
        """Address and password of one of the demo's staff (`editor@…`, `administrator@…`)."""
        return email, record.read(self.data_dir).passwords[email]

    def article(self, name: str) -> str:
        """The address of a demo article, by its slug or its key."""
        found = next(one for one in articles() if name in (one.slug, one.key))
        return f"{self.newspaper}/{found.slug}"

    def fresh_key(self) -> str:
        """A key of an article that nobody has commented on."""
        return f"test-{uuid.uuid4().hex[:12]}"

    def run(self, *command: str) -> str:
        """Run a command on the service's data; its standard output."""
        return _run(self.environment, *command)

    def kill(self) -> None:
        """End the whole process group at once, as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """Ask the service to end; its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise


@contextmanager
def start_service(data_dir: Path, **settings: str):
    """Prepare a data directory where needed and serve from it on free ports; `settings` are environment variables."""
    environment = _environment(data_dir, settings)
    _run(environment, "db", "upgrade")
    if environment["COMMENTSVC_DEMO"] == "true":
        _run(environment, "demo")
    with (data_dir / "serve.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "commentsvc", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )
    running = RunningService(data_dir, environment, process)
    drain = threading.Thread()
    try:
        _wait_until_ready(running)
        # Whatever it prints later is read and dropped, so that the pipe never fills.
        drain = threading.Thread(target=process.stdout.read, daemon=True)
        drain.start()
        yield running
    finally:
        running.stop()
        if drain.ident is not None:
            drain.join(STOP_SECONDS)
        process.stdout.close()


# Below the ports that the kernel gives to outgoing connections, so that none of those takes one before the service
# does; each process of the tests looks in a stretch of its own.
_FIRST_PORT, _STRETCH, _STRETCHES = 12_000, 100, 200


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on at the moment; a port is given out again only after all others of the stretch."""
    found = []
    while len(found) < count:
        port = next(_PORTS)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind(("127.0.0.1", port))
                found.append(port)
    return found


def _stretch() -> range:
    first = _FIRST_PORT + (os.getpid() % _STRETCHES) * _STRETCH
    return range(first, first + _STRETCH)


_PORTS = itertools.cycle(_stretch())


def _environment(data_dir: Path, settings: dict[str, str]) -> dict[str, str]:
    port, demo_port = free_ports(2)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COMMENTSVC_")}
    for name in ("DATABASE_URL", "HOST"):
        inherited.pop(name, None)
    return inherited | {
        "PORT": str(port),
        "DEMO_PORT": str(demo_port),
        "DATA_DIR": str(data_dir),
        "COMMENTSVC_DEMO": "true",
        "COMMENTSVC_RATELIMIT_ENABLED": "false",
        **settings,
    }


def _run(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "commentsvc", *command], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{command} failed: {done.stderr}"
    return done.stdout


def _wait_until_ready(running: RunningService) -> None:
    """The service announces its addresses once everything answers."""
    alarm = threading.Timer(START_SECONDS, running.kill)
    alarm.start()
    try:
        if not any("/desk/" in line for line in running.process.stdout):
            raise AssertionError("the service did not start: " + (running.data_dir / "serve.log").read_text())
    finally:
        alarm.cancel()
