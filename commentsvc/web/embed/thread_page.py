"""The thread without JavaScript: reading it, and writing a comment to the article."""

from flask import Blueprint, Response, redirect, request
from werkzeug.exceptions import HTTPException

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import ServiceError
from commentsvc.domain.moderation import Status
from commentsvc.services import comments, sanctions
from commentsvc.web import nudges, rate_limits
from commentsvc.web.embed import refusals, thread_view
from commentsvc.web.embed.once import once
from commentsvc.web.embed.visit import Visit, open_visit
from commentsvc.web.rate_limits import limiter

blueprint = Blueprint("plain_thread", __name__)
refusals.attach(blueprint)


@blueprint.get("/embed/<site>/thread")
def thread(site: str) -> Response:
    """The thread of an article, whole with its forms."""
    return thread_view.render(open_visit(site))


@blueprint.post("/embed/<site>/thread")
def post(site: str) -> Response:
    """Post a comment; then the thread with it."""
    try:
        with limiter.limit(rate_limits.COMMENTS), nudges.counted(), unit_of_work():
            visit = open_visit(site)
            about = thread_view.about_of(visit)
            answer = write(visit, visit.check_form(about.key), about)
    except (ServiceError, HTTPException) as error:
        return thread_view.render(open_visit(site), refusals.refusal(error), request.form)
    return after_writing(visit, answer)


def write(visit: Visit, nonce: str, about, parent: str | None = None) -> dict:
    """Store what the form holds as a comment or a reply; returns its id and status. Raises as ``comments.post``."""
    typed, named = request.form.get("text", ""), request.form.get("name", "")
    name = comments.prepare_name(named) if named.strip() or visit.context.reader is None else None
    nudge = nudges.wanted(request.form.get("nudge"))
    new = comments.NewComment(comments.prepare_text(typed), name, parent, visit.opening(), nudge)

    def act():
        if visit.context.reader is not None:
            # The form says that the warnings shown above it were read.
            sanctions.acknowledge(visit.context, visit.context.reader, request.form.getlist("read"))
        comment, token = comments.post(visit.context, about, new)
        return {"id": comment.public_id, "status": comment.status}, token.public_id if token else None

    answer, token_id = once(visit.context, nonce, "comment", (about.key, parent or "", named, typed), act)
    visit.known_as(token_id)
    return answer


def after_writing(visit: Visit, answer: dict) -> Response:
    """Lead to the thread, at the comment that was just written."""
    public = answer["status"] == Status.APPROVED
    target = visit.link(
        "plain_thread.thread",
        filter=None,
        cursor=None,
        branch=None,
        done="posted" if public else "held",
        at=answer["id"],
        anchor=f"comment-{answer['id']}",
    )
    return visit.send(redirect(target, 303))
