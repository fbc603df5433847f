"""The head of a thread's page: its state, the newsroom's words, and how soon to ask again."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from flask_babel import gettext

from commentsvc.domain import markup
from commentsvc.domain.errors import NotFound
from commentsvc.domain.filters import Filter
from commentsvc.domain.raids import closed_now, in_force
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.domain.thread_state import ThreadState, locks_at, pulse, state_of
from commentsvc.queries.freshness import Source
from commentsvc.services.context import Context
from commentsvc.web import languages, notice_words
from commentsvc.web.request_context import runtime


@dataclass(frozen=True)
class Head:
    """``document`` is what the API calls ``thread``; ``source`` is what a page with this head was made from, and
    ``seconds`` how long it stays true while nothing happens (None: for ever). ``slug`` is the site's,
    ``corrected_at`` when the newest correction notice about the article was published.
    """

    document: dict
    state: ThreadState
    source: Source
    seconds: float | None
    slug: str
    corrected_at: datetime | None

    @property
    def closed(self) -> bool:
        """Whether nothing of the thread is shown."""
        return self.state is ThreadState.CLOSED

    def require_shown(self) -> None:
        """Raise NotFound ``thread_closed`` where comments are off."""
        if self.closed:
            raise NotFound("thread_closed")


def of(context: Context, row, key: str, url: str | None = None) -> Head:
    """The head of a thread's row (``queries.threads.HEAD``); None: an article that nobody has commented on."""
    settings = context.settings
    state, last, due = ThreadState.OPEN, None, None
    if row is not None:
        state, last, due = state_of(row, settings, context.now), row.last_comment_at, locks_at(row, settings)
    beat = pulse(state, last, context.now, due)
    raid = in_force(context.site.raid, row.raid if row is not None else None, context.now)
    anonymous = closed_now(context.site.anonymous_closed, context.now)
    own_words = row.announcement if row is not None else ""
    document = _identity(row, key, url) | {
        "locked": state is not ThreadState.OPEN,
        "state": state.value,
        "pre_moderated": settings.pre_moderate or (row is not None and _is_pre_moderated(row, settings)),
        "downvotes": settings.downvotes,
        "timed": settings.trap_seconds > 0,
        "content_notices": settings.legal_notices,
        "guests": settings.guests and anonymous is None,
        "anonymous_closed": anonymous is not None,
        "slow_seconds": raid.measures.slow_seconds if raid is not None else 0,
        "sign_in": ["mail"] if settings.sign_in_by_mail and runtime().settings.sends_mail else [],
        "announcement": staff_nodes(own_words or settings.announcement),
        "house_rules": staff_nodes(settings.house_rules),
        "comment_count": row.comment_count if row is not None and state is not ThreadState.CLOSED else 0,
        "version": row.version if row is not None else 0,
        "poll_after": beat.poll_after,
        "filters": _filters(row) if row is not None and state is not ThreadState.CLOSED else [],
    }
    place = {"thread_id": row.id} if row is not None else {"site_id": context.site.id, "key": key}
    ends = [end for end in (beat.until, raid and raid.until, anonymous and anonymous.until) if end is not None]
    seconds = (min(ends) - context.now).total_seconds() if ends else None
    version = row.version if row is not None else None
    source = Source(version, **place, site_version=context.site.version)
    corrected_at = row.corrected_at if row is not None else None
    return Head(document, state, source, seconds, context.site.slug, corrected_at)


def announced(head: Head) -> dict:
    """The head as widgets show it: below the newsroom's words, that the article was corrected, when, and where it says.

    Fixes the answer's language: it is the same for everyone.
    """
    if head.closed or head.corrected_at is None:
        return head.document
    languages.same_for_everyone()
    day = notice_words.day(head.corrected_at)
    where = {"t": "a", "href": notice_words.page_address(head.slug), "c": [gettext("What was corrected")]}
    line = {"t": "p", "c": [gettext("This article was corrected on %(day)s.", day=day) + " ", where]}
    return head.document | {"announcement": [*(head.document["announcement"] or []), line]}


@lru_cache(maxsize=256)
def staff_nodes(text: str) -> list | None:
    """The newsroom's words as nodes, made by the readers' own parser; None where there are none."""
    return markup.parse(text).nodes or None


def _identity(row, key: str, url: str | None) -> dict:
    if row is None:
        return {"id": None, "key": key, "url": url, "title": None}
    return {"id": row.public_id, "key": row.key, "url": row.url, "title": row.title}


def _is_pre_moderated(row, settings: SiteSettings) -> bool:
    return row.pre_moderated or (row.section is not None and row.section in settings.pre_moderated_sections)


def _filters(row) -> list[str]:
    return [str(one) for one in Filter if getattr(row, f"shows_{one}")]
