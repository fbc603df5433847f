"""A thread's page as a piece of HTML that a publisher's server puts into the article.

It is made from the very document that the API answers with, and carries it as inert data, so that ``<comment-thread>``
can go on from there without asking again. It says the same to everyone: moments are dates, not "3 hours ago", and its
language is the site's. It brings no styles, scripts or forms: a publisher links the style sheet or writes one, and what
readers do leads to the pages without JavaScript.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import orjson
from flask import render_template, url_for
from markupsafe import Markup

from commentsvc.services.context import Context
from commentsvc.web import languages
from commentsvc.web.embed import words
from commentsvc.web.embed.showing import safe_html
from commentsvc.web.request_context import now, runtime

FORMAT = 1
"""Moves when an element of an older release could not read the data any more."""

MADE_EVERY = timedelta(minutes=10)
"""A fragment says when it was made, in steps of this, so that an element can tell an old copy; no state lasts longer
in the service's memory, and within a step every process makes the same bytes."""

_CARRIED = ("key", "url", "sort", "filter", "lang")
_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@dataclass(frozen=True)
class Links:
    """The addresses of the pages without JavaScript, whole, for one thread; stands where a visit stands there."""

    site: str
    state: dict
    framed: bool = False

    def link(self, endpoint: str, *, anchor: str | None = None, **changes) -> str:
        """The address of a page about this thread with ``changes`` (None takes away)."""
        values = {name: value for name, value in (self.state | changes).items() if value is not None}
        return runtime().settings.base_url + url_for(endpoint, site=self.site, _anchor=anchor, **values)


@dataclass(frozen=True)
class Nobody:
    """What a reader did here, where no reader is known."""

    votes: dict = field(default_factory=dict)
    uncounted: frozenset = frozenset()
    own: frozenset = frozenset()
    flags: frozenset = frozenset()
    editable: frozenset = frozenset()


def render(context: Context, document: dict, query: dict) -> str:
    """The fragment of one page; ``query`` is what was asked for. The answer's language is fixed by this."""
    languages.same_for_everyone()
    head, site = document["thread"], context.site
    state = {name: query[name] for name in _CARRIED if query.get(name)}
    return render_template(
        "embed/fragment.html",
        site=site,
        head=head,
        announcement=safe_html(head["announcement"] or []),
        house_rules=safe_html(head["house_rules"] or []),
        picks=[_with_words(comment) for comment in document["featured"] if comment["id"] != _first(document)],
        visit=Links(site.slug, state),
        mine=Nobody(),
        downvotes=context.settings.downvotes,
        open=not head["locked"] and head["state"] == "open",
        order=document["sort"],
        comments=[_with_words(comment) for comment in document["comments"]],
        next_cursor=document["next_cursor"],
        whole=not query.get("cursor") and not query.get("filter"),
        # As the page names the article: a former key leads to the thread of the present one.
        asked_key=query.get("key") or head["key"],
        asked_url=query.get("url"),
        format=FORMAT,
        made=_step().isoformat().replace("+00:00", "Z"),
        data=_inert(document),
    )


def _first(document: dict) -> str | None:
    """The comment that begins the list; as an editors' pick it need not be shown twice."""
    return document["comments"][0]["id"] if document["comments"] else None


def seconds_left() -> float:
    """How long a fragment made now may be kept."""
    return (_step() + MADE_EVERY - now()).total_seconds()


def _step() -> datetime:
    length = int(MADE_EVERY.total_seconds())
    return datetime.fromtimestamp(int(now().timestamp()) // length * length, tz=now().tzinfo)


def _with_words(comment: dict) -> dict:
    """A comment as the templates show it; the document it came from stays as it is."""
    replies = [_with_words(reply) for reply in comment["replies"]["comments"]]
    cursor = comment["replies"]["next_cursor"]
    return comment | {
        "html": safe_html(comment["body"]) if comment["body"] is not None else None,
        "exactly": words.exactly(datetime.fromisoformat(comment["created_at"])),
        "replies": {"comments": replies, "next_cursor": cursor},
        "more": max(comment["reply_count"] - len(replies), 0) if cursor else 0,
    }


def _inert(document: dict) -> Markup:
    """The document as JSON that ends no element and opens no comment, whatever readers wrote."""
    # In JSON these three stand inside strings only, where an escape means the same.
    return Markup(orjson.dumps(document).decode().translate(_ESCAPED))  # noqa: S704
