"""One reader's visit to the pages without JavaScript, in one of two modes.

First-party: a Lax, HttpOnly cookie ``reader_{site}`` under /embed/ holds a random visitor id (to which forms are
bound) and, once the reader has done something, the guest's bearer token. Another site's form arrives without it.
Framed (``?frame=1``): no cookie is read or set. Whom a form belongs to is said by a signed handle in the address of
the frame; it opens these pages for two hours and is no bearer token. There are no votes, for a handle costs nothing.
"""

import re
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from flask import Response, g, request, url_for

from commentsvc.db import is_writing
from commentsvc.domain.errors import Unauthenticated
from commentsvc.domain.raids import closed_now
from commentsvc.services import accounts, screening
from commentsvc.services.context import Context
from commentsvc.web import openings, standings
from commentsvc.web.embed import form_tokens
from commentsvc.web.headers import PAGE_POLICY
from commentsvc.web.request_context import keys, now, runtime, site_context

# What the address of a page may carry on to the next one.
STATE = ("key", "url", "title", "sort", "filter", "cursor", "branch", "lang", "frame", "visit")
_COOKIE_PATH = "/embed/"
_COOKIE_SECONDS = 365 * 24 * 3600
_VISITOR = re.compile(r"[A-Za-z0-9_-]{22}")
_HANDLE = "frame-visit"
_HANDLE_KEPT_FOR = timedelta(hours=2)


@dataclass
class Visit:
    """The site, the reader if known, and how this page remembers both."""

    context: Context
    framed: bool
    visitor: str
    bearer: str | None = None
    state: dict = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The site's short name."""
        return self.context.site.slug

    @property
    def barred(self) -> bool:
        """Whether only readers with an account write for a while, and this is none."""
        reader = self.context.reader
        anonymous = reader is None or reader.kind == "guest"
        return anonymous and closed_now(self.context.site.anonymous_closed, self.context.now) is not None

    @property
    def standing(self) -> list[dict]:
        """What moderators decided about the reader and is in force."""
        return standings.of_reader(self.context)

    def link(self, endpoint: str, *, anchor: str | None = None, **changes) -> str:
        """The address of a page of this visit: the present one's state with ``changes`` (None takes away)."""
        values = {name: value for name, value in (self.state | changes).items() if value is not None}
        return url_for(endpoint, site=self.slug, _anchor=anchor, **values)

    def form_token(self, about: str) -> str:
        """A token for the forms of a page about one thread."""
        earlier = request.form.get("form", "") if request.method == "POST" else ""
        return form_tokens.issue(self.visitor, f"{self.slug}\n{about}", earlier)

    def check_form(self, about: str) -> str:
        """The nonce of the form that was sent. Raises Forbidden."""
        return form_tokens.check(request.form.get("form", ""), self.visitor, f"{self.slug}\n{about}")

    def opening(self) -> screening.Opening:
        """What is known of the form that was sent, once it is checked."""
        filled = bool(request.form.get(openings.HIDDEN_FIELD, "").strip())
        return screening.Opening(filled, form_tokens.age_of(request.form["form"]).total_seconds())

    def known_as(self, token_id: str | None) -> None:
        """Remember the guest that an action made."""
        if token_id is None:
            return
        self.bearer = accounts.bearer(self.context, token_id)
        if self.framed:
            self.state["visit"] = _handle(token_id)

    def someone(self) -> str | None:
        """Make sure there is a reader to act; returns the id of a new guest's token."""
        if self.context.reader is not None:
            return None
        return accounts.open_guest(self.context).public_id

    def send(self, response: Response) -> Response:
        """Give an answer of this visit its cookie, or the right to be framed."""
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        if self.framed:
            return allow_framing(response, self.context.site)
        value = f"{self.visitor}~{self.bearer}" if self.bearer else self.visitor
        if request.cookies.get(_cookie(self.slug)) != value and not _sent_from_elsewhere():
            response.set_cookie(
                _cookie(self.slug),
                value,
                max_age=_COOKIE_SECONDS if self.bearer else None,
                path=_COOKIE_PATH,
                httponly=True,
                samesite="Lax",
                secure=runtime().settings.base_url.startswith("https:"),
            )
        return response


def open_visit(slug: str) -> Visit:
    """Begin or continue a visit. Raises NotFound ``unknown_site``; a token that has ended is a reader not known yet."""
    context = site_context(slug)
    framed = request.args.get("frame") == "1"
    state = {name: request.args[name] for name in STATE if request.args.get(name)}
    visitor, bearer = ("frame", _bearer_of_handle(context)) if framed else _from_cookie(slug)
    if not framed:
        state.pop("frame", None)
        state.pop("visit", None)
    visit = Visit(context, framed, visitor, bearer, state)
    if bearer is not None:
        try:
            accounts.identify(context, bearer, hold=is_writing())
        except Unauthenticated:
            visit.bearer = None
    return visit


def allow_framing(response: Response, site=None) -> Response:
    """Let the site's registered origins, and nobody else, show this answer in a frame."""
    site = site or g.get("site")
    origins = " ".join(row.origin for row in site.origins) if site is not None else ""
    policy = PAGE_POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {origins or chr(39) + 'none' + chr(39)}")
    response.headers["Content-Security-Policy"] = policy
    return response


def _sent_from_elsewhere() -> bool:
    """Whether another site's page sent this form. A Lax cookie stays away from such a request, so that answering it
    with a new one would overwrite the reader's own."""
    if request.method in ("GET", "HEAD"):
        return False
    fetched_from = request.headers.get("Sec-Fetch-Site")
    if fetched_from is not None:
        return fetched_from not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin not in (None, runtime().settings.base_url, request.host_url.rstrip("/"))


def _cookie(slug: str) -> str:
    return f"reader_{slug}"


def _from_cookie(slug: str) -> tuple[str, str | None]:
    visitor, _, bearer = request.cookies.get(_cookie(slug), "").partition("~")
    if not _VISITOR.fullmatch(visitor):
        return secrets.token_urlsafe(16), None
    return visitor, bearer or None


def _handle(token_id: str) -> str:
    return keys().token(_HANDLE, f"{token_id}~{int(now().timestamp())}")


def _bearer_of_handle(context: Context) -> str | None:
    value = keys().read(_HANDLE, request.args.get("visit", ""))
    if value is None:
        return None
    token_id, _, issued = value.partition("~")
    if now().timestamp() - int(issued) > _HANDLE_KEPT_FOR.total_seconds():
        return None
    return accounts.bearer(context, token_id)
