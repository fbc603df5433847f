"""Which links of a comment count, and where their addresses stand in what was typed."""

import re
from collections.abc import Collection

from commentsvc.domain.link_hosts import leads_to
from commentsvc.domain.moderation import Finding, HeldReason
from commentsvc.services.screening.draft import Draft

_TYPED = re.compile(r"(?:https?://|mailto:)[^\s<>()\[\]]+", re.IGNORECASE)


def counting(draft: Draft) -> list[str]:
    """The addresses of a comment's links but for those to hosts that are free (``link_hosts_free``)."""
    free = draft.settings.link_hosts_free
    return [href for href in draft.body.links if not (free and leads_to(href, free))]


def found(draft: Draft, check: HeldReason, links: Collection[str]) -> tuple[Finding, ...]:
    """What ``check`` objects to: these of the comment's links, at their places."""
    return tuple(place for href, place in _places(draft, check) if href in links)


def _places(draft: Draft, check: HeldReason) -> list[tuple[str, Finding]]:
    """Where the addresses stand in the source, in their order: as they are read, or, where that is another spelling
    than was typed, the next thing that looks like one."""
    places, past, source = [], 0, draft.source
    for href in draft.body.links:
        start = source.find(href, past)
        typed = None if start >= 0 else _TYPED.search(source, past)
        if start >= 0:
            past = start + len(href)
        elif typed is not None:
            start, past = typed.span()
        places.append((href, Finding(check, start, past) if start >= 0 else Finding(check)))
    return places
