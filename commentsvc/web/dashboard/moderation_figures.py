"""Figures about moderation: how much came in and what became of it, how soon, and which checks hold too much."""

import csv
import io
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

from flask import Response, g, render_template, request, url_for
from flask_babel import format_date, format_decimal, format_percent
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from commentsvc.domain import moderation_figures as figures
from commentsvc.domain.markup import excerpt
from commentsvc.domain.moderation_figures import Bucket, Rule, Unit, Waiting, Workload
from commentsvc.domain.roles import Power
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.domain.spreadsheet import csv_cell
from commentsvc.queries import desk_staff
from commentsvc.queries import moderation_figures as queries
from commentsvc.queries.moderation_figures import Busy, Flagged, Nudges
from commentsvc.web.dashboard import plots, words
from commentsvc.web.dashboard.days import read_day
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.request_context import now

MEASURES = {
    "posted": _l("Posted"),
    "held": _l("Held"),
    "approved": _l("Approved"),
    "rejected": _l("Rejected"),
    "spam": _l("Spam"),
}
UNITS = {Unit.HOUR: _l("Hour"), Unit.DAY: _l("Day"), Unit.MONTH: _l("Month")}
# Name in the address -> days that end today, and what the page calls it.
PERIODS = {"day": (1, _l("Today")), "week": (7, _l("Seven days")), "month": (30, _l("30 days"))}
_DEFAULT = "week"
_EXCERPT = 90


@dataclass(frozen=True)
class Counted:
    """All figures of a period of the site's days, both included."""

    first: date
    last: date
    unit: Unit
    bars: list[Bucket]
    series: dict[str, list[int]]
    waiting: Waiting
    target: int
    rules: dict[str, Rule]
    busiest: list[Busy]
    flagged: list[Flagged]
    nudges: Nudges
    workloads: dict[str, Workload] = field(default_factory=dict)

    @property
    def totals(self) -> dict[str, int]:
        """Each measure over the whole period."""
        return {name: sum(numbers) for name, numbers in self.series.items()}


@blueprint.get("/<site>/figures/comments")
@needs(Power.LOOK)
def moderation_figures():
    """The figures of a day, a week, a month, or from one day to another."""
    counted = _counted()
    names = [_bar_name(bar, counted.unit) for bar in counted.bars]
    came = {name: counted.series[name] for name in ("posted", "held")}
    went = {name: counted.series[name] for name in figures.DECISIONS.values()}
    return render_template(
        "dashboard/moderation_figures.html",
        counted=counted,
        names=names,
        measures=MEASURES,
        unit=UNITS[counted.unit],
        periods=PERIODS,
        chosen=None if _typed() else _named(),
        came=plots.overlaid(names, came),
        went=plots.stacked(names, went),
        rule_names=words.HELD_REASONS,
        sample=queries.SAMPLE,
        sees_people=_sees_people(),
        download=url_for("dashboard.moderation_figures_csv", **{"from": counted.first, "to": counted.last}),
        minutes=minutes,
        share=_share,
        words_of=_words_of,
    )


@blueprint.get("/<site>/figures/comments.csv")
@needs(Power.LOOK)
def moderation_figures_csv():
    """The same figures for a spreadsheet, in which no cell is a formula."""
    counted, text = _counted(), io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["part", "name", *MEASURES, "decided", "median_minutes", "p90_minutes", "share"])
    for row in _rows(counted):
        writer.writerow([csv_cell(cell) for cell in row])
    # The mark at the beginning tells spreadsheets that it is UTF-8.
    response = Response(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    name = f"comments-{at_desk().slug}-{counted.first}-{counted.last}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _rows(counted: Counted):
    """Rows of the file: measures, how many were decided, times, and the share in time or wrongly held."""
    times, none = counted.waiting, [""] * len(MEASURES)
    together = [times.number, _rounded(times.median), _rounded(times.p90), _rounded(times.in_time, 3)]
    yield ["all", "", *counted.totals.values(), *together]
    for bar, numbers in zip(counted.bars, zip(*counted.series.values(), strict=True), strict=True):
        yield [counted.unit, bar.begin.isoformat(timespec="minutes"), *numbers]
    for reason, rule in counted.rules.items():
        yield ["held_for", reason, *none, rule.decided, "", "", _rounded(rule.false_share, 3)]
    for busy in counted.busiest:
        yield ["thread", busy.title or busy.key, busy.comments]
    for one in counted.flagged:
        yield ["flagged", one.comment.public_id, *none, one.flags]
    for name, number in asdict(counted.nudges).items():
        yield ["nudge", name, *none, number]
    for name, load in counted.workloads.items():
        yield ["person", name, *none, load.decided, _rounded(load.median)]


def _counted() -> Counted:
    settings = SiteSettings.from_mapping(g.site.settings)
    first, last = _period(settings)
    bars = figures.buckets(first, last, settings.zone)
    period = (g.site.id, bars[0].begin, bars[-1].end, at_desk().sight.sections)
    decided, waited = queries.decided(*period), queries.waited(*period)
    loads = {}
    if _sees_people():
        loads = figures.workloads(decided, waited, desk_staff.names({one.person for one in decided}))
    return Counted(
        first=first,
        last=last,
        unit=figures.unit_of(first, last),
        bars=bars,
        series=queries.series(g.site.id, bars, at_desk().sight.sections),
        waiting=figures.waiting([one.minutes for one in waited], settings.decide_minutes),
        target=settings.decide_minutes,
        rules=figures.rules(decided),
        busiest=queries.busiest(*period),
        flagged=queries.most_flagged(*period),
        nudges=queries.nudges(g.site.id, first, last),
        workloads=loads,
    )


def _sees_people() -> bool:
    """Whether what each person did is for this one to see: who decides themselves, and who runs the site."""
    return at_desk().may(Power.MODERATE) or at_desk().may(Power.CONFIGURE)


def _typed() -> tuple[date, date] | None:
    """The two days of the form, if they are a period of a length that is counted."""
    first, last = read_day(request.args.get("from")), read_day(request.args.get("to"))
    if first and last and timedelta() <= last - first < timedelta(days=figures.LONGEST_DAYS):
        return first, last
    return None


def _named() -> str:
    asked = request.args.get("period", "")
    return asked if asked in PERIODS else _DEFAULT


def _period(settings: SiteSettings) -> tuple[date, date]:
    today = now().astimezone(settings.zone).date()
    return _typed() or (today - timedelta(days=PERIODS[_named()][0] - 1), today)


def _bar_name(bar: Bucket, unit: Unit) -> str:
    """What a bar is called, as the clocks of the site had it."""
    if unit is Unit.HOUR:
        return f"{bar.begin:%H:%M}"
    return format_date(bar.begin.date(), "d MMM" if unit is Unit.DAY else "MMM y")


def minutes(number: float | None) -> str:
    """A time in minutes, or in hours or days where that says more."""
    if number is None:
        return "—"
    if number < 90:
        return _("%(number)s min", number=format_decimal(round(number)))
    if number < 48 * 60:
        return _("%(number)s h", number=format_decimal(round(number / 60, 1)))
    return _("%(number)s days", number=format_decimal(round(number / 60 / 24, 1)))


def _share(number: float | None) -> str:
    return "—" if number is None else format_percent(number)


def _rounded(number: float | None, digits: int = 1) -> float | None:
    return None if number is None else round(number, digits)


def _words_of(one: Flagged) -> str:
    return excerpt(one.comment.source, _EXCERPT)
