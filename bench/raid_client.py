"""HTTP by asyncio, as little of it as many writers on one small machine need; and what came of their requests."""

import asyncio
import json
import statistics
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

# A browser's patience is longer; a reader's is not.
PATIENCE_SECONDS = 10


@dataclass(frozen=True)
class Answer:
    """What came back, when it was asked for and how long it took (seconds); status 0: nothing came in time."""

    status: int
    began: float
    seconds: float
    body: bytes = b""


@dataclass
class Tally:
    """The answers to one kind of writers or readers."""

    answers: list[Answer] = field(default_factory=list)

    def between(self, begin: float, end: float) -> "Tally":
        """Those whose requests began then."""
        return Tally([one for one in self.answers if begin <= one.began < end])

    def share(self, *statuses: int) -> float:
        """How many percent have one of these statuses."""
        good = sum(one.status in statuses for one in self.answers)
        return 100 * good / len(self.answers) if self.answers else 0.0

    @property
    def statuses(self) -> Counter:
        """How many of each."""
        return Counter(one.status for one in self.answers)

    def quantile(self, share: float) -> float:
        """So many of a hundred were answered within these milliseconds."""
        times = sorted(one.seconds * 1000 for one in self.answers)
        if len(times) < 2:
            return times[0] if times else 0.0
        return statistics.quantiles(times, n=100, method="inclusive")[round(share) - 1]

    @property
    def longest(self) -> float:
        """Milliseconds of the longest."""
        return max((one.seconds * 1000 for one in self.answers), default=0.0)


async def ask(port: int, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Answer:
    """One request on a connection of its own."""
    began = time.monotonic()
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", f"Content-Length: {len(body)}"]
    head = "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items()), "", ""])
    status, rest = 0, b""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(head.encode() + body)
            answer = await reader.read()
            writer.close()
            first, _, rest = answer.partition(b"\r\n")
            status = int(first.split()[1])
    except (OSError, TimeoutError, IndexError, ValueError):
        # Nothing came in time, or the connection was refused or cut.
        status = 0
    return Answer(status, began, time.monotonic() - began, rest.partition(b"\r\n\r\n")[2])


def as_json(value: object) -> bytes:
    """A body."""
    return json.dumps(value).encode()


async def at_pace(a_second: float, seconds: float, tally: Tally, send: Callable[[int], Awaitable[Answer]]) -> None:
    """Send so many a second, whether or not earlier ones are answered; waits for the last of them."""
    begin, running = time.monotonic(), set()
    for number in range(round(a_second * seconds)):
        await asyncio.sleep(max(0.0, begin + number / a_second - time.monotonic()))
        task = asyncio.create_task(send(number))
        running.add(task)
        task.add_done_callback(lambda done: (running.discard(done), tally.answers.append(done.result())))
    while running:
        await asyncio.wait(running)


async def in_turn(pause: float, seconds: float, tally: Tally, send: Callable[[int], Awaitable[Answer]]) -> None:
    """One after the other, each so many seconds after the answer to the one before."""
    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        tally.answers.append(await send(number))
        number += 1
        await asyncio.sleep(pause)
