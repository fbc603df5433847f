"""Links are what spam and phishing live on: a comment with one waits for a person."""

import re

from commentsvc.domain.moderation import Finding, HeldReason, Status, Verdict
from commentsvc.services.screening.draft import Draft

_TYPED = re.compile(r"(?:https?://|mailto:)[^\s<>()\[\]]+", re.IGNORECASE)


def check(draft: Draft) -> Verdict | None:
    """Hold a comment that has at least one link."""
    if not draft.settings.hold_links or not draft.body.links:
        return None
    return Verdict(Status.PENDING, HeldReason.LINK, tuple(_places(draft.source, draft.body.links)))


def _places(source: str, links: tuple[str, ...]) -> list[Finding]:
    """Where the addresses stand in the source, in their order: as they are read, or, where that is another spelling
    than was typed, the next thing that looks like one."""
    found, past = [], 0
    for href in links:
        start = source.find(href, past)
        typed = None if start >= 0 else _TYPED.search(source, past)
        if start >= 0:
            past = start + len(href)
        elif typed is not None:
            start, past = typed.span()
        found.append(Finding(HeldReason.LINK, start, past) if start >= 0 else Finding(HeldReason.LINK))
    return found
