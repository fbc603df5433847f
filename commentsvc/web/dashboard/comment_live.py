"""What colleagues do meanwhile: who has which comment open, and what became of those that somebody is looking at."""

from flask import flash, g, jsonify, redirect, request, url_for
from flask_babel import gettext as _

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import LostRace
from commentsvc.domain.roles import Power
from commentsvc.queries import desk_comment_sides, desk_log
from commentsvc.services import claims, comments
from commentsvc.web.account.local_paths import desk_path
from commentsvc.web.dashboard import words
from commentsvc.web.dashboard.answers import chosen, looking, racing_for, seen_version, shown_counts, wants_json
from commentsvc.web.dashboard.comment_choice import choice_of
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs, unattended
from commentsvc.web.request_context import now

# As many as a page of the desk can show, and some that came back.
_LOOKED_AT = 60


@blueprint.post("/<site>/comments/<comment_id>/claim")
@needs(Power.MODERATE)
def claim_comment(comment_id: str):
    """Have a comment open, so that the others see it; pressed again, no longer."""
    seen, page = seen_version(), url_for("dashboard.comment", comment_id=comment_id)
    with unit_of_work():
        context = at_desk().context()
        row = comments.find(context, comment_id)
        try:
            claimed = claims.claim(context, row, at_desk().user_id, seen)
        except LostRace as error:
            if error.code == "comment_changed":
                racing_for("comment", row.id, seen, page)
            raise
    message = str(words.DONE["claim" if claimed else "release"])
    if wants_json():
        return jsonify(message=message, claimed=claimed)
    flash({"text": message, "undo": None}, "done")
    return redirect(desk_path(request.form.get("next"), page), 303)


@blueprint.get("/<site>/comments/state")
@needs(Power.LOOK)
@unattended
def comment_states():
    """What has changed of the comments on a page (``seen``: each ``id:version``), who has one open, and, after changes,
    the numbers on the tabs; the rest of the address is that of the list. It is asked every few seconds.
    """
    seen = dict(chosen(text) for text in request.args.getlist("seen")[:_LOOKED_AT])
    states = desk_comment_sides.states(looking(), list(seen))
    changed = {
        one.public_id: _changed(one, seen[one.public_id]) for one in states if one.version != seen[one.public_id]
    }
    claimed = {
        one.public_id: _("%(name)s has it open", name=one.holder)
        for one in states
        if one.holder_id is not None and one.holder_id != at_desk().user_id
    }
    answer = {"changed": changed, "claimed": claimed}
    if changed:
        answer["counts"] = shown_counts(choice_of(request.args))
    return jsonify(answer)


def _changed(state: desk_comment_sides.CommentState, seen: int) -> dict:
    line = desk_log.last_line(g.site.id, "comment", state.id, seen)
    return {
        "message": words.happened(line, now()),
        "url": url_for("dashboard.comment", comment_id=state.public_id),
        "version": state.version,
    }
