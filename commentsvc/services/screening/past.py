"""What the checks would have known of each comment of the past, met in the order in which they were written.

Readers who came before the first of them count as known: nobody looks further back. What nothing was kept of (networks,
boxes, how fast comments came) stays unknown.
"""

from collections import Counter, defaultdict, deque
from datetime import datetime
from typing import Protocol

from commentsvc.domain import likeness
from commentsvc.domain.moderation import Status
from commentsvc.services.screening.draft import Facts
from commentsvc.services.screening.facts import LATELY, REPEATED_WITHIN

_KNOWN = 1_000
# As many of a reader's own as are compared when a comment is posted, and as many copies as any setting asks about.
_OWN_MAX, _COPIES_MAX = 10, 200


class Written(Protocol):
    """A comment of the past."""

    reader_id: int
    known_since: datetime
    created_at: datetime
    status: str
    source: str


class Past:
    """What was written before, remembered as far as checks ask for it."""

    def __init__(self, begin: datetime):
        self._begin = begin
        self._approved: Counter = Counter()
        self._refused: dict[int, list[datetime]] = defaultdict(list)
        self._own: dict[int, deque] = defaultdict(lambda: deque(maxlen=_OWN_MAX))
        self._copies: dict[str, deque] = defaultdict(lambda: deque(maxlen=_COPIES_MAX))

    def meet(self, one: Written) -> Facts:
        """The facts about the next comment, which is remembered for those after it."""
        key = likeness.telling_key(one.source)
        known = Facts(
            approved=_KNOWN if one.known_since < self._begin else self._approved[one.reader_id],
            refused=sum(at > one.created_at - LATELY for at in self._refused[one.reader_id]),
            repeats_own=key is not None and self._repeats(one),
            others_alike=self._alike(one, key) if key else 0,
        )
        self._remember(one, key)
        return known

    def _repeats(self, one: Written) -> bool:
        since = one.created_at - REPEATED_WITHIN
        return any(at > since and likeness.nearly_same(one.source, text) for at, text in self._own[one.reader_id])

    def _alike(self, one: Written, key: str) -> int:
        since = one.created_at - REPEATED_WITHIN
        return len({reader for at, reader in self._copies[key] if at > since and reader != one.reader_id})

    def _remember(self, one: Written, key: str | None) -> None:
        self._approved[one.reader_id] += one.status == Status.APPROVED
        if one.status in (Status.REJECTED, Status.SPAM):
            self._refused[one.reader_id].append(one.created_at)
        if key is not None:
            self._own[one.reader_id].append((one.created_at, one.source))
            self._copies[key].append((one.created_at, one.reader_id))
