"""The history of one setting, reason or answer: who changed what from what to what, and a value put back.

Putting back changes nothing by itself: a link fills the form with what stood there, and saving it is a new change.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import g, render_template, request, url_for

from commentsvc.domain.errors import Forbidden, NotFound
from commentsvc.domain.languages import LANGUAGES
from commentsvc.domain.roles import Power
from commentsvc.queries import desk_log, ready_answers, setting_history
from commentsvc.queries.desk_log import LogLine
from commentsvc.queries.setting_history import Changed, parts_of
from commentsvc.services import reasons
from commentsvc.web import reason_words
from commentsvc.web.dashboard import setting_words
from commentsvc.web.dashboard.asked import public_id
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs

# What is made and ended, and not put back.
_NO_WAY_BACK = frozenset({"signing_key"})
_OF_REASONS = frozenset(f"{part}.{language}" for part in reasons.PARTS for language in LANGUAGES)
_OF_ANSWERS = frozenset({"name", "purpose", *LANGUAGES})


@dataclass(frozen=True)
class Step:
    """One change in words, and where its earlier value can be put back, None where it cannot."""

    line: LogLine
    changes: list[setting_words.Change]
    put_back: str | None


@dataclass(frozen=True)
class Earlier:
    """What a row of the log says stood there before, by the name that the row gives it."""

    line: LogLine
    values: dict[str, object]


@blueprint.get("/<site>/settings/history/<setting_id>")
@needs(Power.CONFIGURE)
def setting_history_page(setting_id: str):
    """Who changed one setting of the site."""
    name = setting_id.replace("-", "_")
    known = setting_words.NAMES | setting_words.OF_SITE
    if name not in known:
        raise NotFound()
    endpoint = setting_words.page_of(name) if name in setting_words.NAMES else "dashboard.site_page"
    steps = [
        _step(one, None if name in _NO_WAY_BACK else _back_to(endpoint, one, name, setting=name))
        for one in setting_history.of_setting(g.site.id, name)
    ]
    return _page(str(known[name]), url_for(endpoint, _anchor=name), steps)


@blueprint.get("/<site>/settings/reasons/<reason_id>/history")
@needs(Power.CONFIGURE)
def reason_history(reason_id: str):
    """Who changed one reason of the catalogue."""
    code = reason_id.replace("-", "_")
    if code not in {one.code for one in reason_words.of_present_site()}:
        raise NotFound("unknown_reason_code")
    steps = [
        _step(
            one, _put_back("dashboard.reason_page", one, reason_id=reason_id) if _OF_REASONS & set(one.parts) else None
        )
        for one in setting_history.of_reason(g.site.id, code)
    ]
    return _page(reason_words.at_desk(code), url_for("dashboard.reason_page", reason_id=reason_id), steps)


@blueprint.get("/<site>/settings/answers/<answer_id>/history")
@needs(Power.ANSWERS)
def answer_history(answer_id: str):
    """Who changed one answer to readers."""
    row = ready_answers.one(g.site.id, answer_id)
    if at_desk().sections:
        raise Forbidden()
    if row is None:
        raise NotFound("unknown_answer")
    steps = [
        _step(one, _put_back("dashboard.answer_page", one, answer_id=answer_id) if _of_answer(one.parts) else None)
        for one in setting_history.of_answer(g.site.id, row.name)
    ]
    return _page(row.name, url_for("dashboard.answer_page", answer_id=answer_id), steps)


def earlier() -> Earlier | None:
    """What the address asks to be put back (``put_back``: a row of the log); None where it asks for nothing.

    Raises NotFound for a row that is not about settings of this site.
    """
    asked = public_id(request.args.get("put_back", ""))
    if not asked:
        return None
    line = desk_log.one(g.site.id, asked)
    if line is None or line.entry.subject_type != "site":
        raise NotFound()
    return Earlier(line, {name: before for name, (before, _after) in parts_of(line.note).items()})


def earlier_of_reason(code: str) -> dict[str, str]:
    """The fields of a reason's form that are asked to be put back."""
    found = earlier()
    if found is None or found.line.entry.reason != code:
        return {}
    return {name.replace(".", "_"): str(value) for name, value in found.values.items() if name in _OF_REASONS}


def earlier_of_answer() -> dict[str, str]:
    """The fields of an answer's form that are asked to be put back."""
    found = earlier()
    return {} if found is None else {_field(name): str(value) for name, value in _of_answer(found.values).items()}


def last_changes_of_answers() -> dict[str, LogLine]:
    """The newest row about each answer to readers, by its name of then."""
    found: dict[str, LogLine] = {}
    for name, line in setting_history.last_changes(g.site.id).items():
        kind, _colon, called = name.partition(":")
        known = found.get(called)
        if kind.startswith("answer.") and (known is None or known.entry.seq < line.entry.seq):
            found[called] = line
    return found


def _of_answer(parts: Mapping) -> dict:
    """What can be put back of an answer; before it was made it was nothing."""
    named = {name: name.partition(":")[0].removeprefix("answer.") for name in parts if name.startswith("answer.")}
    made = any(part == "purpose" and not _before(parts[name]) for name, part in named.items())
    return {} if made else {part: parts[name] for name, part in named.items() if part in _OF_ANSWERS}


def _before(value: object) -> object:
    return value[0] if isinstance(value, list) else value


def _field(part: str) -> str:
    return f"words_{part}" if part in LANGUAGES else part


def _back_to(endpoint: str, one: Changed, name: str, **more) -> str:
    return _put_back(endpoint, one, _anchor=name, **more)


def _put_back(endpoint: str, one: Changed, **more) -> str:
    return url_for(endpoint, put_back=one.line.entry.public_id, **more)


def _step(one: Changed, put_back: str | None) -> Step:
    return Step(one.line, setting_words.changes_of(one.parts), put_back)


def _page(title: str, back: str, steps: list[Step]) -> str:
    return render_template("dashboard/setting_history.html", title=title, back=back, steps=steps)
