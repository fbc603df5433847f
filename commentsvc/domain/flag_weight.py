"""How much a reader's flag weighs towards taking a comment off the page.

1 for somebody unknown; by what became of the reader's earlier flags up to 2 and down to 0 (``urgency.trust``); of
somebody new so many percent of that. Nobody's flag is thrown away by it: each is in the queue.
"""

from datetime import timedelta

from commentsvc.domain.site_settings import SiteSettings
from commentsvc.domain.urgency import trust

NEW_FOR = timedelta(days=1)
"""So long after first being known, and without a comment on the page, a reader is new here."""

MOST = 2.0
"""Nobody's flag weighs more."""

_ENOUGH = 1e-9


def weight(settings: SiteSettings, right: int, judged: int, is_new: bool) -> float:
    """What one flag weighs; ``right`` of the reader's ``judged`` earlier flags were upheld."""
    earned = trust(right, judged) if settings.weigh_flags else 1.0
    return earned * settings.new_flags_percent / 100 if is_new else earned


def reaches(settings: SiteSettings, weights: list[float]) -> bool:
    """Whether open flags of these weights take a comment off the page."""
    return sum(weights) >= settings.flag_threshold - _ENOUGH
