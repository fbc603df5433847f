"""Statements of reasons at the desk: the list, what became of the appeals, and the files for a transparency report."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, timedelta

import orjson
from flask import Response, g, render_template, request, stream_with_context, url_for

from commentsvc.domain import transparency_database as database
from commentsvc.domain.local_time import midnight
from commentsvc.domain.roles import Power
from commentsvc.domain.spreadsheet import csv_cell
from commentsvc.queries import desk_appeals, desk_statements
from commentsvc.queries.statements import Told
from commentsvc.web import statement_words
from commentsvc.web.dashboard.days import read_day
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.dashboard.paging import listing
from commentsvc.web.request_context import now, runtime

# A transparency report is about a year.
_DAYS = 365


@blueprint.get("/<site>/legal/statements")
@needs(Power.LOOK)
def statement_list():
    """The statements of reasons, newest first."""
    view = listing("kind", desk_statements.TABS, "all", ())
    lines, cursor = desk_statements.page(g.site.id, view.tab, view.after, at_desk().sections)
    first, last = _period()
    return render_template(
        "dashboard/statements.html",
        view=view,
        lines=lines,
        cursor=cursor,
        first=first,
        last=last,
        outcomes=desk_appeals.outcomes(g.site.id, *_bounds(first, last)),
        on=at_desk().context().settings.statements_of_reasons,
        address=statement_words.page_url,
    )


@blueprint.get("/<site>/legal/statements.csv")
@needs(Power.LOOK)
def statements_csv():
    """The statements of a time in the fields of the Commission's database, for a spreadsheet."""

    def parts() -> Iterator[str]:
        # The mark at the beginning tells spreadsheets that it is UTF-8.
        yield "\ufeff" + _row(database.FIELDS)
        for fields in _exported():
            yield _row([_cell(fields.get(name)) for name in database.FIELDS])

    return _file(parts(), "text/csv; charset=utf-8", "csv")


@blueprint.get("/<site>/legal/statements.jsonl")
@needs(Power.LOOK)
def statements_json():
    """The same, one JSON object a line, as the database's interface takes them."""
    return _file((orjson.dumps(fields) + b"\n" for fields in _exported()), "application/x-ndjson", "jsonl")


def _exported() -> Iterator[dict]:
    found = desk_statements.between(g.site.id, *_bounds(*_period()), at_desk().sections)
    for row, written_at in found:
        words = statement_words.in_codes(Told(row, None, None, "", None))
        link = f"{runtime().settings.base_url}{url_for('rules_page.page', site=g.site.slug)}"
        yield database.exported(
            database.Given(
                public_id=row.public_id,
                restriction=row.restriction,
                ground=row.ground,
                reason=row.reason,
                source=row.source,
                found=bool(row.found),
                automated=row.automated_decision,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                written_at=written_at,
                ground_words=words.ground,
                rule_words=words.rule,
                law=row.law,
                facts=" ".join([*words.facts, words.automation]),
                rules_url=f"{link}#version-{row.rules_version}" if row.rules_version else "",
            )
        )


def _period() -> tuple[date, date]:
    """The days that are asked for, both included (UTC); the last year otherwise."""
    last = read_day(request.args.get("to")) or now().date()
    first = read_day(request.args.get("from")) or last - timedelta(days=_DAYS)
    return min(first, last), last


def _bounds(first: date, last: date):
    return midnight(first, UTC), midnight(last + timedelta(days=1), UTC)


def _file(parts: Iterator, content_type: str, ending: str) -> Response:
    answer = Response(stream_with_context(parts), content_type=content_type)
    first, last = _period()
    name = f"statements-{at_desk().slug}-{first}-{last}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _row(cells) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()


def _cell(value: object) -> str:
    return csv_cell(";".join(value) if isinstance(value, list) else value)
