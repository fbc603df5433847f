"""Notices of illegal content at the desk: the queue with its clocks, one notice, decisions, and their senders."""

from dataclasses import dataclass, field

from flask import flash, g, jsonify, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Forbidden, Invalid, NotFound
from commentsvc.domain.legal import DECISIONS, OF_SENDERS, LegalAction, LegalState, Outcome
from commentsvc.domain.moderation import RejectReason, Status
from commentsvc.domain.roles import Power
from commentsvc.queries import desk_legal, desk_log, desk_readers
from commentsvc.services import content_notice_decisions, notifiers
from commentsvc.services.content_notice_decisions import Decision
from commentsvc.services.content_notices import SUBJECT
from commentsvc.web import legal_words, reason_words
from commentsvc.web.account.local_paths import desk_path
from commentsvc.web.dashboard import words
from commentsvc.web.dashboard.answers import decided, looking, racing_for, seen_version, wants_json
from commentsvc.web.dashboard.asked import public_id
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.messages import error_text
from commentsvc.web.request_context import context_of, now

CLAIM, RELEASE = "claim", "release"


@dataclass(frozen=True)
class Typed:
    """What a refused form holds, and what is wrong with it, by field."""

    words: str = ""
    message: str = ""
    wrong: dict[str, str] = field(default_factory=dict)


def require_whole_site() -> None:
    """Raise Forbidden for who is limited to sections: what the law asks is asked of the whole site."""
    if at_desk().sections:
        raise Forbidden("whole_site_only")


@blueprint.get("/<site>/legal")
@needs(Power.MODERATE)
def legal_list():
    """The queue: trusted flaggers first, then by the clock."""
    require_whole_site()
    tab = request.args.get("state", "open")
    tab = tab if tab in desk_legal.TABS else "open"
    sender = public_id(request.args.get("sender", ""))
    cards, cursor = desk_legal.page(looking(), tab, public_id(request.args.get("after", "")) or None, sender)
    return render_template("dashboard/legal_list.html", tab=tab, cards=cards, cursor=cursor, sender=sender)


@blueprint.get("/<site>/legal/notices/<content_notice_id>")
@needs(Power.MODERATE)
def legal_notice(content_notice_id: str):
    """One notice: what was reported beside what stands there now, its sender, and what was decided."""
    require_whole_site()
    return _page(content_notice_id, Typed())


@blueprint.post("/<site>/legal/notices/<content_notice_id>/actions")
@needs(Power.MODERATE)
def act_on_legal_notice(content_notice_id: str):
    """Remove, keep, not substantiated, ask its sender, or take up what was set aside."""
    require_whole_site()
    form = request.form
    if form.get("action") not in set(DECISIONS):
        raise BadRequest()
    decision = Decision(
        LegalAction(form["action"]),
        form.get("words", ""),
        frozenset(public_id(one) for one in form.getlist("comment")),
        form.get("reason") or None,
        form.get("message", ""),
        form.get("unfounded") == "yes",
    )
    seen, page = seen_version(), url_for("dashboard.legal_notice", content_notice_id=content_notice_id)
    try:
        with unit_of_work():
            context = at_desk().context()
            row = content_notice_decisions.find(context, content_notice_id)
            racing_for(SUBJECT, row.id, seen, page)
            entry = content_notice_decisions.decide(context, row, decision, at_desk().actor, seen_version=seen)
            versions = {row.public_id: row.version}
    except Invalid as error:
        wrong = {one.field: error_text(one.code, one.params) for one in error.errors}
        return _page(content_notice_id, Typed(decision.words, decision.message, wrong)), 422
    return decided(entry, str(words.DONE[entry.action]), page, versions)


@blueprint.post("/<site>/legal/notices/<content_notice_id>/claim")
@needs(Power.MODERATE)
def claim_legal_notice(content_notice_id: str):
    """Have a notice open, so that the others see it; pressed again, no longer."""
    require_whole_site()
    with unit_of_work():
        context = at_desk().context()
        row = content_notice_decisions.find(context, content_notice_id)
        claimed = content_notice_decisions.claim(context, row, at_desk().user_id)
    message = str(words.DONE[CLAIM if claimed else RELEASE])
    if wants_json():
        return jsonify(message=message, claimed=claimed)
    flash({"text": message, "undo": None}, "done")
    page = url_for("dashboard.legal_notice", content_notice_id=content_notice_id)
    return redirect(desk_path(request.form.get("next"), page), 303)


@blueprint.post("/<site>/legal/notices/<content_notice_id>/sender")
@needs(Power.MODERATE)
def act_on_notice_sender(content_notice_id: str):
    """Trust, warn, suspend or restore the sender of a notice."""
    require_whole_site()
    if request.form.get("action") not in OF_SENDERS:
        raise BadRequest()
    action, seen = LegalAction(request.form["action"]), seen_version()
    page = url_for("dashboard.legal_notice", content_notice_id=content_notice_id)
    with unit_of_work():
        context = at_desk().context()
        row = content_notice_decisions.find(context, content_notice_id)
        known = notifiers.of_hash(context, row.address_hash)
        if known is not None:
            racing_for(notifiers.SUBJECT, known.id, seen, page)
        said = request.form.get("words", "")
        entry = notifiers.act(context, row.address_hash, action, at_desk().actor, seen_version=seen, words=said)
    return decided(entry, str(words.DONE[entry.action]), page, undo=False)


def _page(content_notice_id: str, typed: Typed) -> str:
    card = desk_legal.one(looking(), content_notice_id)
    if card is None:
        raise NotFound("unknown_content_notice")
    notice, context = card.notice, context_of(g.site)
    found = desk_legal.reported(notice)
    sender = desk_legal.sender(notice)
    misuse = notifiers.misuse(context, notice.address_hash, sender) if notice.address_hash else None
    return render_template(
        "dashboard/legal_notice.html",
        card=card,
        notice=notice,
        found=found,
        authors=_authors(found),
        remarks=desk_legal.remarks(notice),
        contact=desk_legal.contact(notice),
        sender=sender,
        earlier=desk_legal.earlier(notice),
        misuse=misuse,
        is_misuse=misuse is not None and notifiers.is_misuse(context, misuse),
        rule=context.settings,
        reasons=reason_words.offered(),
        usual=RejectReason.ILLEGAL,
        on_page=lambda one: (
            one.comment is not None
            and one.comment.withdrawn_at is None
            and one.comment.status not in (Status.REJECTED, Status.SPAM)
        ),
        removed=Outcome.REMOVED,
        typed=typed,
        is_late=card.is_open and notice.due_at < now(),
        aside=notice.state == LegalState.SET_ASIDE,
        lines=desk_log.of_subject(g.site.id, SUBJECT, notice.id),
        reference=legal_words.reference(notice.public_id),
    )


def _authors(found: list) -> dict[int, tuple]:
    """Of each author of a reported comment: the record, and what is in force."""
    readers = {one.reader.id: one.reader for one in found if one.reader is not None}
    records = desk_readers.records(list(readers))
    return {row_id: (records[row_id], desk_readers.in_force(one, now())) for row_id, one in readers.items()}


@blueprint.context_processor
def _for_legal() -> dict:
    return {"illegal_kinds": legal_words.KINDS, "notice_outcomes": legal_words.OUTCOMES, "at_this_moment": now}
