"""Raid mode: begun, ended and looked at, for the whole site and for one thread; anonymous posting closed and opened."""

from dataclasses import asdict

from flask import g, render_template, request, url_for
from werkzeug.exceptions import BadRequest

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Forbidden, Invalid, NotFound, invalid
from commentsvc.domain.raids import MINUTES_MAX, SLOW_SECONDS_MAX, SPIKE_MINUTES, Measures, closed_now, in_force
from commentsvc.domain.roles import Power
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.queries import desk_log, desk_threads
from commentsvc.queries import raids as raid_queries
from commentsvc.services import raids, threads
from commentsvc.web.dashboard import raid_words, words
from commentsvc.web.dashboard.answers import decided, racing_for
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.messages import error_text
from commentsvc.web.request_context import now

# Of both kinds of rows together; the log has them all.
_LOG_SHOWN = 10


@blueprint.get("/<site>/raid")
@needs(Power.LOOK)
def raid_page():
    """What is in force, how much is written, and how to begin or end it."""
    return _page()


@blueprint.get("/<site>/threads/<thread_id>/raid")
@needs(Power.LOOK)
def thread_raid_page(thread_id: str):
    """The same for one thread."""
    return _page(thread_id)


@blueprint.post("/<site>/raid/begin")
@needs(Power.MODERATE)
def begin_raid():
    """Fend off a raid on the whole site, with the chosen measures and length."""
    _require_whole_site()
    return _begin(None)


@blueprint.post("/<site>/threads/<thread_id>/raid/begin")
@needs(Power.MODERATE)
def begin_thread_raid(thread_id: str):
    """The same on one thread."""
    return _begin(thread_id)


@blueprint.post("/<site>/raid/end")
@needs(Power.MODERATE)
def end_raid():
    """Stop it."""
    _require_whole_site()
    return _end(None)


@blueprint.post("/<site>/threads/<thread_id>/raid/end")
@needs(Power.MODERATE)
def end_thread_raid(thread_id: str):
    """Stop it on one thread."""
    return _end(thread_id)


@blueprint.post("/<site>/raid/anonymous")
@needs(Power.MODERATE)
def switch_anonymous():
    """Close anonymous posting on the whole site (``do=close``), or open it (``do=open``)."""
    _require_whole_site()
    wanted = request.form.get("do")
    if wanted not in ("close", "open"):
        raise BadRequest()
    try:
        with unit_of_work():
            context = at_desk().context()
            racing_for(raids.ANONYMOUS, context.site.id, -1, url_for("dashboard.raid_page"))
            if wanted == "close":
                entry = raids.close_anonymous(context, _number("minutes"), at_desk().actor)
            else:
                entry = raids.open_anonymous(context, at_desk().actor)
    except Invalid as error:
        return _page(wrong_closing=_told(error)), 422
    return decided(entry, str(words.DONE[entry.action]), url_for("dashboard.raid_page"))


def _begin(thread_id: str | None):
    try:
        measures = Measures(_number("slow_seconds") or 0, "hold_new" in request.form, "damp" in request.form)
        wish = raids.wish(measures, _number("minutes"))
    except Invalid as error:
        return _page(thread_id, wrong=_told(error)), 422
    with unit_of_work():
        context, thread = _place(thread_id)
        entry = raids.begin(context, thread, wish, at_desk().actor)
    return decided(entry, str(words.DONE[entry.action]), _address(thread_id))


def _end(thread_id: str | None):
    with unit_of_work():
        context, thread = _place(thread_id)
        entry = raids.end(context, thread, at_desk().actor)
    return decided(entry, str(words.DONE[entry.action]), _address(thread_id))


def _place(thread_id: str | None) -> tuple:
    context = at_desk().context()
    thread = threads.find(context, thread_id) if thread_id else None
    about = ("thread", thread.id) if thread is not None else (raids.RAID, context.site.id)
    racing_for(*about, -1, _address(thread_id))
    return context, thread


def _address(thread_id: str | None) -> str:
    if thread_id is None:
        return url_for("dashboard.raid_page")
    return url_for("dashboard.thread_raid_page", thread_id=thread_id)


def _require_whole_site() -> None:
    if at_desk().sections:
        raise Forbidden("whole_site_only")


def _number(name: str) -> int | None:
    """A number of the form; None where nothing was typed. Raises Invalid."""
    text = request.form.get(name, "").strip()
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise invalid(name, "number_out_of_bounds", **dict(zip(("low", "high"), _BOUNDS[name], strict=True)))
    return int(text)


_BOUNDS = {"minutes": (1, MINUTES_MAX), "slow_seconds": (0, SLOW_SECONDS_MAX)}


def _told(error: Invalid) -> str:
    """What is wrong with the form, in a sentence that names the field."""
    return " ".join(
        raid_words.wrong(one.field) or f"{raid_words.FIELDS[one.field]}: {error_text(one.code, one.params)}"
        for one in error.errors
    )


def _page(thread_id: str | None = None, wrong: str = "", wrong_closing: str = ""):
    line = desk_threads.one(g.site.id, thread_id) if thread_id else None
    if thread_id and line is None:
        raise NotFound("unknown_thread")
    settings = SiteSettings.from_mapping(g.site.settings)
    force = raid_queries.defence(g.site.id, now(), at_desk().sections)
    mine = [one.raid for one in force.threads if one.thread.id == line.thread.id] if line else [force.raid]
    subjects = [("thread", line.thread.id)] if line else [(kind, g.site.id) for kind in raids.SUBJECTS]
    return render_template(
        "dashboard/raid.html",
        line=line,
        force=force,
        raid=next(iter(mine), None),
        proposed=_typed() if wrong else asdict(Measures.usual(settings)) | {"minutes": settings.raid_minutes},
        wrong=wrong,
        wrong_closing=wrong_closing,
        pace=raid_queries.pace(g.site.id, now()),
        spike_minutes=SPIKE_MINUTES,
        settings=settings,
        may_site=at_desk().may("moderate") and not at_desk().sections,
        lines=_history(subjects),
        bounds=_BOUNDS,
    )


def _history(subjects: list[tuple[str, int]]) -> list:
    lines = [one for kind, row_id in subjects for one in desk_log.of_subject(g.site.id, kind, row_id)]
    told = [one for one in lines if raid_words.told(one.entry, one.note)]
    return sorted(told, key=lambda one: one.entry.seq, reverse=True)[:_LOG_SHOWN]


def _typed() -> dict:
    """What was typed into the form, to be put right."""
    typed = {name: request.form.get(name, "") for name in _BOUNDS}
    return typed | {name: name in request.form for name in ("hold_new", "damp")}


@blueprint.context_processor
def _for_lines() -> dict:
    def raid_now() -> tuple:
        return in_force(g.site.raid, None, now()), closed_now(g.site.anonymous_closed, now())

    return {
        "raid_now": raid_now,
        "raid_told": raid_words.told,
        "measures_told": raid_words.measures,
        "raid_end": raid_words.end,
    }
