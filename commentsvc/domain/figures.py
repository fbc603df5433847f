"""What a newsroom can show an auditor about its corrections (Journalism Trust Initiative, CWA 17493, section 14)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from commentsvc.domain.correction_states import OPEN, State

CORRECTED = frozenset({State.FIXED_SILENTLY, State.FIXED_WITH_NOTICE, State.PUBLISHED})
# No report of a mistake at all, or one that its reader took back.
LEFT_OUT = frozenset({State.SPAM, State.WITHDRAWN})


@dataclass(frozen=True)
class Fact:
    """What is counted of one report."""

    state: str
    kind: str
    section: str | None
    via: str
    article: str
    exact: str
    replacement: str
    created_at: datetime
    decided_at: datetime | None


@dataclass
class Group:
    """Reports of one kind, section or way: how many, how many led to a correction, and how long that took."""

    received: int = 0
    corrected: int = 0
    declined: int = 0
    times: list[timedelta] = field(default_factory=list)

    @property
    def accepted_share(self) -> float | None:
        """Of those decided, the part that was accepted, from 0 to 1; None where nothing is decided."""
        decided = self.corrected + self.declined
        return self.corrected / decided if decided else None

    @property
    def median_hours(self) -> float | None:
        """The median from report to correction, in hours; None where nothing was corrected."""
        return median(self.times) / timedelta(hours=1) if self.times else None

    def add(self, fact: Fact) -> None:
        """Count one report."""
        self.received += 1
        if fact.state in CORRECTED:
            self.corrected += 1
            if fact.decided_at is not None:
                self.times.append(fact.decided_at - fact.created_at)
        elif fact.state not in OPEN:
            self.declined += 1


@dataclass(frozen=True)
class Repeat:
    """The same words that were corrected in several articles."""

    exact: str
    replacement: str
    articles: int


@dataclass(frozen=True)
class Figures:
    """The whole, and its parts by kind, section, way and month (``YYYY-MM``)."""

    whole: Group
    by_kind: dict[str, Group]
    by_section: dict[str, Group]
    by_way: dict[str, Group]
    by_month: dict[str, Group]
    repeats: list[Repeat]


def figures(facts: Sequence[Fact]) -> Figures:
    """Count reports; spam and withdrawn ones are left out."""
    counted = [fact for fact in facts if fact.state not in LEFT_OUT]
    whole = Group()
    parts: tuple[dict, ...] = tuple(defaultdict(Group) for _ in range(4))
    for fact in counted:
        names = (fact.kind, fact.section or "", fact.via, f"{fact.created_at:%Y-%m}")
        for group in (whole, *(part[name] for part, name in zip(parts, names, strict=True))):
            group.add(fact)
    kinds, sections, ways, months = (dict(part) for part in parts)
    return Figures(whole, _most_first(kinds), _most_first(sections), _most_first(ways), months, _repeats(counted))


def _most_first(groups: dict[str, Group]) -> dict[str, Group]:
    return dict(sorted(groups.items(), key=lambda item: (-item[1].received, item[0])))


def _repeats(facts: Sequence[Fact], most: int = 20) -> list[Repeat]:
    places = {
        (" ".join(fact.exact.split()).casefold(), " ".join(fact.replacement.split()).casefold(), fact.article): fact
        for fact in facts
        if fact.state in CORRECTED and fact.exact and fact.replacement
    }
    times = Counter((exact, replacement) for exact, replacement, _article in places)
    shown = {(exact, replacement): fact for (exact, replacement, _article), fact in places.items()}
    return [Repeat(shown[pair].exact, shown[pair].replacement, n) for pair, n in times.most_common(most) if n > 1]
