"""The newsroom's own comments, changed and withdrawn by those who wrote them."""

from collections.abc import Callable

from flask import Response, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import LostRace, NotFound, ServiceError
from commentsvc.domain.moderation import Status
from commentsvc.domain.roles import Power
from commentsvc.queries import desk_comments, desk_log
from commentsvc.services import comments, newsroom
from commentsvc.web.account.local_paths import desk_path
from commentsvc.web.dashboard import words
from commentsvc.web.dashboard.answers import decided, looking, seen_version, wants_json
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.messages import error_text
from commentsvc.web.request_context import now


@blueprint.post("/<site>/comments/<comment_id>/text")
@needs(Power.SPEAK)
def edit_comment(comment_id: str):
    """Change the words of one's own comment."""
    return _change(comment_id, newsroom.edit, lambda: [comments.prepare_text(request.form.get("text", ""))])


@blueprint.post("/<site>/comments/<comment_id>/withdrawal")
@needs(Power.SPEAK)
def withdraw_comment(comment_id: str):
    """Take one's own comment back."""
    return _change(comment_id, newsroom.withdraw)


def _change(comment_id: str, act: Callable, prepare: Callable[[], list] = list) -> Response:
    """Do it with what was prepared before any transaction, and tell; what is refused comes back as it was typed."""
    page = url_for("dashboard.comment", comment_id=comment_id)
    try:
        prepared = prepare()
        with unit_of_work():
            context = at_desk().context()
            row = comments.find(context, comment_id)
            entry = act(context, row, *prepared, actor=at_desk().actor, seen_version=seen_version())
            versions = {row.public_id: row.version}
    except NotFound:
        raise
    except ServiceError as error:
        if wants_json():
            raise
        return _refused(error, comment_id, page)
    if entry is None:
        flash({"text": _("The words are the same, so nothing was changed."), "undo": None}, "done")
        return redirect(desk_path(request.form.get("next"), page), 303)
    return decided(entry, str(words.DONE[entry.action]), page, versions, undo=False)


def _refused(error: ServiceError, comment_id: str, page: str) -> Response:
    card, late = desk_comments.one(looking(), comment_id), isinstance(error, LostRace)
    if card is None:
        raise NotFound("unknown_comment")
    if late:
        told = [words.happened(desk_log.last_line(g.site.id, "comment", card.comment.id, seen_version()), now())]
    else:
        told = [error_text(one.code, one.params) for one in error.errors] or [error_text(error.code, error.params)]
    html = render_template(
        "dashboard/not_changed.html",
        problems=told,
        comment=card.comment,
        open=is_own(card),
        late=late,
        typed=request.form.get("text"),
        page=page,
    )
    return make_response(html, 409 if late else 403 if not error.errors else 422)


def is_own(card: desk_comments.CommentCard) -> bool:
    """Whether the comment is the person's own, and can still be changed."""
    row, desk = card.comment, at_desk()
    living = row.withdrawn_at is None and row.status in (Status.APPROVED, Status.PENDING)
    return living and card.reader.staff_id == desk.user_id and desk.may(Power.SPEAK) and not card.thread.closed


@blueprint.context_processor
def _for_cards() -> dict:
    return {"is_own": is_own}
