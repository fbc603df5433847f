"""Comments that look as if one hand had sent them: nearly the same words, readers born together, or one network.

None of it proves anything: a class writes from one school, and breaking news brings many newcomers to one thread. So a
cohort is shown with its numbers and examples, and people decide.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from commentsvc.domain import likeness

# Fewer are no crowd.
LEAST_READERS = 4
# Names made by a script follow each other; so do those of people whom an alert on their telephones has called.
BORN_APART = timedelta(seconds=60)
# Whoever writes first so long after coming here was not made for it.
WRITES_WITHIN = timedelta(hours=1)
SHOWN = 8


class CohortKind(StrEnum):
    """By what it is one."""

    ALIKE = "alike"
    BORN = "born"
    NETWORK = "network"


@dataclass(frozen=True)
class Trace:
    """A comment and what may betray its company; ``network`` is the keyed hash of where a guest was made, ``likeness``
    the key of the text, where that is known already.
    """

    comment: int
    version: int
    thread: int
    source: str
    reader: int
    guest: bool
    born_at: datetime
    network: str | None
    created_at: datetime
    likeness: str | None = None


@dataclass(frozen=True)
class Cohort:
    """Comments that belong together, the latest first; ``key`` finds the same again a moment later."""

    kind: CohortKind
    key: str
    traces: list[Trace]

    @property
    def readers(self) -> int:
        """How many wrote them."""
        return len({one.reader for one in self.traces})

    @property
    def threads(self) -> int:
        """In how many threads."""
        return len({one.thread for one in self.traces})

    @property
    def examples(self) -> list[str]:
        """The words of the latest, the middle and the first."""
        chosen = {0, len(self.traces) // 2, len(self.traces) - 1}
        return list(dict.fromkeys(self.traces[at].source for at in sorted(chosen)))


def cohorts(traces: Iterable[Trace]) -> list[Cohort]:
    """All cohorts among comments, the largest first; a comment may be in several."""
    traces = sorted(traces, key=lambda one: (one.created_at, one.comment), reverse=True)
    groups = [*_alike(traces), *_networks(traces), *_born(traces)]
    found = [one for one in groups if one.readers >= LEAST_READERS]
    return sorted(found, key=lambda one: (-len(one.traces), one.kind, one.key))


def _alike(traces: list[Trace]) -> list[Cohort]:
    by_key = defaultdict(list)
    for one in traces:
        key = one.likeness or _key(one.source)
        if key is not None:
            by_key[key].append(one)
    return [Cohort(CohortKind.ALIKE, key, ones) for key, ones in by_key.items()]


@lru_cache(maxsize=4096)
def _key(source: str) -> str | None:
    return likeness.key(source)


def _networks(traces: list[Trace]) -> list[Cohort]:
    by_network = defaultdict(list)
    for one in traces:
        if one.guest and one.network:
            by_network[one.network].append(one)
    return [Cohort(CohortKind.NETWORK, network, ones) for network, ones in by_network.items()]


def _born(traces: list[Trace]) -> list[Cohort]:
    """Guests who wrote in one thread and were made one shortly after the other."""
    by_thread = defaultdict(list)
    for one in traces:
        if one.guest and one.created_at - one.born_at <= WRITES_WITHIN:
            by_thread[one.thread].append(one)
    found = []
    for thread, ones in by_thread.items():
        born = sorted({(one.born_at, one.reader) for one in ones})
        runs = [[born[0]]]
        for before, after in pairwise(born):
            if after[0] - before[0] > BORN_APART:
                runs.append([])

            runs[-1].append(after)
        for run in runs:
            readers = {reader for _born_at, reader in run}
            mine = [one for one in ones if one.reader in readers]
            found.append(Cohort(CohortKind.BORN, f"{thread}-{run[0][1]}", mine))
    return found
