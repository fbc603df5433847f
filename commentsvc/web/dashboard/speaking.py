"""The newsroom speaks: answers to comments, comments under an article, and the page of one thread."""

from collections.abc import Callable

from flask import Response, g, make_response, render_template, request, url_for

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import NotFound, ServiceError
from commentsvc.domain.moderation import Action
from commentsvc.domain.roles import Power
from commentsvc.queries import desk_comments, desk_threads
from commentsvc.services import comments, newsroom, threads
from commentsvc.services.context import Context
from commentsvc.web.dashboard import words
from commentsvc.web.dashboard.answers import decided, looking, wants_json
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.dashboard.paging import listing
from commentsvc.web.messages import error_text


@blueprint.get("/<site>/threads/<thread_id>")
@needs(Power.LOOK)
def thread_page(thread_id: str):
    """One thread as readers see it, flat, the newest first."""
    line = desk_threads.one(g.site.id, thread_id)
    if line is None:
        raise NotFound("unknown_thread")
    view = listing("show", ("all",), "all", ())
    cards, cursor = desk_comments.of_thread(looking(), line.thread.id, view.after)
    return render_template("dashboard/thread.html", line=line, view=view, cards=cards, cursor=cursor)


@blueprint.post("/<site>/threads/<thread_id>/comments")
@needs(Power.SPEAK)
def speak_in_thread(thread_id: str):
    """Post a comment to the article in the newsroom's name."""
    page = url_for("dashboard.thread_page", thread_id=thread_id)
    return _speak(page, lambda context: (threads.find(context, thread_id), None))


@blueprint.post("/<site>/comments/<comment_id>/replies")
@needs(Power.SPEAK)
def answer_comment(comment_id: str):
    """Answer a comment in the newsroom's name."""

    def place(context: Context):
        row = comments.find(context, comment_id)
        return threads.lock_row(row.thread_id), row.public_id

    return _speak(url_for("dashboard.comment", comment_id=comment_id), place)


def _speak(page: str, place: Callable[[Context], tuple]) -> Response:
    """Post what the form holds; refused words come back to be mended."""
    try:
        text = comments.prepare_text(request.form.get("text", ""))
        with unit_of_work():
            context = at_desk().context()
            thread, parent = place(context)
            once = request.form.get("once", "")
            said = newsroom.speak(context, thread, text, at_desk().actor, parent=parent, once=once)
            entry, versions = said.entry, {said.comment.public_id: said.comment.version}
    except NotFound:
        raise
    except ServiceError as error:
        if wants_json():
            raise
        return _not_said(error, page)
    return decided(entry, str(words.DONE[Action.POST]), page, versions)


def _not_said(error: ServiceError, page: str) -> Response:
    told = [error_text(one.code, one.params) for one in error.errors] or [error_text(error.code, error.params)]
    html = render_template(
        "dashboard/not_said.html", problems=told, typed=request.form.get("text", ""), action=request.path, page=page
    )
    return make_response(html, 422)
