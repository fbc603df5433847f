"""How long a comment is to be is the newspaper's own taste."""

from commentsvc.domain.moderation import Finding, HeldReason, Status, Verdict
from commentsvc.services.screening.draft import Draft

TOO_SHORT, TOO_LONG = "too_short", "too_long"


def check(draft: Draft) -> Verdict | None:
    """Hold what is shorter than ``text_min_chars`` or longer than ``text_max_chars``, outer space not counted."""
    least, most = draft.settings.text_min_chars, draft.settings.text_max_chars
    length = len(draft.source.strip()) if least or most else 0
    if least and length < least:
        return _verdict(TOO_SHORT)
    return _verdict(TOO_LONG) if most and length > most else None


def _verdict(detail: str) -> Verdict:
    return Verdict(Status.PENDING, HeldReason.SHAPE, (Finding(HeldReason.SHAPE, detail=detail),))
