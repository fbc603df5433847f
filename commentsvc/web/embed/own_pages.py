"""Changing or withdrawing one's own comment without JavaScript, while the site's window is open."""

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.exceptions import HTTPException

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Forbidden, ServiceError
from commentsvc.queries import threads as thread_queries
from commentsvc.services import accounts, comments
from commentsvc.web import nudges, rate_limits
from commentsvc.web.embed import refusals
from commentsvc.web.embed.showing import shown_own
from commentsvc.web.embed.visit import Visit, open_visit
from commentsvc.web.rate_limits import limiter

blueprint = Blueprint("plain_own", __name__)
refusals.attach(blueprint)

_OWN = "/embed/<site>/comments/<string(length=16):comment>"


@blueprint.get(f"{_OWN}/edit")
def edit_form(site: str, comment: str) -> Response:
    """The text as typed, to be changed."""
    return _page("edit", site, comment)


@blueprint.post(f"{_OWN}/edit")
def edit(site: str, comment: str) -> Response:
    """Replace the text, unless it was changed elsewhere meanwhile."""
    try:
        with limiter.limit(rate_limits.EDITS), nudges.counted(), unit_of_work():
            visit, row = _own(site, comment)
            seen = request.form.get("version", "")
            version = int(seen) if seen.isdecimal() and len(seen) < 9 else 0
            text = comments.prepare_text(request.form.get("text", ""))
            comments.edit(visit.context, row, text, version, nudges.wanted(request.form.get("nudge")))
    except (ServiceError, HTTPException) as error:
        return _page("edit", site, comment, error)
    return _back(visit, comment, "edited")


@blueprint.get(f"{_OWN}/withdraw")
def withdraw_form(site: str, comment: str) -> Response:
    """Asks once more."""
    return _page("withdraw", site, comment)


@blueprint.post(f"{_OWN}/withdraw")
def withdraw(site: str, comment: str) -> Response:
    """Take the comment back."""
    try:
        with limiter.limit(rate_limits.EDITS), unit_of_work():
            visit, row = _own(site, comment)
            comments.withdraw(visit.context, row)
    except (ServiceError, HTTPException) as error:
        return _page("withdraw", site, comment, error)
    return _back(visit, comment, "withdrawn")


def _own(site: str, comment: str):
    """The visit and the comment of a form that was sent. Raises Forbidden, NotFound or Unauthenticated."""
    visit = open_visit(site)
    row = comments.find(visit.context, comment)
    visit.state["key"] = thread_queries.by_id(row.thread_id).key
    visit.check_form(visit.state["key"])
    return visit, row


def _back(visit: Visit, comment: str, done: str) -> Response:
    target = visit.link("plain_thread.thread", done=done, at=comment, anchor=f"comment-{comment}")
    return visit.send(redirect(target, 303))


def _page(name: str, site: str, comment: str, error=None) -> Response:
    visit = open_visit(site)
    reader = accounts.require_known(visit.context)
    row = comments.find(visit.context, comment)
    if row.reader_id != reader.id:
        raise Forbidden("not_yours")
    head = thread_queries.by_id(row.thread_id)
    visit.state["key"] = head.key
    refusal = refusals.refusal(error) if error else None
    html = render_template(
        f"embed/{name}.html",
        visit=visit,
        framed=visit.framed,
        site=visit.context.site,
        head=head,
        comment=shown_own(row, visit.framed),
        token=visit.form_token(head.key),
        refusal=refusal,
        typed=request.form,
    )
    response = Response(html, mimetype="text/html")
    return visit.send(refusal.stamp(response) if refusal else response)
