"""What a person can be told by mail, and how soon they wish to hear of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

ALL = "all"
"""In the address of a page: not one topic, but every mail of a site."""


class Cadence(StrEnum):
    """How soon news is told. ``hourly`` and ``daily`` gather it in a digest."""

    AT_ONCE = "at_once"
    HOURLY = "hourly"
    DAILY = "daily"
    NEVER = "never"


@dataclass(frozen=True)
class Topic:
    """One kind of news: what holds until somebody chooses, and what can be chosen."""

    name: str
    default: Cadence
    choices: tuple[Cadence, ...]


REPORT_OUTCOME = "report_outcome"
REPORT_PROGRESS = "report_progress"

_YES_OR_NO = (Cadence.AT_ONCE, Cadence.NEVER)

# In the order of the preferences page. A name has up to 20 characters: it stands in the database.
TOPICS = {
    topic.name: topic
    for topic in (
        Topic(REPORT_OUTCOME, Cadence.AT_ONCE, _YES_OR_NO),
        Topic(REPORT_PROGRESS, Cadence.NEVER, _YES_OR_NO),
    )
}


def cadence(topic: str, preferences: Mapping[str, str], blocked: frozenset[str] = frozenset()) -> Cadence:
    """How soon somebody is told of a topic: what they chose, or the default; never where they blocked it."""
    if "" in blocked or topic in blocked:
        return Cadence.NEVER
    wished = preferences.get(topic)
    return Cadence(wished) if wished in TOPICS[topic].choices else TOPICS[topic].default
