"""A model of a thread that is read from the top: which order lets good comments be found?

Each comment has a quality that nobody sees: the probability that a reader who votes on it votes up. Readers come one
after another, read the order of the moment from the top, each down to a depth of his own, and vote on some of what
they read; the votes make the order that the next one meets. All randomness comes from the seed, and comments,
readers, depths and networks are the same for every rule, so that rules are compared in pairs.
"""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from commentsvc.domain.ranking import guest_weighs
from commentsvc.domain.site_settings import SiteSettings

Rule = Callable[[int, int], float]

NETWORK_SHARE = SiteSettings().guest_votes_per_network

# Comments stop before the readers do: the last fifth of the readers finds the thread complete.
WRITING_ENDS = 0.8
# From here on a thread has a head that newcomers may push down.
ESTABLISHED = 0.5
# A reader goes deeper than k comments with the probability (1 + k / SCALE) ** -TAIL: half see four, one in nine twenty.
DEPTH_SCALE = 6
DEPTH_TAIL = 1.5
# Offices and mobile carriers: some honest guests share one of a few networks, and the bound meets them too.
SHARED_NETWORKS = 5


@dataclass(frozen=True)
class Raid:
    """Sock puppets, all guests: each votes the best comments down and a bad one up, all at one moment."""

    puppets: int = 60
    networks: int = 3
    moment: float = 0.6
    victims: int = 5


@dataclass(frozen=True)
class Scenario:
    """What is varied; sizes are numbers of comments and of readers of one thread.

    ``sharing``: the share of honest readers who are guests behind one of a few networks. ``bounded``: of one
    network so many votes weigh, and are shown, as the service lets it. ``newest_first_ties``: ties as the service
    breaks them.
    """

    name: str
    comments: int
    readers: int
    threads: int = 1
    top: int = 20
    quality: tuple[float, float] = (3, 2)
    vote_rate: float = 0.1
    one_vote_each: bool = False
    newest_first: float = 0.0
    bounded: bool = True
    sharing: float = 0.1
    newest_first_ties: bool = True
    raid: Raid | None = None


@dataclass
class Outcome:
    """The end of one thread: ``order`` holds comment numbers (by arrival) from the top down.

    ``read_quality`` is the mean quality of all that was read, ``unvoted_share`` the share of comments without a vote
    in what the second half of the readers read among the first ten. ``ups`` and ``downs`` are the votes that
    readers see: those that weigh.
    """

    quality: list[float]
    ups: list[int]
    downs: list[int]
    order: list[int] = field(default_factory=list)
    read_quality: float = 0.0
    unvoted_share: float = 0.0
    victims: list[int] = field(default_factory=list)
    favourite: int | None = None


@dataclass(frozen=True)
class _Reader:
    moment: float
    depth: int
    newest_first: bool
    network: int | None


class _Thread:
    def __init__(self, scenario: Scenario, rule: Rule, quality: list[float]):
        self.scenario = scenario
        self.rule = rule
        self.outcome = Outcome(quality, [0] * len(quality), [0] * len(quality))
        self.standing: list[tuple[float, int, int]] = []
        self._used: Counter[tuple[int, int]] = Counter()
        # Votes in one direction by network, and those of readers who share theirs with nobody.
        self._alike: defaultdict[tuple[int, bool], Counter[int]] = defaultdict(Counter)
        self._alone: Counter[tuple[int, bool]] = Counter()
        self._scores: dict[tuple[int, int], float] = {}

    def add(self, number: int) -> None:
        insort(self.standing, self._key(number))

    def present(self) -> int:
        return len(self.standing)

    def at(self, place: int, newest_first: bool) -> int:
        return len(self.standing) - 1 - place if newest_first else self.standing[place][-1]

    def vote(self, number: int, up: bool, network: int | None) -> None:
        counts = self.outcome.ups if up else self.outcome.downs
        if self.scenario.bounded and network is not None:
            alike = self._alike[number, up]
            elsewhere = len(alike) - (network in alike) + self._alone[number, up]
            if not guest_weighs(NETWORK_SHARE, self._used[number, network], alike[network], elsewhere):
                return
            self._used[number, network] += 1
            alike[network] += 1
        else:
            self._alone[number, up] += 1
        del self.standing[bisect_left(self.standing, self._key(number))]
        counts[number] += 1
        insort(self.standing, self._key(number))

    def _key(self, number: int) -> tuple[float, int, int]:
        votes = self.outcome.ups[number], self.outcome.downs[number]
        if votes not in self._scores:
            self._scores[votes] = -self.rule(*votes)
        return self._scores[votes], -number if self.scenario.newest_first_ties else number, number


class _Reading:
    def __init__(self, outcome: Outcome):
        self.outcome = outcome
        self.read, self.quality, self.first, self.unvoted = 0, 0.0, 0, 0

    def note(self, numbers: list[int], established: bool) -> None:
        self.read += len(numbers)
        self.quality += sum(self.outcome.quality[number] for number in numbers)
        if established:
            first = numbers[:10]
            self.first += len(first)
            self.unvoted += sum(self.outcome.ups[each] + self.outcome.downs[each] == 0 for each in first)

    def close(self) -> None:
        self.outcome.read_quality = self.quality / self.read
        self.outcome.unvoted_share = self.unvoted / self.first if self.first else 0.0


def simulate(scenario: Scenario, rule: Rule, seed: str) -> Outcome:
    """Let one thread live from its first comment to its last reader; the same seed gives the same thread."""
    chance = Random(f"{scenario.name.partition(',')[0]} {seed}")
    quality = [chance.betavariate(*scenario.quality) for _ in range(scenario.comments)]
    arrivals = [0.0, *sorted(chance.uniform(0, WRITING_ENDS) for _ in quality[1:])]
    thread = _Thread(scenario, rule, quality)
    reading = _Reading(thread.outcome)
    added = 0
    raid = scenario.raid
    for reader in _readers(scenario, chance):
        while added < len(arrivals) and arrivals[added] <= reader.moment:
            thread.add(added)
            added += 1
        if raid and reader.moment >= raid.moment:
            _run(raid, thread)
            raid = None
        seen = min(reader.depth, thread.present())
        numbers = [thread.at(place, reader.newest_first) for place in range(seen)]
        reading.note(numbers, established=reader.moment >= ESTABLISHED and not reader.newest_first)
        chosen = [chance.choice(numbers)] if scenario.one_vote_each else numbers
        for number in chosen:
            if scenario.one_vote_each or chance.random() < scenario.vote_rate:
                thread.vote(number, chance.random() < quality[number], reader.network)
    for number in range(added, len(arrivals)):
        thread.add(number)
    thread.outcome.order = [place[-1] for place in thread.standing]
    reading.close()
    return thread.outcome


def _readers(scenario: Scenario, chance: Random) -> list[_Reader]:
    readers = []
    for place in range(scenario.readers):
        depth = 1 + int(DEPTH_SCALE * ((1 - chance.random()) ** (-1 / DEPTH_TAIL) - 1))
        newest_first = chance.random() < scenario.newest_first
        shares = chance.random() < scenario.sharing
        network = chance.randrange(SHARED_NETWORKS) if shares else None
        readers.append(_Reader((place + 1) / (scenario.readers + 1), depth, newest_first, network))
    return readers


def _run(raid: Raid, thread: _Thread) -> None:
    outcome = thread.outcome
    by_quality = sorted(range(thread.present()), key=lambda number: outcome.quality[number], reverse=True)
    outcome.victims = by_quality[: raid.victims]
    outcome.favourite = by_quality[-1]
    for puppet in range(raid.puppets):
        network = SHARED_NETWORKS + puppet % raid.networks
        for number in outcome.victims:
            thread.vote(number, False, network)
        thread.vote(outcome.favourite, True, network)
