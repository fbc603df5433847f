"""Figures about corrections that a newsroom can show an auditor: a page with plots and tables, CSV, and annotations."""

import csv
import io
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from flask import Response, g, render_template, request, url_for
from flask_babel import format_date, format_decimal, format_percent
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from commentsvc.domain import figures
from commentsvc.domain.figures import Figures, Group
from commentsvc.domain.local_time import midnight
from commentsvc.domain.roles import Power
from commentsvc.domain.spreadsheet import csv_cell
from commentsvc.domain.web_annotations import annotation
from commentsvc.queries import figures as figure_queries
from commentsvc.web import notice_words
from commentsvc.web.dashboard import plots, words
from commentsvc.web.dashboard.days import read_day
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.request_context import now, runtime

WAYS = {
    "reader": _l("Readers, on the article’s page"),
    "comment": _l("Readers, in a comment"),
    "staff": _l("The newsroom itself"),
}
# Name in the address -> days until today.
PERIODS = {"month": 30, "quarter": 91, "year": 365}


@dataclass(frozen=True)
class Period:
    """Whole days, both included (UTC)."""

    first: date
    last: date

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """From the first moment of the first day until before the first of the day after the last."""
        return midnight(self.first, UTC), midnight(self.last + timedelta(days=1), UTC)


@blueprint.get("/<site>/figures")
@needs(Power.LOOK)
def figures_page():
    """The figures of a period: three to choose from, or any two days."""
    period = period_asked()
    counted = figures.figures(figure_queries.facts(g.site.id, *period.bounds, at_desk().sight))
    months = _months(counted.by_month)
    return render_template(
        "dashboard/figures.html",
        period=period,
        chosen=request.args.get("period") if "from" not in request.args else None,
        counted=counted,
        tables=_tables(counted),
        notices=figure_queries.notices(g.site.id, *period.bounds, at_desk().sight),
        notice_names=notice_words.KINDS,
        months=months,
        plot=plots.overlaid(list(months), _by_month(months)),
        download=url_for("dashboard.figures_csv", **{"from": period.first, "to": period.last}),
        share=_share,
        hours=_hours,
    )


@blueprint.get("/<site>/figures.csv")
@needs(Power.LOOK)
def figures_csv():
    """The same figures for a spreadsheet, in which no cell is a formula."""
    period = period_asked()
    counted = figures.figures(figure_queries.facts(g.site.id, *period.bounds, at_desk().sight))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["part", "name", "received", "corrected", "declined", "accepted_share", "median_hours"])
    parts = {
        "all": {"": counted.whole},
        "kind": counted.by_kind,
        "section": counted.by_section,
        "via": counted.by_way,
        "month": counted.by_month,
    }
    for part, groups in parts.items():
        for name, group in groups.items():
            writer.writerow([part, csv_cell(name), *_numbers(group)])
    for repeat in counted.repeats:
        writer.writerow(["repeat", csv_cell(f"{repeat.exact} → {repeat.replacement}"), repeat.articles, "", "", "", ""])
    name = f"corrections-{at_desk().slug}-{period.first}-{period.last}.csv"
    return csv_file(text.getvalue(), name)


@blueprint.get("/<site>/annotations.jsonl")
@needs(Power.CORRECT)
def annotations():
    """Every report as a W3C Web Annotation, one a line, without anything about who sent it."""
    address = f"{runtime().settings.base_url}/desk/{at_desk().slug}"
    found = figure_queries.reported(g.site.id, at_desk().sight)
    lines = "".join(f"{json.dumps(annotation(one, address), ensure_ascii=False)}\n" for one in found)
    return _file(lines.encode(), "application/x-ndjson", f"annotations-{at_desk().slug}.jsonl")


def _file(content: bytes, content_type: str, name: str) -> Response:
    response = Response(content, content_type=content_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def csv_file(text: str, name: str) -> Response:
    """Figures for a spreadsheet, to be saved under a name."""
    return _file(text.encode("utf-8-sig"), "text/csv; charset=utf-8", name)


def period_asked(otherwise: str = "quarter") -> Period:
    """The days that the address asks for; ``otherwise`` names one of ``PERIODS``."""
    today = now().date()
    first, last = read_day(request.args.get("from")), read_day(request.args.get("to"))
    if first and last and first <= last:
        return Period(first, last)
    days = PERIODS.get(request.args.get("period", ""), PERIODS[otherwise])
    return Period(today - timedelta(days=days), today)


def _tables(counted: Figures) -> list[tuple[str, dict[str, Group]]]:
    """Each part with its title, and words in place of codes."""
    return [
        (_("By kind of mistake"), {str(words.KINDS.get(code, code)): one for code, one in counted.by_kind.items()}),
        (_("By section"), {name or _("Without a section"): one for name, one in counted.by_section.items()}),
        (_("How it was discovered"), {str(WAYS.get(code, code)): one for code, one in counted.by_way.items()}),
    ]


def _months(by_month: dict[str, Group]) -> dict[str, Group]:
    """The months by what they are called, the earliest first."""
    return {format_date(date.fromisoformat(f"{month}-01"), "MMM y"): group for month, group in sorted(by_month.items())}


def _by_month(months: dict[str, Group]) -> dict[str, list[int]]:
    """All that came in, and in front of it what led to a correction."""
    return {name: [getattr(group, name) for group in months.values()] for name in ("received", "corrected")}


def _numbers(group: Group) -> list:
    share, hours = group.accepted_share, group.median_hours
    rounded = [None if share is None else round(share, 3), None if hours is None else round(hours, 1)]
    return [group.received, group.corrected, group.declined, *rounded]


def _share(group: Group) -> str:
    return "—" if group.accepted_share is None else format_percent(group.accepted_share)


def _hours(group: Group) -> str:
    """A median in hours, or in days where that says more."""
    hours = group.median_hours
    if hours is None:
        return "—"
    if hours < 48:
        return _("%(number)s h", number=format_decimal(round(hours, 1)))
    return _("%(number)s days", number=format_decimal(round(hours / 24, 1)))
