"""One reader at the desk: the record, what was decided about them, and what can be."""

from flask import g, render_template, request, url_for

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Forbidden, LostRace, NotFound, ServiceError
from commentsvc.domain.limits import NOTE_MAX_CHARS, STAFF_WORDS_MAX_CHARS
from commentsvc.domain.roles import Power
from commentsvc.domain.sanctions import WHOLE_SITE, SanctionKind
from commentsvc.queries import desk_comments, desk_log, desk_readers
from commentsvc.services import comments, reader_notes, sanctions
from commentsvc.web import reason_words
from commentsvc.web.dashboard import reader_words, words
from commentsvc.web.dashboard.answers import decided, looking, racing_for, seen_version
from commentsvc.web.dashboard.asked import public_id
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.dashboard.paging import listing
from commentsvc.web.messages import error_text
from commentsvc.web.problems import STATUS
from commentsvc.web.request_context import now


@blueprint.get("/<site>/readers/<reader_id>")
@needs(Power.MODERATE)
def reader_page(reader_id: str):
    """Who wrote this, and what came of it so far."""
    chosen = request.args.get("give", "")
    typed = {"kind": chosen if chosen in set(SanctionKind) else "", "about": request.args.get("about", "")}
    return _page(reader_id, typed)


@blueprint.post("/<site>/readers/<reader_id>/sanctions")
@needs(Power.MODERATE)
def sanction_reader(reader_id: str):
    """Warn, suspend, ban, always hold or trust."""
    form = request.form
    try:
        new = sanctions.prepare(form.get("kind", ""), form.get("reason"), form.get("words", ""), form.get("days"))
        require_reach(new.kind)
        with unit_of_work():
            context = at_desk().context()
            named = public_id(form.get("about", ""))
            about = comments.find(context, named) if named else None
            entry = sanctions.give(context, sanctions.find_reader(context, reader_id), new, at_desk().actor, about)
    except NotFound:
        raise
    except ServiceError as error:
        return _refused(reader_id, error)
    return decided(entry, str(words.DONE[entry.action]), url_for("dashboard.reader_page", reader_id=reader_id))


@blueprint.post("/<site>/readers/<reader_id>/sanctions/<sanction_id>/end")
@needs(Power.MODERATE)
def lift_sanction(reader_id: str, sanction_id: str):
    """End a sanction before its time."""
    seen, page = seen_version(), url_for("dashboard.reader_page", reader_id=reader_id)
    with unit_of_work():
        context = at_desk().context()
        row = sanctions.find(context, sanction_id)
        if row.reader_id != sanctions.find_reader(context, reader_id).id:
            raise NotFound("unknown_sanction")
        require_reach(row.kind)
        racing_for(sanctions.SUBJECT, row.id, seen, page)
        entry = sanctions.lift(context, row, at_desk().actor, seen)
    return decided(entry, str(words.DONE[entry.action]), page)


@blueprint.post("/<site>/readers/<reader_id>/notes")
@needs(Power.MODERATE)
def note_reader(reader_id: str):
    """Leave a note for colleagues; the form of a card sends the same."""
    try:
        with unit_of_work():
            context = at_desk().context()
            reader = sanctions.find_reader(context, reader_id)
            entry = reader_notes.add(context, reader, request.form.get("reader_note", ""), at_desk().actor)
    except NotFound:
        raise
    except ServiceError as error:
        return _refused(reader_id, error)
    return decided(entry, str(words.DONE[entry.action]), url_for("dashboard.reader_page", reader_id=reader_id))


@blueprint.post("/<site>/readers/<reader_id>/notes/<note_id>/end")
@needs(Power.MODERATE)
def remove_reader_note(reader_id: str, note_id: str):
    """Take a note away."""
    with unit_of_work():
        context = at_desk().context()
        reader = sanctions.find_reader(context, reader_id)
        entry = reader_notes.remove(context, reader, note_id, at_desk().actor)
    return decided(entry, str(words.DONE[entry.action]), url_for("dashboard.reader_page", reader_id=reader_id))


def require_reach(kind: str) -> None:
    """Raise Forbidden ``whole_site_only`` where somebody who is limited to sections would decide for all of them."""
    if kind in WHOLE_SITE and at_desk().sections:
        raise Forbidden("whole_site_only")


def _refused(reader_id: str, error: ServiceError):
    wrong = {one.field: error_text(one.code, one.params) for one in error.errors}
    told = "" if wrong else error_text(error.code, error.params)
    status = next(STATUS[cls] for cls in type(error).__mro__ if cls in STATUS)
    return _page(reader_id, request.form, wrong, told), 409 if isinstance(error, LostRace) else status


def _page(reader_id: str, typed, wrong: dict | None = None, told: str = ""):
    desk, reader = at_desk(), desk_readers.one(g.site.id, reader_id)
    if reader is None:
        raise NotFound("unknown_reader")
    view = listing("show", ("all",), "all", ())
    cards, cursor = desk_comments.of_reader(looking(), reader.id, view.after)
    given = desk_readers.sanctions(reader, now())
    return render_template(
        "dashboard/reader.html",
        reader=reader,
        record=desk_readers.record(reader, desk.sections),
        present=[one for one in given if one.state == "in_force"],
        past=[one for one in given if one.state != "in_force"],
        notes=desk_readers.notes(reader),
        alike=[] if desk.sections else desk_readers.alike(reader),
        kinds=[kind for kind in SanctionKind if not (desk.sections and kind in WHOLE_SITE)],
        typed=typed,
        about=desk_readers.own_comment(reader, public_id(typed.get("about", ""))),
        wrong=wrong or {},
        told=told,
        limits={"words": STAFF_WORDS_MAX_CHARS, "note": NOTE_MAX_CHARS},
        messages=reason_words.messages(),
        lines=desk_log.of_reader(g.site.id, reader.id),
        view=view,
        cards=cards,
        cursor=cursor,
    )


def _in_force(reader) -> list[str]:
    """What holds for the author of a card, asked once for each of those few who have something."""
    kept = g.setdefault("sanctions_of", {})
    if reader.id not in kept:
        kept[reader.id] = desk_readers.in_force(reader, now())
    return kept[reader.id]


@blueprint.context_processor
def _for_readers() -> dict:
    return {"in_force": _in_force, "reader_words": reader_words, "whole_site_kinds": WHOLE_SITE}
