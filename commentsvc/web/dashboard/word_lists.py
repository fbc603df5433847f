"""The lists of words of a site: a page of the settings, where a sentence can be tried before a list is saved."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Invalid, LostRace, NotFound
from commentsvc.domain.limits import (
    WORD_LIST_BODY_MAX_BYTES,
    WORD_LIST_NAME_MAX_CHARS,
    WORD_LIST_TEXT_MAX_CHARS,
)
from commentsvc.domain.marking import marked
from commentsvc.domain.roles import Power
from commentsvc.domain.word_lists import ENTRIES_MAX
from commentsvc.queries import word_lists as rows
from commentsvc.services import rule_trials, word_lists
from commentsvc.services.word_lists import Draft
from commentsvc.web import reason_words
from commentsvc.web.dashboard import rule_trials as trials
from commentsvc.web.dashboard.answers import seen_version
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs, takes_up_to
from commentsvc.web.dashboard.presenting import body_html
from commentsvc.web.messages import error_text
from commentsvc.web.request_context import runtime

ACTIONS = {"hold": _l("It waits for a moderator"), "reject": _l("It is refused at once")}
FIELDS = ("name", "action", "reason", "text", "active")
_SAMPLE_MAX_CHARS = 2_000
_EMPTY = {"name": "", "action": "hold", "reason": "", "text": "", "active": "yes"}


@blueprint.get("/<site>/settings/screening/words")
@needs(Power.CONFIGURE)
def word_list_page():
    """All lists, and the form for a new one."""
    return _page(trials.typed_in_trial(rule_trials.LIST) or _EMPTY)


@blueprint.post("/<site>/settings/screening/words")
@needs(Power.CONFIGURE)
@takes_up_to(WORD_LIST_BODY_MAX_BYTES)
def add_word_list():
    """Keep a new list (``do=save``), find it in a sentence (``do=look``) or in the last month (``do=try``)."""
    typed = _typed()
    try:
        draft = Draft.read(typed, runtime().word_forms().forms)
        if request.form.get("do") != "save":
            return _tried(draft, typed, None) if request.form.get("do") == "try" else _page(typed, found=_look(draft))
        with unit_of_work():
            word_lists.add(at_desk().context(), draft, at_desk().actor)
    except Invalid as error:
        return _page(typed, wrong=_wrong(error)), 422
    return _done(_("The list is kept. It holds from the next comment on."))


@blueprint.get("/<site>/settings/screening/words/<list_id>")
@needs(Power.CONFIGURE)
def word_list(list_id: str):
    """One list, to be changed."""
    line = _line(list_id)
    typed = trials.typed_in_trial(rule_trials.LIST, list_id) or {name: getattr(line.row, name) for name in FIELDS}
    return _page(typed, line)


@blueprint.post("/<site>/settings/screening/words/<list_id>")
@needs(Power.CONFIGURE)
@takes_up_to(WORD_LIST_BODY_MAX_BYTES)
def change_word_list(list_id: str):
    """Let the list be another, find it in a sentence or in the last month."""
    typed, seen, line = _typed(), seen_version(), _line(list_id)
    try:
        draft = Draft.read(typed, runtime().word_forms().forms)
        if request.form.get("do") != "save":
            tries = request.form.get("do") == "try"
            return _tried(draft, typed, line) if tries else _page(typed, line, found=_look(draft))
        with unit_of_work():
            word_lists.change(at_desk().context(), list_id, draft, at_desk().actor, seen_version=seen)
    except Invalid as error:
        return _page(typed, line, wrong=_wrong(error)), 422
    except LostRace:
        return _page(typed, _line(list_id), late=True), 409
    return _done(_("Saved. It holds from the next comment on."))


@blueprint.post("/<site>/settings/screening/words/<list_id>/deletion")
@needs(Power.CONFIGURE)
def delete_word_list(list_id: str):
    """Forget it."""
    with unit_of_work():
        word_lists.remove(at_desk().context(), list_id, at_desk().actor)
    return _done(_("The list is deleted. Its words stand in the log."))


def _typed() -> dict[str, str]:
    return {name: request.form.get(name, "") for name in FIELDS}


def _wrong(error: Invalid) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in error.errors:
        found.setdefault(one.field, []).append(error_text(one.code, one.params))
    return found


def _line(list_id: str):
    line = rows.one(g.site.id, list_id)
    if line is None:
        raise NotFound("unknown_word_list")
    return line


def _look(draft: Draft) -> dict | None:
    """The sentence that was typed beside the form, with what the list finds in it marked."""
    sample = request.form.get("sample", "")[:_SAMPLE_MAX_CHARS].strip()
    if not sample:
        return None
    places = [(one.start, one.end) for one in draft.alone().find(sample)]
    shown = body_html(marked([sample], (), lambda _text: places))
    return {"shown": shown, "places": len(places)}


def _tried(draft: Draft, typed: dict, line):
    asked = {"kind": rule_trials.LIST, "list": line.row.public_id if line else "", "form": typed, "forms": draft.forms}
    return trials.begun(asked)


def _page(typed: dict, line=None, *, wrong: dict | None = None, late: bool = False, found: dict | None = None) -> str:
    return render_template(
        "dashboard/word_list.html" if line else "dashboard/word_lists.html",
        line=line,
        lists=[] if line else rows.of_site(g.site.id),
        typed=typed,
        wrong=wrong or {},
        late=late,
        found=found,
        sample=request.form.get("sample", ""),
        actions=ACTIONS,
        reasons=reason_words.offered(),
        limits={"name": WORD_LIST_NAME_MAX_CHARS, "text": WORD_LIST_TEXT_MAX_CHARS, "entries": ENTRIES_MAX},
    )


def _done(message: str):
    flash({"text": message, "undo": None}, "done")
    return redirect(url_for("dashboard.word_list_page"), 303)
