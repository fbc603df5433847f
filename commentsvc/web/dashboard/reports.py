"""Correction reports: the list, one report, and the decisions."""

from flask import g, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.exceptions import BadRequest

from commentsvc.db import unit_of_work
from commentsvc.domain.correction_states import ReportAction
from commentsvc.domain.errors import NotFound
from commentsvc.domain.roles import Power
from commentsvc.queries import desk_log, desk_reports
from commentsvc.services import report_states
from commentsvc.web.dashboard import words
from commentsvc.web.dashboard.answers import decided, racing_for, seen_version
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.dashboard.paging import listing

_DECISIONS = frozenset(
    {
        ReportAction.ACCEPT,
        ReportAction.DECLINE,
        ReportAction.FIX,
        ReportAction.MARK_SPAM,
        ReportAction.REOPEN,
    }
)


@blueprint.get("/<site>/reports")
@needs(Power.LOOK)
def report_list():
    """Reports by state, page by page."""
    view = listing("state", desk_reports.TABS, "open", ("open", "new", "checking"))
    cards, cursor = desk_reports.page(g.site.id, view.tab, view.newest_first, view.after, at_desk().sections)
    return render_template("dashboard/reports.html", view=view, cards=cards, cursor=cursor)


@blueprint.get("/<site>/reports/<report_id>")
@needs(Power.LOOK)
def report(report_id: str):
    """One report with its history and the others of the same place."""
    card = desk_reports.one(g.site.id, report_id)
    if card is None:
        raise NotFound("unknown_report")
    return render_template(
        "dashboard/report.html",
        card=card,
        lines=desk_log.of_subject(g.site.id, "report", card.report.id),
        others=desk_reports.others_of_place(card.report),
    )


@blueprint.post("/<site>/reports/<report_id>/actions")
@needs(Power.CORRECT)
def act_on_report(report_id: str):
    """Accept, decline (``decline:reason``), fix, mark as spam or reopen."""
    name, _, reason = request.form.get("action", "").partition(":")
    if name not in _DECISIONS:
        raise BadRequest()
    action, seen = ReportAction(name), seen_version()
    page = url_for("dashboard.report", report_id=report_id)
    with unit_of_work():
        context = at_desk().context()
        row = report_states.find(context, report_id)
        racing_for("report", row.id, seen, page)
        entry, others = report_states.decide_place(
            context,
            row,
            action,
            at_desk().actor,
            seen_version=seen,
            reason=reason or None,
            answer=request.form.get("answer", ""),
        )
        versions = {one.public_id: one.version for one in (row, *others)}
    return decided(entry, _message(name, len(others)), page, versions)


def _message(name: str, others: int) -> str:
    if not others:
        return str(words.DONE[name])
    with_it = ngettext(
        "%(num)s more report of the same place went with it.",
        "%(num)s more reports of the same place went with it.",
        others,
    )
    return f"{words.DONE[name]} {with_it}"
