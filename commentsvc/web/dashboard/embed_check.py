"""Why is my embed blank? A page that looks for the reason with the publisher's own key and address."""

from dataclasses import dataclass, field

from flask import g, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from commentsvc.domain import page_url
from commentsvc.domain.errors import Invalid
from commentsvc.domain.limits import KEY_MAX_CHARS, URL_MAX_CHARS
from commentsvc.domain.roles import Power
from commentsvc.domain.thread_state import ThreadState
from commentsvc.queries import desk_articles
from commentsvc.services import threads
from commentsvc.web.dashboard.desk import blueprint, needs
from commentsvc.web.request_context import context_of, runtime


@dataclass
class Finding:
    """One thing looked at: ``good``, ``problem`` or ``unknown``, in a sentence, with what to do."""

    state: str
    text: str
    remedy: str = ""
    command: str = ""


@dataclass
class Check:
    """What was asked and what was found."""

    key: str
    page: str
    origin: str = ""
    findings: list[Finding] = field(default_factory=list)

    @property
    def asked(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.key or self.page)


@blueprint.get("/<site>/embed-check")
@needs(Power.LOOK)
def embed_check():
    """Look at what a publisher gives: the article's key, and the address of the page."""
    check = Check(
        request.args.get("key", "").strip()[:KEY_MAX_CHARS], request.args.get("page", "").strip()[:URL_MAX_CHARS]
    )
    if check.page:
        _look_at_page(check)
    if check.asked:
        _look_at_article(check)
    base = runtime().settings.base_url
    return render_template("dashboard/embed_check.html", check=check, base=base, site=g.site)


def _look_at_page(check: Check) -> None:
    try:
        check.origin = page_url.origin(check.page)
    except Invalid:
        remedy = _("Copy it from the browser’s address bar, with https:// at the beginning.")
        check.findings.append(Finding("problem", _("This is not the address of a page."), remedy))
        return
    registered = [row.origin for row in g.site.origins]
    if check.origin in registered:
        check.findings.append(Finding("good", _("The origin %(origin)s is registered.", origin=check.origin)))
    else:
        check.findings.append(_unregistered(check.origin, registered))
    base = runtime().settings.base_url
    if check.origin.startswith("https://") and base.startswith("http://"):
        mixed = _("The page is read over https, the service over http: browsers refuse such a script.")
        remedy = _("Put the service behind https, and set COMMENTSVC_PUBLIC_URL to its https address.")
        check.findings.append(Finding("problem", mixed, remedy))


def _unregistered(origin: str, registered: list[str]) -> Finding:
    finding = Finding(
        "problem",
        _("The origin %(origin)s is not registered, so that the service refuses its readers.", origin=origin),
        _("An administrator registers it on the server; the command replaces the list, so name all of them:"),
    )
    every = " ".join(f"--origin {one}" for one in [*registered, origin])
    finding.command = f"commentsvc site set {g.site.slug} {every}"
    return finding


def _look_at_article(check: Check) -> None:
    try:
        hint = threads.hint(g.site, check.key or None, None if check.key else check.page)
    except Invalid:
        remedy = _("A key is one line of text. An address without a key has to be on a registered host.")
        check.findings.append(Finding("problem", _("The service refuses this key or address."), remedy))
        return
    check.key = hint.key
    article, thread = desk_articles.by_key(g.site.id, hint.key) or (None, None)
    if article is None:
        remedy = _("That is right for a new article. For an old one, compare the key on the page, letter by letter.")
        told = _("Nobody has commented on the article “%(key)s” yet.", key=hint.key)
        check.findings.append(Finding("unknown", told, remedy))
        return
    count = thread.comment_count if thread is not None else 0
    known = ngettext(
        "The service knows the article “%(key)s”: %(num)s comment.",
        "The service knows the article “%(key)s”: %(num)s comments.",
        count,
        key=hint.key,
    )
    check.findings.append(Finding("good", known))
    state = threads.state(context_of(g.site), thread) if thread is not None else ThreadState.OPEN
    if state is ThreadState.LOCKED:
        locked = _("Its thread is locked: readers see the comments, but no box to write in.")
        check.findings.append(Finding("unknown", locked))
    if state is ThreadState.CLOSED:
        closed = _("Comments are off for this article or its section: readers see a word about it, and no comments.")
        check.findings.append(Finding("unknown", closed))
