"""The reasons that a newsroom gives: a page of the settings, with what each says to whom it is given."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Invalid, LostRace, NotFound
from commentsvc.domain.languages import LANGUAGES
from commentsvc.domain.roles import Power
from commentsvc.queries import desk_log
from commentsvc.queries.setting_history import last_changes_of_reasons
from commentsvc.queries.site_reasons import Reason
from commentsvc.services import reasons
from commentsvc.web import languages, reason_words
from commentsvc.web.dashboard import setting_history
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.messages import error_text


@blueprint.get("/<site>/settings/reasons")
@needs(Power.CONFIGURE)
def reason_list():
    """All reasons in their order, and the form for a new one."""
    return _list({})


@blueprint.post("/<site>/settings/reasons")
@needs(Power.CONFIGURE)
def add_reason():
    """Show what a new reason would say (``do=preview``), or give it from now on."""
    try:
        texts = reasons.prepare(request.form)
        if request.form.get("do") == "preview":
            return _list(request.form, preview=_previews(Reason("", True, texts)))
        with unit_of_work():
            reasons.add(at_desk().context(), texts, at_desk().actor)
    except Invalid as error:
        return _list(request.form, wrong=_wrong(error)), 422
    return _done(_("The reason is given from now on."))


@blueprint.get("/<site>/settings/reasons/<reason_id>")
@needs(Power.CONFIGURE)
def reason_page(reason_id: str):
    """One reason, to be changed."""
    row = _row(reason_id)
    back = setting_history.earlier_of_reason(row.code)
    return _page(row, _written(row) | back, reasons.version(row.texts), back=bool(back))


@blueprint.post("/<site>/settings/reasons/<reason_id>")
@needs(Power.CONFIGURE)
def change_reason(reason_id: str):
    """Show what the reason would say (``do=preview``), or let it say that from now on."""
    row, seen = _row(reason_id), request.form.get("seen", "")
    try:
        texts = reasons.prepare(request.form)
        if request.form.get("do") == "preview":
            return _page(row, request.form, seen, preview=_previews(Reason(row.code, True, texts)))
        with unit_of_work():
            reasons.change(at_desk().context(), row.code, texts, at_desk().actor, seen)
    except Invalid as error:
        return _page(row, request.form, seen, wrong=_wrong(error)), 422
    except LostRace:
        late = error_text("reason_changed", {})
        return _page(row, request.form, reasons.version(row.texts), late=late), 409
    return _done(_("Saved."))


@blueprint.post("/<site>/settings/reasons/<reason_id>/place")
@needs(Power.CONFIGURE)
def place_reason(reason_id: str):
    """Let it stand earlier or later, or switch it off or on (``to``: up, down, off, on)."""
    to, code = request.form.get("to", ""), _row(reason_id).code
    with unit_of_work():
        context = at_desk().context()
        if to in ("up", "down"):
            reasons.move(context, code, -1 if to == "up" else 1, at_desk().actor)
        else:
            reasons.switch(context, code, at_desk().actor, on=to == "on")
    return _done(_("Saved."), f"reason-{reason_id}")


def _row(reason_id: str) -> Reason:
    """By its code, which stands in addresses with hyphens."""
    code = reason_id.replace("-", "_")
    found = next((one for one in reason_words.of_present_site() if one.code == code), None)
    if found is None:
        raise NotFound("unknown_reason_code")
    return found


def _written(row: Reason) -> dict[str, str]:
    return {f"{part}_{language}": text for language, said in row.texts.items() for part, text in said.items()}


def _wrong(error: Invalid) -> dict[str, str]:
    return {one.field: error_text(one.code, one.params) for one in error.errors}


def _previews(row: Reason) -> list[tuple[str, reason_words.Told]]:
    """What a reader of each language is told."""
    shown = []
    for language in LANGUAGES:
        with force_locale(language):
            shown.append((language, reason_words.in_words(row, g.site.language)))
    return shown


def _built_in(row: Reason | None) -> dict[str, str]:
    """The built-in words, which stand where nothing is written."""
    found = {}
    for language in LANGUAGES if row else ():
        with force_locale(language):
            plain = reason_words.built_in(row.code)
            found |= {f"name_{language}": plain.name, f"rule_{language}": plain.rule} if plain else {}
    return found


def _list(typed, wrong: dict | None = None, preview: list | None = None):
    return render_template(
        "dashboard/reasons.html",
        reasons=[(one, reason_words.told(one.code)) for one in reason_words.of_present_site()],
        lines=[line for line in desk_log.of_subject(g.site.id, "site", g.site.id) if line.entry.reason],
        **_form(None, typed, wrong, preview),
    )


def _page(
    row: Reason,
    typed,
    seen: str,
    wrong: dict | None = None,
    preview: list | None = None,
    late: str = "",
    back: bool = False,
):
    more = _form(row, typed, wrong, preview)
    line = setting_history.earlier().line if back else None
    return render_template("dashboard/reason.html", row=row, seen=seen, late=late, put_back=line, **more)


def _form(row: Reason | None, typed, wrong: dict | None, preview: list | None) -> dict:
    return {
        "typed": typed,
        "wrong": wrong or {},
        "preview": preview or [],
        "built_in": _built_in(row),
        "parts": reasons.PARTS,
        "languages": languages.NAMES,
        "address": lambda one: one.code.replace("_", "-"),
        "at_desk_named": reason_words.at_desk,
        "changed": last_changes_of_reasons(g.site.id),
    }


def _done(message: str, anchor: str | None = None):
    flash({"text": message, "undo": None}, "done")
    return redirect(url_for("dashboard.reason_list", _anchor=anchor), 303)
