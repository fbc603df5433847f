"""Figures about notices of illegal content, for the transparency report that the law wants once a year."""

import csv
import io
from dataclasses import asdict

from flask import g, render_template, request, url_for
from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from commentsvc.domain.roles import Power
from commentsvc.queries import legal_figures as figure_queries
from commentsvc.queries.legal_figures import Group
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.dashboard.figures import csv_file, period_asked
from commentsvc.web.dashboard.legal import require_whole_site

COLUMNS = {
    "received": _l("Received"),
    "trusted": _l("of these from trusted flaggers"),
    "by_law": _l("Removed: against the law"),
    "by_rules": _l("Removed: against the house rules"),
    "kept": _l("Kept"),
    "unsubstantiated": _l("Not substantiated"),
    "open": _l("Not decided yet"),
    "set_aside": _l("Set aside"),
    "withdrawn": _l("Withdrawn"),
}


@blueprint.get("/<site>/legal/figures")
@needs(Power.MODERATE)
def legal_figures():
    """Notices of a period by kind: how many, what was done, how soon."""
    require_whole_site()
    period = period_asked("year")
    return render_template(
        "dashboard/legal_figures.html",
        period=period,
        chosen=request.args.get("period") if "from" not in request.args else None,
        counted=figure_queries.figures(g.site.id, *period.bounds),
        columns=COLUMNS,
        download=url_for("dashboard.legal_figures_csv", **{"from": period.first, "to": period.last}),
        hours=_hours,
    )


@blueprint.get("/<site>/legal/figures.csv")
@needs(Power.MODERATE)
def legal_figures_csv():
    """The same for a spreadsheet; codes instead of words."""
    require_whole_site()
    period = period_asked("year")
    counted = figure_queries.figures(g.site.id, *period.bounds)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["kind", *COLUMNS, "median_hours", "by_automated_means"])
    for kind, group in {"": counted.whole, **counted.by_kind}.items():
        hours = group.median_hours
        numbers = asdict(group)
        writer.writerow([kind, *(numbers[name] for name in COLUMNS), "" if hours is None else round(hours, 1), 0])
    writer.writerow(["misuse_warnings", counted.warnings])
    writer.writerow(["misuse_suspensions", counted.suspensions])
    return csv_file(text.getvalue(), f"notices-{at_desk().slug}-{period.first}-{period.last}.csv")


def _hours(group: Group) -> str:
    if group.median_hours is None:
        return "—"
    return _("%(number)s h", number=format_decimal(round(group.median_hours, 1)))
