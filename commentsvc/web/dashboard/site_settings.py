"""The site's settings: the newsroom's words for all threads, its rules, and the checks of what is written."""

from dataclasses import dataclass, fields

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from commentsvc.db import unit_of_work
from commentsvc.domain import markup
from commentsvc.domain.errors import Invalid, LostRace
from commentsvc.domain.local_time import zones
from commentsvc.domain.roles import Power
from commentsvc.domain.site_settings import BOUNDS, LINES, SiteSettings, clean_staff_words
from commentsvc.queries import desk_log
from commentsvc.queries.setting_history import last_changes
from commentsvc.queries.word_lists import of_site as word_lists_of
from commentsvc.services import rule_trials as trials
from commentsvc.services import site_rules
from commentsvc.web.dashboard import (
    check_words,
    rule_trials,
    setting_effects,
    setting_history,
    setting_words,
    step_up,
    words,
)
from commentsvc.web.dashboard.answers import decided, seen_version
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.messages import error_text
from commentsvc.web.request_context import now

# What is chosen from a list, each with a box.
CHOICES = {"second_factor_roles": words.ROLES, "safety": check_words.SAFETY}
KINDS = {
    field.name: field.type if field.type in (bool, int, str) else set if field.name in CHOICES else list
    for field in fields(SiteSettings)
}
_WORDS = frozenset(name for name, kind in KINDS.items() if kind is str and name not in LINES)


@dataclass(frozen=True)
class SettingsPage:
    """A page of settings: where it is, where its form is sent, and its template below the layout of all of them."""

    endpoint: str
    action: str
    template: str

    @property
    def groups(self) -> tuple:
        """Titles, and the names of the settings below each."""
        return setting_words.PAGES[self.endpoint]

    @property
    def names(self) -> list[str]:
        """The settings of the page, in their order."""
        return [name for _title, names in self.groups for name in names]


RULES = SettingsPage("dashboard.site_settings", "dashboard.change_site_settings", "dashboard/site_settings.html")
SCREENING = SettingsPage(
    "dashboard.screening_settings", "dashboard.change_screening_settings", "dashboard/screening_settings.html"
)
LEGAL = SettingsPage("dashboard.legal_settings", "dashboard.change_legal_settings", "dashboard/legal_settings.html")
SCORER = SettingsPage("dashboard.scorer_page", "dashboard.change_scorer_settings", "dashboard/scorer.html")


@blueprint.get("/<site>/settings")
@needs(Power.CONFIGURE)
def site_settings():
    """The newsroom's words and most rules of the site, each with a sentence of help."""
    return _show(RULES)


@blueprint.post("/<site>/settings")
@needs(Power.CONFIGURE)
def change_site_settings():
    """Let words and rules hold, or show how they would look and what they would do (``do=preview``)."""
    return _change(RULES)


@blueprint.get("/<site>/settings/screening")
@needs(Power.CONFIGURE)
def screening_settings():
    """The checks that a comment goes through, in their order, each with what can be set about it."""
    return _show(SCREENING)


@blueprint.post("/<site>/settings/screening")
@needs(Power.CONFIGURE)
def change_screening_settings():
    """Let the checks be set so, or show what they would do (``do=preview``)."""
    return _change(SCREENING)


@blueprint.get("/<site>/settings/legal")
@needs(Power.CONFIGURE)
def legal_settings():
    """What the law asks of the site, and which of it holds here."""
    return _show(LEGAL)


@blueprint.post("/<site>/settings/legal")
@needs(Power.CONFIGURE)
def change_legal_settings():
    """Let it hold so, or show how the words would look (``do=preview``)."""
    return _change(LEGAL)


@blueprint.get("/<site>/settings/scorer")
@needs(Power.CONFIGURE)
def scorer_page():
    """What the scorer has learnt from, how good it is, and its switch."""
    return _show(SCORER)


@blueprint.post("/<site>/settings/scorer")
@needs(Power.CONFIGURE)
def change_scorer_settings():
    """Switch the scorer on or off."""
    return _change(SCORER)


def _show(on: SettingsPage):
    tried = rule_trials.typed_in_trial(trials.SETTINGS) if on is SCREENING else None
    if tried is not None:
        return _page(on, _present(on) | {name: value for name, value in tried.items() if name in on.names})
    found, asked = setting_history.earlier(), request.args.get("setting", "")
    if found is None or asked not in on.names or asked not in found.values:
        return _page(on, _present(on))
    typed = _present(on) | {asked: _written(asked, found.values[asked])}
    return _page(on, typed, put_back=found.line)


def _change(on: SettingsPage):
    typed, seen = _typed(on, request.form), seen_version()
    try:
        before = SiteSettings.from_mapping(g.site.settings)
        wanted = before.with_changes(_settings(typed))
        if request.form.get("do") == "preview":
            words_shown = {name: _shown_words(name, typed[name]) for name in on.names if name in _WORDS}
            return _page(on, typed, preview=words_shown, effects=setting_effects.effects(before, wanted))
        if request.form.get("do") == "try" and on is SCREENING:
            return rule_trials.begun({"kind": trials.SETTINGS, "form": typed, "wanted": _settings(typed)})
        if wanted.opens(before):
            step_up.prove()
        with unit_of_work():
            context = at_desk().context()
            told = {"seen_version": seen, "summary": request.form.get("rules_summary", "")}
            entry = site_rules.change(context, _settings(typed), at_desk().actor, **told)
    except Invalid as error:
        return _page(on, typed, wrong={one.field: error_text(one.code, one.params) for one in error.errors}), 422
    except LostRace:
        return _page(on, typed, late=_happened(seen)), 409
    page = url_for(on.endpoint)
    if entry is None:
        flash({"text": _("Nothing was different, so nothing was changed."), "undo": None}, "done")
        return redirect(page, 303)
    return decided(entry, str(words.DONE[entry.action]), page, undo=False)


def _happened(seen: int) -> str:
    """Who was faster; what stands there now is shown beside what was typed."""
    return words.happened(desk_log.last_line(g.site.id, "site", g.site.id, seen), now())


def _shown_words(name: str, text: str) -> list:
    return markup.parse(clean_staff_words(name, text)).nodes


def _present(on: SettingsPage) -> dict:
    """The page's settings as its form writes them."""
    settings = SiteSettings.from_mapping(g.site.settings)
    return {name: _written(name, getattr(settings, name)) for name in on.names}


def _written(name: str, value: object) -> object:
    if KINDS[name] is bool:
        return bool(value)
    if name in CHOICES:
        return list(value)
    return "\n".join(value) if isinstance(value, list | tuple) else str(value)


def _typed(on: SettingsPage, form: MultiDict) -> dict:
    return {name: _given(form, name, KINDS[name]) for name in on.names}


def _given(form: MultiDict, name: str, kind: type) -> object:
    if kind is set:
        return form.getlist(name)
    return name in form if kind is bool else form.get(name, "")


def _settings(typed: dict) -> dict:
    """What was typed as settings; a number that is none stays text, and is refused with its field."""
    return {name: _READ[KINDS[name]](value) for name, value in typed.items()}


def _number(text: str) -> int | str:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else text


_READ = {
    bool: bool,
    int: _number,
    str: str,
    set: list,
    list: lambda text: [line.strip() for line in text.splitlines() if line.strip()],
}


def _page(
    on: SettingsPage,
    typed: dict,
    *,
    wrong: dict | None = None,
    preview: dict | None = None,
    effects: dict | None = None,
    late: str = "",
    put_back=None,
):
    present = _present(on)
    return render_template(
        on.template,
        on=on,
        word_lists=word_lists_of(g.site.id) if on is SCREENING else [],
        previews_words=not _WORDS.isdisjoint(on.names),
        texts=setting_words,
        kinds={name: "line" if name in LINES else kind.__name__ for name, kind in KINDS.items()},
        lines_of=LINES,
        zones=sorted(zones()),
        bounds=BOUNDS,
        choices=CHOICES,
        typed=typed,
        wrong=wrong or {},
        preview=preview,
        effects=effects or {},
        steps=setting_effects.steps(_number(typed["depth_limit"])) if effects and "depth_limit" in typed else [],
        late=late,
        put_back=put_back,
        # Where somebody was faster, or an earlier value is to hold again, the person compares before saving over it.
        other={
            name: setting_words.shown(value)
            for name, value in present.items()
            if (late or put_back) and value != typed[name]
        },
        changed=last_changes(g.site.id),
        version=g.site.version,
        lines=desk_log.of_subject(g.site.id, "site", g.site.id),
    )
