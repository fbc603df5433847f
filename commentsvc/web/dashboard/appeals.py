"""Appeals at the desk: what waits, with its clock, and what somebody else than who decided decides about it."""

from flask import g, render_template, request, url_for
from flask_babel import format_timedelta
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from commentsvc.db import unit_of_work
from commentsvc.domain.appeals import AppealAction
from commentsvc.domain.errors import Invalid, NotFound
from commentsvc.domain.roles import Power
from commentsvc.queries import desk_appeals, desk_log
from commentsvc.queries.desk_appeals import AppealCard
from commentsvc.services import appeals
from commentsvc.web import legal_words
from commentsvc.web.dashboard import appeal_words, words
from commentsvc.web.dashboard.answers import decided, racing_for, seen_version
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.dashboard.paging import listing
from commentsvc.web.messages import error_text
from commentsvc.web.request_context import now


@blueprint.get("/<site>/legal/appeals")
@needs(Power.MODERATE)
def appeal_list():
    """What waits, oldest first, and what was decided."""
    view = listing("state", desk_appeals.TABS, "open", ("open",))
    cards, cursor = desk_appeals.page(g.site.id, view.tab, view.after, at_desk().sections)
    numbers = {f"appeals-{name}": number for name, number in desk_appeals.counts(g.site.id, at_desk().sections).items()}
    return render_template(
        "dashboard/appeals.html", view=view, cards=cards, cursor=cursor, numbers=numbers, on=_switched_on()
    )


@blueprint.get("/<site>/legal/appeals/<appeal_id>")
@needs(Power.MODERATE)
def appeal_page(appeal_id: str):
    """One appeal with its history."""
    return _page(appeal_id)


@blueprint.post("/<site>/legal/appeals/<appeal_id>/actions")
@needs(Power.MODERATE)
def act_on_appeal(appeal_id: str):
    """Uphold the decision with words for the author, or reverse it."""
    name, seen = request.form.get("action", ""), seen_version()
    if name not in (AppealAction.UPHOLD, AppealAction.REVERSE):
        raise BadRequest()
    action, page = AppealAction(name), url_for("dashboard.appeal_page", appeal_id=appeal_id)
    try:
        answer = appeals.prepare_answer(action, request.form.get("answer", ""))
        with unit_of_work():
            context = at_desk().context()
            row = appeals.find(context, appeal_id)
            racing_for("appeal", row.id, seen, page)
            entry = appeals.decide(context, row, action, at_desk().actor, answer, seen_version=seen)
    except Invalid as error:
        return _page(appeal_id, wrong=error_text(error.errors[0].code, error.errors[0].params)), 422
    return decided(entry, str(words.DONE[entry.action]), page, undo=False)


def _page(appeal_id: str, wrong: str = ""):
    card = desk_appeals.one(g.site.id, appeal_id)
    if card is None:
        raise NotFound("unknown_appeal")
    return render_template(
        "dashboard/appeal.html",
        card=card,
        wrong=wrong,
        lines=desk_log.of_subject(g.site.id, "appeal", card.appeal.id),
    )


def _switched_on() -> bool:
    return at_desk().context().settings.appeals


def _standing(card: AppealCard) -> str:
    """Whether the person may decide: "open", "alone" (their own decision, and nobody else can), or "own"."""
    if not (card.entry.actor_type == "staff" and card.entry.actor_id == at_desk().user_id):
        return "open"
    alone = at_desk().may(Power.CONFIGURE) and not appeals.others_who_decide(g.site.id, at_desk().user_id)
    return "alone" if alone else "own"


def _due(card: AppealCard) -> str:
    """When it should be decided, in words."""
    left = card.appeal.due_at - now()
    due = format_timedelta(left, granularity="hour", add_direction=True)
    return _("Overdue: due %(ago)s", ago=due) if card.overdue(now()) else _("Due %(ago)s", ago=due)


@blueprint.context_processor
def _for_appeals() -> dict:
    return {
        "appeal_words": appeal_words,
        "appeal_standing": _standing,
        "appeal_due": _due,
        "notice_reference": legal_words.reference,
        "appeal_overdue": lambda card: card.overdue(now()),
    }
