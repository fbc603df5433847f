"""What the demo's newsroom decided about two of its readers, and what colleagues noted about them."""

from dataclasses import dataclass

from commentsvc.domain.moderation import RejectReason
from commentsvc.domain.sanctions import SanctionKind


@dataclass(frozen=True)
class DemoSanction:
    """One decision about the author of a comment (its article's key and its id), ``minutes_ago``; ``days``: until when,
    None where the kind has no end. ``note`` is for colleagues.
    """

    article_key: str
    comment: str
    minutes_ago: float
    kind: SanctionKind
    reason: RejectReason
    words: str
    note: str
    days: int | None = None


def sanctions() -> tuple[DemoSanction, ...]:
    """A warning that its reader has not read yet, and a suspension for a week."""
    return (
        DemoSanction(
            "article-17",
            "secret-told",
            2150,
            SanctionKind.WARNING,
            RejectReason.ILLEGAL,
            "Please do not tell where equipment stands. It may seem harmless from the footbridge; it is not.",
            "Wrote something alike under the tram story in spring. Means well, I think: a word was enough then.",
        ),
        DemoSanction(
            "article-17",
            "riches",
            270,
            SanctionKind.SUSPENSION,
            RejectReason.ADVERTISING,
            "The discussion is not a market place. In a week you are welcome again, without the offers.",
            "The same text came under three names this month. If it comes back after the week: ban.",
            days=7,
        ),
    )
