"""The log as a list: narrowed by who, what, when and words, and taken along as a file."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from flask import Response, current_app, g, render_template, request, url_for
from flask_babel import force_locale, get_locale
from flask_babel import lazy_gettext as _l

from commentsvc.domain.local_time import midnight
from commentsvc.domain.roles import Power
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.domain.spreadsheet import csv_cell
from commentsvc.queries import desk_log_list
from commentsvc.queries.desk_log import LogLine
from commentsvc.queries.desk_log_list import Choice
from commentsvc.services.log import CHAINED
from commentsvc.web.dashboard import setting_words, words
from commentsvc.web.dashboard.asked import public_id, search_words
from commentsvc.web.dashboard.days import read_day
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs

ABOUT = {
    "comment": _l("Comments"),
    "report": _l("Correction reports"),
    "notice": _l("Notices"),
    "thread": _l("Threads"),
    "appeal": _l("Appeals"),
    "person": _l("People of the desk"),
    "site": _l("Settings of the site"),
    "raid": _l("Raid mode of the site"),
    "anonymous": _l("Anonymous posting"),
    "job": _l("Background work"),
}
NOBODY = {"machine": _l("The service"), "operator": _l("The operator"), "reader": _l("Readers")}
SETTINGS = setting_words.OF_SITE | setting_words.NAMES
_CODE = re.compile(r"[a-z_]{1,24}")
_COLUMNS = (
    "number",
    "at",
    "who_kind",
    "who",
    "action",
    "about_kind",
    "about",
    "from",
    "to",
    "reason",
    "note",
    "told",
    "undone",
    "hash",
)


@dataclass(frozen=True)
class _Asked:
    """What the address asks for, as typed (``parts``) and as it is looked for."""

    parts: dict[str, str]
    choice: Choice


@blueprint.get("/<site>/log")
@needs(Power.LOOK)
def log_page():
    """What was decided, newest first."""
    asked = _asked()
    text = request.args.get("before", "")
    before = int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None
    lines, cursor = desk_log_list.page(g.site.id, asked.choice, before, at_desk().sight)
    return render_template(
        "dashboard/log.html",
        lines=lines,
        asked=asked.parts,
        people=desk_log_list.people(g.site.id),
        about=ABOUT,
        nobody=NOBODY,
        settings=SETTINGS,
        earlier=url_for("dashboard.log_page", **asked.parts, before=cursor) if cursor else None,
    )


@blueprint.get("/<site>/log.csv")
@needs(Power.LOOK)
def log_csv():
    """The rows that are looked at, oldest first, for a spreadsheet, in which no cell is a formula."""
    # The mark at the beginning tells spreadsheets that it is UTF-8.
    return _file(lambda line: _row(_cells(line)), "text/csv; charset=utf-8", "csv", "\ufeff" + _row(_COLUMNS))


@blueprint.get("/<site>/log.jsonl")
@needs(Power.LOOK)
def log_json():
    """The same rows, one JSON object a line, each with all that its hash is made of."""
    return _file(lambda line: f"{json.dumps(_whole(line), ensure_ascii=False)}\n", "application/x-ndjson", "jsonl")


def _file(write: Callable[[LogLine], str], content_type: str, ending: str, head: str = "") -> Response:
    """The asked rows as a file, read and sent batch by batch: the longest log takes little memory."""
    app, locale = current_app._get_current_object(), get_locale()
    site_id, choice, sight = g.site.id, _asked().choice, at_desk().sight

    def parts() -> Iterator[str]:
        yield head
        after = 0
        while True:
            # The request is over by now; each batch has a context, and a session, of its own.
            with app.app_context(), force_locale(locale):
                lines = desk_log_list.batch(site_id, choice, after, sight)
                text = "".join(write(line) for line in lines)
                after = lines[-1].entry.seq if lines else after
            if not text:
                return
            yield text

    response = Response(parts(), content_type=content_type)
    response.headers.set("Content-Disposition", "attachment", filename=f"log-{at_desk().slug}.{ending}")
    return response


def _row(cells) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([csv_cell(cell) for cell in cells])
    return text.getvalue()


def _cells(line: LogLine) -> list:
    entry, subject = line.entry, line.subject
    return [
        entry.seq,
        entry.at.isoformat(timespec="seconds"),
        entry.actor_type,
        words.who(line),
        entry.action,
        entry.subject_type,
        subject.public_id if subject else "",
        entry.from_state,
        entry.to_state,
        entry.reason,
        line.note,
        line.told,
        "yes" if line.undone else "",
        entry.hash,
    ]


def _whole(line: LogLine) -> dict:
    entry = line.entry
    chained = {name: getattr(entry, name) for name in CHAINED.get(entry.format, CHAINED[1])}
    own = {"at": entry.at.isoformat(timespec="microseconds"), "previous_hash": entry.previous_hash, "hash": entry.hash}
    told = {"who": words.who(line), "note": line.note, "told": line.told, "undone": line.undone}
    return chained | own | told


def _asked() -> _Asked:
    """Read the address; what it does not know is left out."""
    given = {
        name: request.args.get(name, "").strip() for name in ("who", "action", "about", "setting", "from", "to", "q")
    }
    first, last = read_day(given["from"]), read_day(given["to"])
    text = search_words(given["q"])
    parts = {
        "who": public_id(given["who"]),
        "action": given["action"] if _CODE.fullmatch(given["action"]) else "",
        "about": given["about"] if given["about"] in ABOUT else "",
        "setting": given["setting"] if given["setting"] in SETTINGS else "",
        "from": first.isoformat() if first else "",
        "to": last.isoformat() if last else "",
        "q": text,
    }
    zone = SiteSettings.from_mapping(g.site.settings).zone
    end = midnight(last + timedelta(days=1), zone) if last else None
    begin = midnight(first, zone) if first else None
    choice = Choice(parts["who"], parts["action"], parts["about"], begin, end, text, parts["setting"])
    return _Asked({name: value for name, value in parts.items() if value}, choice)
