"""Runs several programs as one: starts them, restarts one that dies, and ends all of them together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

# A child that dies this often within the window will not live any better the next time.
RESTARTS_MAX = 5
RESTART_WINDOW_SECONDS = 60
# Requests in progress get so long to end; then the machine's operator wants it dead rather than polite.
STOP_SECONDS = 15
# On Ctrl+C the terminal tells the children first: so long we wait for our own signal before calling it a death.
SIGNAL_GRACE_SECONDS = 0.5


class Died(Exception):
    """A child keeps dying; the message names it."""


@dataclass
class Child:
    """One program of ours: its name for messages, and its module with the arguments."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self, cwd: Path, tether: int) -> None:
        """Start it in our process group, so that whoever ends the group ends all; and on a ``tether``, the end of a
        pipe, so that it ends with us when we alone are killed.
        """
        command = [sys.executable, "-m", "commentsvc.tether", *self.command]
        self.process = subprocess.Popen(command, cwd=cwd, stdin=tether)  # noqa: S603 - our own program

    @property
    def running(self) -> bool:
        """Whether it was started and has not ended."""
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """Holds the children together until a signal asks for the end."""

    def __init__(self, children: Sequence[Child], cwd: Path):
        self._children = children
        self._cwd = cwd
        self._stop = threading.Event()
        # Nothing is ever written: the children read the end of it when this process is no more.
        self._tether, self._held = os.pipe()

    def start(self) -> None:
        """Start all children, and listen to SIGTERM and SIGINT from now on."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop.set())
        for child in self._children:
            child.start(self._cwd, self._tether)

    def wait_until(self, ready, seconds: float) -> bool:
        """Wait until ``ready()`` is true; False when a signal came first.

        Raises Died when a child ends meanwhile, or nothing is ready in time.
        """
        deadline = time.monotonic() + seconds
        while not self._stop.wait(0.05):
            if ready():
                return True
            for child in self._children:
                if not child.running and not self._stop.wait(SIGNAL_GRACE_SECONDS):
                    raise Died(f"{child.name} did not start (exit code {child.process.returncode})")
            if time.monotonic() > deadline:
                raise Died(f"nothing answered within {seconds:.0f} seconds")
        return False

    def run(self) -> None:
        """Watch the children until a signal comes. Raises Died when one cannot be kept alive."""
        while not self._stop.wait(0.2):
            for child in self._children:
                if not child.running and not self._stop.wait(SIGNAL_GRACE_SECONDS):
                    self._restart(child)

    def stop(self) -> None:
        """Ask all children to end, wait until their requests are answered, and end those that do not hear."""
        for child in self._children:
            if child.running:
                child.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self._children:
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()

    def _restart(self, child: Child) -> None:
        now = time.monotonic()
        child.deaths = [death for death in child.deaths if now - death < RESTART_WINDOW_SECONDS] + [now]
        if len(child.deaths) > RESTARTS_MAX:
            raise Died(f"{child.name} ended {len(child.deaths)} times within {RESTART_WINDOW_SECONDS} seconds")
        click.echo(f"{child.name} ended with exit code {child.process.returncode}; starting it again.", err=True)
        child.start(self._cwd, self._tether)
