"""Correction reports: one report, and the decisions about it or about a selection."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import BadRequest

from commentsvc.db import unit_of_work
from commentsvc.domain.badges import is_author
from commentsvc.domain.correction_states import Kind, ReportAction
from commentsvc.domain.errors import Forbidden, NotFound
from commentsvc.domain.roles import Power
from commentsvc.queries import desk_log, desk_report_sides, desk_reports, desk_scope
from commentsvc.services import report_decisions, report_states
from commentsvc.web.account.local_paths import desk_path
from commentsvc.web.dashboard import words
from commentsvc.web.dashboard.answers import chosen, decided, racing_for, seen_version
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.request_context import now

DECISIONS = frozenset(
    {
        ReportAction.ACCEPT,
        ReportAction.DECLINE,
        ReportAction.FIX,
        ReportAction.FIX_WITH_NOTICE,
        ReportAction.ASK,
        ReportAction.MARK_SPAM,
        ReportAction.REOPEN,
    }
)
# What a selection can be decided to be; a question is for one reader.
_TOGETHER = DECISIONS - {ReportAction.ASK, ReportAction.FIX_WITH_NOTICE}


@blueprint.get("/<site>/reports/<report_id>")
@needs(Power.LOOK)
def report(report_id: str):
    """One report with its history and the others of the same place."""
    card = card_of(report_id)
    sides, same = desk_report_sides.sides(card.report, card.article, at_desk().sight) or (None, True)
    return render_template(
        "dashboard/report.html",
        card=card,
        sides=sides,
        same=same,
        near=desk_reports.near(card.report, at_desk().sight),
        lines=desk_log.of_subject(g.site.id, "report", card.report.id),
    )


@blueprint.post("/<site>/reports/<report_id>/actions")
@needs(Power.CORRECT_OWN)
def act_on_report(report_id: str):
    """Accept, decline (``decline:reason``), fix, ask, mark as spam or reopen."""
    name, _colon, reason = request.form.get("action", "").partition(":")
    if name not in DECISIONS:
        raise BadRequest()
    require_deciding(report_id)
    action, seen = ReportAction(name), seen_version()
    page = url_for("dashboard.report", report_id=report_id)
    with unit_of_work():
        context = at_desk().context()
        row = report_states.find(context, report_id)
        racing_for("report", row.id, seen, page)
        entry, others = report_decisions.decide_place(
            context,
            row,
            action,
            at_desk().actor,
            seen_version=seen,
            reason=reason or None,
            answer=request.form.get("answer", ""),
        )
        versions = {one.public_id: one.version for one in (row, *others)}
    return decided(entry, with_others(name, len(others)), page, versions)


@blueprint.post("/<site>/reports/actions")
@needs(Power.CORRECT)
def act_on_reports():
    """One decision about a selection: ``report`` is each time a public id and the version seen, ``id:version``."""
    name, _colon, reason = request.form.get("action", "").partition(":")
    if name not in _TOGETHER:
        raise BadRequest()
    picked = [chosen(text) for text in request.form.getlist("report")[: report_decisions.TOGETHER_MAX + 1]]
    page = url_for("dashboard.report_list")
    with unit_of_work():
        context = at_desk().context()
        seen = [(within(context, one), version) for one, version in picked]
        done = report_decisions.decide_together(
            context, seen, ReportAction(name), at_desk().actor, reason=reason or None
        )
        changed, passed_over = len(done.changed), done.passed_over
    if not done.entries:
        text = _("Nothing was changed: others were faster.") if picked else _("Nothing was selected.")
        flash({"text": text, "undo": None}, "problem")
        return redirect(desk_path(request.form.get("next"), page), 303)
    return decided(done.entries[0], _told(name, changed, passed_over), page)


def require_deciding(report_id: str) -> None:
    """Raise Forbidden for who decides only about the reports on their own stories, and this is none of them."""
    if not may_decide(card_of(report_id)):
        raise Forbidden()


def may_decide(card) -> bool:
    """Whether the person decides about a report; what is said about somebody is not for the author to decide."""
    desk = at_desk()
    if desk.may(Power.CORRECT):
        return True
    own = is_author(desk.full_name, card.article.authors) or card.report.assignee_id == desk.user_id
    return desk.may(Power.CORRECT_OWN) and own and card.report.kind != Kind.ABOUT_ME


def with_others(name: str, others: int) -> str:
    """What is told of a decision, and of how many reports went with it."""
    if not others:
        return str(words.DONE[name])
    with_it = ngettext(
        "%(num)s more report of the same place went with it.",
        "%(num)s more reports of the same place went with it.",
        others,
    )
    return f"{words.DONE[name]} {with_it}"


def card_of(report_id: str):
    """One report of this site. Raises NotFound ``unknown_report``."""
    card = desk_reports.one(g.site.id, report_id, now())
    if card is None:
        raise NotFound("unknown_report")
    return card


def within(context, report_id: str):
    """A report that is not named in the address; one that the person does not see is not there."""
    if not desk_scope.covers(g.site.id, at_desk().sight, "report", report_id):
        raise NotFound("unknown_report")
    return report_states.find(context, report_id)


def _told(name: str, changed: int, passed_over: int) -> str:
    told = f"{words.ACTIONS[name]}: " + ngettext("%(num)s report.", "%(num)s reports.", changed)
    if not passed_over:
        return told
    left = ngettext(
        "%(num)s was left alone: it had changed meanwhile.",
        "%(num)s were left alone: they had changed meanwhile.",
        passed_over,
    )
    return f"{told} {left}"


@blueprint.context_processor
def _for_cards() -> dict:
    return {"may_decide": may_decide}
