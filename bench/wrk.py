"""Load by wrk (https://github.com/wg/wrk): what one run of it found."""

import itertools
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("load.lua")
# Numbers that stand in texts: each run has its own, since services look for repeated words.
_FIRST = itertools.count(1, 400_000)


@dataclass(frozen=True)
class Load:
    """Requests a second, milliseconds, and how many answers were refusals or none at all."""

    rate: float
    p50: float
    p99: float
    bad: int
    reads_p99: float = 0.0
    writes_p99: float = 0.0


@dataclass(frozen=True)
class Call:
    """One request of a plan; ``{n}`` in path and body becomes a number of its own each time it is sent."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""

    def line(self) -> str:
        """The request as ``load.lua`` reads it."""
        headers = "|".join(f"{name}: {value}" for name, value in self.headers)
        return f"{self.method}\t{self.path}\t{headers}\t{self.body}"


def found() -> bool:
    """Whether wrk is installed."""
    return shutil.which("wrk") is not None


def run(port: int, calls: Iterable[Call], connections: int, seconds: int, timed: bool = False) -> Load:
    """Send the calls, over and over, for so many seconds over so many connections to a port of this machine."""
    threads = connections if timed else min(2, connections)
    address = f"http://127.0.0.1:{port}"
    with tempfile.NamedTemporaryFile("w", suffix=".plan") as plan:
        plan.write("\n".join(call.line() for call in calls) + "\n")
        plan.flush()
        environment = os.environ | {"PLAN": plan.name, "THREADS": str(threads), "FIRST": str(next(_FIRST))}
        done = subprocess.run(
            ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout=20s", f"-s{SCRIPT}", address],
            env=environment | ({"TIMED": "1"} if timed else {}),
            capture_output=True,
            text=True,
            check=True,
        )
    line = next(line for line in done.stdout.splitlines() if line.startswith("RESULT "))
    told = json.loads(line.removeprefix("RESULT "))
    return Load(
        told["requests"] / told["seconds"], told["p50"], told["p99"], told["bad"], told["reads"], told["writes"]
    )
