"""One comment, and the decisions on it."""

from flask import g, render_template, request, url_for
from werkzeug.exceptions import BadRequest

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import NotFound
from commentsvc.domain.limits import REASON_MAX_CHARS, STAFF_WORDS_MAX_CHARS
from commentsvc.domain.moderation import Action
from commentsvc.domain.roles import Power
from commentsvc.domain.text import clean_text
from commentsvc.queries import desk_comments, desk_log
from commentsvc.services import comments, consents, moderation
from commentsvc.web import reason_words
from commentsvc.web.dashboard import words
from commentsvc.web.dashboard.answers import decided, looking, racing_for, seen_version
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs

_DECISIONS = {
    "approve": Action.APPROVE,
    "reject": Action.REJECT,
    "mark_spam": Action.MARK_SPAM,
}


@blueprint.get("/<site>/comments/<comment_id>")
@needs(Power.LOOK)
def comment(comment_id: str):
    """One comment with its history."""
    card = desk_comments.one(looking(), comment_id)
    if card is None:
        raise NotFound("unknown_comment")
    return render_template(
        "dashboard/comment.html",
        card=card,
        lines=desk_log.of_subject(g.site.id, "comment", card.comment.id),
        revisions=desk_comments.revisions(card.comment),
    )


@blueprint.post("/<site>/comments/<comment_id>/actions")
@needs(Power.PICK)
def act_on_comment(comment_id: str):
    """Approve, reject (``reject:reason``) or mark as spam, which takes a moderator; feature or unfeature."""
    name, _, reason = request.form.get("action", "").partition(":")
    if name in _DECISIONS:
        at_desk().require(Power.MODERATE)
    note = clean_text("note", request.form.get("note", ""), REASON_MAX_CHARS, required=False)
    message = clean_text("message", request.form.get("message", ""), STAFF_WORDS_MAX_CHARS, required=False)
    seen, page = seen_version(), url_for("dashboard.comment", comment_id=comment_id)
    with unit_of_work():
        context = at_desk().context()
        row = comments.find(context, comment_id)
        racing_for("comment", row.id, seen, page)
        if name in _DECISIONS:
            if not message and "ready" in request.form:
                contact = consents.contact_of(row.reader_id)
                message = reason_words.message_of(reason, contact.language if contact else "")
            said = {"reason": reason or None, "note": note, "message": message}
            entry = moderation.decide(context, row, _DECISIONS[name], at_desk().actor, seen_version=seen, **said)
        elif name in (Action.FEATURE, Action.UNFEATURE):
            featured = name == Action.FEATURE
            entry = moderation.feature(context, row, at_desk().actor, featured=featured, seen_version=seen)
        else:
            raise BadRequest()
        versions = {row.public_id: row.version}
    return decided(entry, str(words.DONE[name]), page, versions)
