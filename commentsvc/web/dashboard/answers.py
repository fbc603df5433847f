"""How the desk answers a decision: a page with a way back for forms, a short JSON for the desk's script."""

from flask import Response, current_app, flash, g, jsonify, redirect, render_template, request, url_for

from commentsvc.domain.errors import LostRace, ServiceError
from commentsvc.domain.roles import Power
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.queries import desk_appeals, desk_comment_list, desk_legal, desk_log, desk_notices, desk_report_list
from commentsvc.queries.desk_comment_list import Choice
from commentsvc.queries.desk_scope import Looking
from commentsvc.web.account.local_paths import desk_path
from commentsvc.web.dashboard import words
from commentsvc.web.dashboard.asked import public_id
from commentsvc.web.dashboard.comment_choice import choice_of_address
from commentsvc.web.dashboard.desk import blueprint, wants_json
from commentsvc.web.problems import handle_service_error
from commentsvc.web.request_context import now

# Any of them makes work at the desk.
LEGAL_SWITCHES = ("legal_notices", "statements_of_reasons", "appeals")


def counts() -> dict[str, int]:
    """The numbers on the desk's tabs, true at this moment; asked for after whatever the request changed."""
    if "desk_counts" not in g:
        comments = desk_comment_list.counts(looking())
        reports = desk_report_list.counts(looking())
        g.desk_counts = {f"comments-{name}": number for name, number in comments.items()} | {
            f"reports-{name}": number for name, number in reports.items()
        }
        noticed = desk_notices.counts(g.site.id, g.desk.sight)
        g.desk_counts |= {f"notices-{name}": number for name, number in noticed.items()}
        if sees_legal():
            waiting = desk_legal.counts(looking())
            g.desk_counts |= {f"legal-{name}": number for name, number in waiting.items()}
            g.desk_counts["appeals-open"] = desk_appeals.counts(g.site.id, g.desk.sections)["open"]
    return g.desk_counts


def sees_legal() -> bool:
    """Whether the desk has a place for what the law asks, and the person works there: it is the whole site's."""
    here = SiteSettings.from_mapping(g.site.settings)
    in_use = any(getattr(here, name, False) for name in LEGAL_SWITCHES)
    return in_use and g.desk.may(Power.MODERATE) and not g.desk.sections


def looking() -> Looking:
    """Who looks at lists, and when."""
    return Looking(g.site.id, g.desk.user_id, g.desk.sight, now())


def shown_count(number: int) -> str:
    """A count as shown: counting stops at a bound."""
    return f"{number - 1}+" if number >= desk_comment_list.COUNTED else str(number)


def shown_counts(choice: Choice) -> dict[str, str]:
    """The numbers on the tabs as shown, with those of the list of comments that is looked at, where it is narrowed."""
    numbers = dict(counts())
    if choice.narrowed:
        narrowed = desk_comment_list.counts(looking(), choice)
        numbers |= {f"list-{name}": number for name, number in narrowed.items()}
    return {name: shown_count(number) for name, number in numbers.items()}


def decided(entry, message: str, otherwise: str, versions: dict[str, int] | None = None, undo: bool = True) -> Response:
    """Tell that a decision stands, and offer to undo it; ``versions``: public ids of what changed, as it is now."""
    undo_url = url_for("dashboard.undo_entry", entry_id=entry.public_id) if undo else None
    if wants_json():
        return decided_many(message, undo_url, versions or {})
    flash({"text": message, "undo": undo_url}, "done")
    return redirect(desk_path(request.form.get("next"), otherwise), 303)


def decided_many(message: str, undo_url: str | None, versions: dict[str, int]) -> Response:
    """Tell the desk's script of decisions that stand: how to undo them, what changed, the numbers on the tabs."""
    shown = shown_counts(choice_of_address(request.form.get("next", "")))
    return jsonify(message=message, undo=undo_url, versions=versions, counts=shown)


def seen_version() -> int:
    """The version that the decider saw; a form without one saw nothing and loses every race."""
    return _version(request.form.get("version", ""))


def chosen(text: str) -> tuple[str, int]:
    """One of a selection, ``id:version``: the public id, and the version seen; what is no id names nothing."""
    named, _colon, version = text.partition(":")
    return public_id(named), _version(version)


def _version(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def lost_race(subject_type: str, subject_id: int, seen: int, url: str) -> Response:
    """Say what happened in between, and where to look at it."""
    line = desk_log.last_line(g.site.id, subject_type, subject_id, seen)
    message = words.happened(line, now())
    if wants_json():
        response = jsonify(message=message, url=url)
        response.status_code = 409
        return response
    return current_app.make_response((render_template("dashboard/lost_race.html", message=message, url=url), 409))


@blueprint.errorhandler(ServiceError)
def _refused(error: ServiceError) -> Response:
    if isinstance(error, LostRace) and "lost_race" in g:
        return lost_race(*g.lost_race)
    return handle_service_error(error)


def racing_for(subject_type: str, subject_id: int, seen: int, url: str) -> None:
    """Remember what a decision is about, in case somebody is faster."""
    g.lost_race = (subject_type, subject_id, seen, url)
