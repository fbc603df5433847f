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
    """One kind of news: what holds until somebody chooses, and what can be chosen.

    ``of_accounts``: told only to accounts; ``after_yes``: only once they agreed to be told (``services.consents``).
    ``of_staff``: told only to people of the newsroom, who choose at the desk.
    """

    name: str
    default: Cadence
    choices: tuple[Cadence, ...]
    of_accounts: bool = False
    after_yes: bool = False
    of_staff: bool = False


REPORT_OUTCOME = "report_outcome"
REPORT_PROGRESS = "report_progress"
REPLY = "reply"
DECISION = "decision"
FOLLOWED = "followed"
ALERTS = "alerts"
DIGEST = "corrections_digest"
ABOUT_ME = "about_me_reports"

_YES_OR_NO = (Cadence.AT_ONCE, Cadence.NEVER)
_HOW_SOON = (Cadence.AT_ONCE, Cadence.HOURLY, Cadence.DAILY, Cadence.NEVER)

# In the order of the preferences page. A name has up to 20 characters: it stands in the database.
TOPICS = {
    topic.name: topic
    for topic in (
        Topic(REPORT_OUTCOME, Cadence.AT_ONCE, _YES_OR_NO),
        Topic(REPORT_PROGRESS, Cadence.NEVER, _YES_OR_NO),
        Topic(REPLY, Cadence.AT_ONCE, _HOW_SOON, of_accounts=True, after_yes=True),
        Topic(DECISION, Cadence.AT_ONCE, _HOW_SOON, of_accounts=True, after_yes=True),
        Topic(FOLLOWED, Cadence.AT_ONCE, _HOW_SOON, of_accounts=True),
        Topic(ALERTS, Cadence.AT_ONCE, _HOW_SOON, of_staff=True),
        Topic(DIGEST, Cadence.DAILY, (Cadence.DAILY, Cadence.NEVER), of_staff=True),
        Topic(ABOUT_ME, Cadence.AT_ONCE, _YES_OR_NO, of_staff=True),
    )
}
COMMENT_TOPICS = tuple(topic.name for topic in TOPICS.values() if topic.of_accounts)
COMMENTS = "comments"
"""Every topic about comments: one mail may tell of several."""

GROUPS = {COMMENTS: COMMENT_TOPICS}


def cadence(topic: str, preferences: Mapping[str, str], blocked: frozenset[str] = frozenset()) -> Cadence:
    """How soon somebody is told of a topic: what they chose, or the default; never where they blocked it."""
    if "" in blocked or topic in blocked:
        return Cadence.NEVER
    wished = preferences.get(topic)
    return Cadence(wished) if wished in TOPICS[topic].choices else TOPICS[topic].default


def choice_shown(topic: str, preferences: Mapping[str, str], blocked: frozenset[str], agreed: bool) -> Cadence:
    """What stands as somebody's choice where it can be changed: also while all mail is blocked (``""``), and never as
    long as a topic wants a yes (``agreed``) that was not said.
    """
    if TOPICS[topic].after_yes and not agreed:
        return Cadence.NEVER
    return cadence(topic, preferences, blocked - {""})


def members(topic: str) -> tuple[str, ...]:
    """The topics of a group; a topic alone is one by itself."""
    return GROUPS.get(topic, (topic,))


def slower(one: Cadence, other: Cadence) -> Cadence:
    """The one of two that tells later."""
    return max(one, other, key=_HOW_SOON.index)
