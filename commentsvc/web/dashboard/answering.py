"""Answering the reader of a report: words are chosen, seen as the reader will see them, and sent."""

from flask import g, render_template, request
from flask_babel import force_locale
from markupsafe import Markup

from commentsvc.domain.correction_states import RESULT, SEEN_BY_READER, DeclineReason, ReportAction
from commentsvc.domain.errors import Invalid
from commentsvc.domain.languages import spoken
from commentsvc.domain.limits import NOTE_MAX_CHARS
from commentsvc.domain.roles import Power
from commentsvc.domain.text import clean_text
from commentsvc.web.dashboard import words
from commentsvc.web.dashboard.answers import seen_version
from commentsvc.web.dashboard.desk import blueprint, needs
from commentsvc.web.dashboard.ready_answers import Ready, ready_answers
from commentsvc.web.dashboard.reports import card_of, require_deciding
from commentsvc.web.messages import error_text, reason_text

_ENDS = (ReportAction.ASK, ReportAction.FIX, ReportAction.FIX_WITH_NOTICE)


@blueprint.get("/<site>/reports/<report_id>/answer")
@needs(Power.CORRECT_OWN)
def answer_report(report_id: str):
    """Words to choose from, and nothing chosen yet."""
    require_deciding(report_id)
    card = card_of(report_id)
    return _page(card, "", f"{ReportAction.ASK}", card.report.version)


@blueprint.post("/<site>/reports/<report_id>/answer")
@needs(Power.CORRECT_OWN)
def preview_answer(report_id: str):
    """Put the words of an answer into the box (``use``: its code), or show what the reader would see."""
    require_deciding(report_id)
    card = card_of(report_id)
    text, decision = request.form.get("answer", ""), request.form.get("action", "")
    decision = decision if decision in _decisions() else f"{ReportAction.ASK}"
    chosen = next((one for one in ready_answers(card) if one.code == request.form.get("use") and not one.lacks), None)
    if chosen is not None:
        text, decision = chosen.text, chosen.decision or decision
    try:
        text = clean_text("answer", text, NOTE_MAX_CHARS, required=decision == ReportAction.ASK)
    except Invalid as error:
        wrong = error_text(error.errors[0].code, error.errors[0].params)
        return _page(card, text, decision, seen_version(), wrong=wrong), 422
    return _page(card, text, decision, seen_version(), preview=_as_read(card, text, decision), chosen=chosen)


def _decisions() -> dict[str, str]:
    ends = {str(action): str(words.ACTIONS[action]) for action in _ENDS}
    reasons = {f"{ReportAction.DECLINE}:{one}": str(words.DECLINE_REASONS[one]) for one in DeclineReason}
    return ends | {code: f"{words.ACTIONS[ReportAction.DECLINE]}: {reason}" for code, reason in reasons.items()}


def _as_read(card, text: str, decision: str) -> Markup:
    """The part of the reader's status page that tells of the answer, in the reader's language."""
    action, _colon, reason = decision.partition(":")
    with force_locale(spoken(card.report.language, g.site.language)):
        page = render_template(
            "report/_answered.html",
            status=SEEN_BY_READER[RESULT[ReportAction(action)]],
            reason=reason_text(reason),
            answer=text,
        )
    # Escaped by its own template.
    return Markup(page)  # noqa: S704


def _page(card, text: str, decision: str, version: int, *, preview="", chosen: Ready | None = None, wrong="") -> str:
    return render_template(
        "dashboard/report_answer.html",
        card=card,
        report=card.report,
        text=text,
        decision=decision,
        decisions=_decisions(),
        version=version,
        preview=preview,
        chosen=chosen,
        wrong=wrong,
        reader_language=spoken(card.report.language, g.site.language),
    )
