"""What a reader does with one comment without JavaScript: answer, vote, flag, edit, withdraw, and link to it."""

from dataclasses import dataclass

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException

from commentsvc.db import unit_of_work
from commentsvc.domain import page_url
from commentsvc.domain.errors import Forbidden, Invalid, ServiceError
from commentsvc.queries import threads as thread_queries
from commentsvc.services import comments, flags, known_sites, votes
from commentsvc.services.threads import ArticleHint
from commentsvc.web import nudges, rate_limits
from commentsvc.web.api import thread_head
from commentsvc.web.embed import refusals, thread_view, words
from commentsvc.web.embed.showing import shown
from commentsvc.web.embed.thread_page import after_writing, write
from commentsvc.web.embed.visit import Visit, open_visit
from commentsvc.web.rate_limits import limiter

blueprint = Blueprint("plain_comments", __name__)
refusals.attach(blueprint)

_ID = "<string(length=16):comment>"


@dataclass(frozen=True)
class Subject:
    """The comment that a page is about, and its thread's heading."""

    row: object
    head: object

    @property
    def about(self) -> ArticleHint:
        """The article; what the thread's row says needs no hint."""
        return ArticleHint(self.head.key)


@blueprint.get(f"/embed/comments/{_ID}")
def permalink(comment: str) -> Response:
    """Lead to the comment in its article or, where the article's address is not known, in the plain thread."""
    row = thread_queries.public_row(comment)
    head = thread_queries.by_id(row.thread_id)
    site = known_sites.by_id(head.site_id)
    anchor = f"comment-{comment}"
    if head.url and _on_site(head.url, site):
        return redirect(f"{head.url.partition('#')[0]}#{anchor}", 302)
    target = url_for("plain_thread.thread", site=site.slug, key=head.key, at=comment, _anchor=anchor)
    return redirect(target, 302)


@blueprint.get(f"/embed/<site>/comments/{_ID}/reply")
def reply_form(site: str, comment: str) -> Response:
    """A comment and the form to answer it."""
    return _page("reply", site, comment)


@blueprint.post(f"/embed/<site>/comments/{_ID}/reply")
def reply(site: str, comment: str) -> Response:
    """Post a reply; then the thread with it."""
    try:
        with limiter.limit(rate_limits.COMMENTS), nudges.counted(), unit_of_work():
            visit = open_visit(site)
            subject = _subject(visit, comment)
            answer = write(visit, visit.check_form(subject.head.key), subject.about, comment)
    except (ServiceError, HTTPException) as error:
        return _page("reply", site, comment, error)
    return after_writing(visit, answer)


@blueprint.post(f"/embed/<site>/comments/{_ID}/vote")
def vote(site: str, comment: str) -> Response:
    """Vote up (1) or down (−1), or take the vote back (0). Not in a frame, where nothing tells readers apart."""
    try:
        with limiter.limit(rate_limits.VOTES), unit_of_work():
            visit = open_visit(site)
            subject = _subject(visit, comment)
            visit.check_form(subject.head.key)
            if visit.framed:
                raise Forbidden("no_votes_in_frame")
            token_id = visit.someone()
            row = comments.find(visit.context, comment)
            _cast(visit, row, request.form.get("value"))
            visit.known_as(token_id)
    except (ServiceError, HTTPException) as error:
        return _thread(open_visit(site), comment, refusals.refusal(error))
    return visit.send(redirect(visit.link("plain_thread.thread", at=comment, anchor=f"comment-{comment}"), 303))


@blueprint.get(f"/embed/<site>/comments/{_ID}/flag")
def flag_form(site: str, comment: str) -> Response:
    """A comment and the form to flag it."""
    return _page("flag", site, comment)


@blueprint.post(f"/embed/<site>/comments/{_ID}/flag")
def flag(site: str, comment: str) -> Response:
    """Ask for a moderator's attention."""
    try:
        with limiter.limit(rate_limits.FLAGS), unit_of_work():
            visit = open_visit(site)
            visit.check_form(_subject(visit, comment).head.key)
            token_id = visit.someone()
            row = comments.find(visit.context, comment)
            flags.flag(visit.context, row, request.form.get("reason", ""), request.form.get("remark", ""))
            visit.known_as(token_id)
    except (ServiceError, HTTPException) as error:
        return _page("flag", site, comment, error)
    return _back(visit, comment, "flagged")


def _cast(visit: Visit, row, value: str | None) -> None:
    if value == "0":
        votes.retract(visit.context, row)
    else:
        votes.vote(visit.context, row, {"1": 1, "-1": -1}.get(value, 0))


def _back(visit: Visit, comment: str, done: str) -> Response:
    target = visit.link("plain_thread.thread", done=done, at=comment, anchor=f"comment-{comment}")
    return visit.send(redirect(target, 303))


def _subject(visit: Visit, comment: str) -> Subject:
    """Raises NotFound. The page's state takes the thread's key, so that every link of it leads back there."""
    row = thread_queries.public_row(comment, visit.context.site.id)
    head = thread_queries.by_id(row.thread_id)
    thread_head.of(visit.context, head, head.key).require_shown()
    visit.state["key"] = head.key
    return Subject(row, head)


def _page(name: str, site: str, comment: str, error=None) -> Response:
    visit = open_visit(site)
    subject = _subject(visit, comment)
    refusal = refusals.refusal(error) if error else None
    above = thread_queries.ancestors(subject.row)
    html = render_template(
        f"embed/{name}.html",
        visit=visit,
        framed=visit.framed,
        site=visit.context.site,
        settings=visit.context.settings,
        head=subject.head,
        comment=shown(thread_queries.single(subject.row, above), visit.framed),
        token=visit.form_token(subject.head.key),
        reasons=words.FLAG_REASONS,
        refusal=refusal,
        typed=request.form,
    )
    response = Response(html, mimetype="text/html")
    return visit.send(refusal.stamp(response) if refusal else response)


def _thread(visit: Visit, comment: str, refusal: refusals.Refusal) -> Response:
    """The thread again, saying what was refused."""
    _subject(visit, comment)
    return thread_view.render(visit, refusal)


def _on_site(url: str, site) -> bool:
    """Only the publisher's own pages are led to: an article's address may be nothing but a reader's hint."""
    try:
        return page_url.origin(url) in {row.origin for row in site.origins}
    except Invalid:
        return False
