"""What two of the demo's readers say against decisions, and what the administrator answered one of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoAppeal:
    """The author of a comment (its article's key and its id) appeals: against its rejection, or against the suspension
    that followed on it (``suspended``). ``answer`` is what the newsroom said when it upheld the decision, at its time.
    """

    article_key: str
    comment: str
    minutes_ago: float
    words: str
    suspended: bool = False
    answer: str = ""
    answered_minutes_ago: float | None = None


def appeals() -> tuple[DemoAppeal, ...]:
    """One that was answered, and one that waits."""
    return (
        DemoAppeal(
            "article-17",
            "secret-told",
            2050,
            "Anybody who crosses the footbridge sees them. I told nothing that was not in plain sight.",
            answer="In plain sight from the footbridge, yes, but not from a map on the other side of the front. We "
            "leave such places out, also where half the town knows them.",
            answered_minutes_ago=1600,
        ),
        DemoAppeal(
            "article-17",
            "riches",
            200,
            "I only wanted to help my neighbours earn something. A week is long for one comment.",
            suspended=True,
        ),
    )
