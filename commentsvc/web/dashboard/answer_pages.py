"""The answers that a newsroom keeps ready: a page of the settings, for administrators and editors of the whole site."""

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import StringField, TextAreaField

from commentsvc.db import unit_of_work
from commentsvc.domain.errors import Forbidden, Invalid, LostRace, NotFound
from commentsvc.domain.languages import LANGUAGES, spoken
from commentsvc.domain.ready_answers import NAME_MAX_CHARS, WORDS_MAX_CHARS, Purpose, filled, language_for
from commentsvc.domain.roles import Power
from commentsvc.queries import ready_answers as rows
from commentsvc.services import ready_answers
from commentsvc.services.ready_answers import Draft
from commentsvc.web.dashboard import setting_history
from commentsvc.web.dashboard.answers import seen_version
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.dashboard.ready_answers import OURS, PLACEHOLDERS, PURPOSES, samples
from commentsvc.web.messages import error_text, reason_text

_STATUS_OF = {Purpose.FIXED: "corrected", Purpose.QUESTION: "needs_information", Purpose.ANY: "checking"}


class AnswerForm(FlaskForm):
    """An answer; what it may hold is for the service to say."""

    name = StringField(_l("Name"))
    purpose = StringField(_l("Goes out with"))
    words_en = TextAreaField("English")
    words_uk = TextAreaField("Українська")
    words_ru = TextAreaField("Русский")

    def draft(self) -> Draft:
        """What was typed, checked. Raises Invalid with all that is wrong."""
        return Draft.read(g.site, self.name.data or "", self.purpose.data, self.typed())

    def typed(self) -> dict[str, str]:
        """The words by language, as they stand in the form."""
        return {language: self[f"words_{language}"].data or "" for language in LANGUAGES}

    def blame(self, error: Invalid) -> None:
        """Say beside each field what is wrong with it."""
        for one in error.errors:
            self[one.field].errors = (*self[one.field].errors, error_text(one.code, one.params))


@blueprint.get("/<site>/settings/answers")
@needs(Power.ANSWERS)
def answer_list():
    """All answers in their order, and the form for a new one."""
    _require_whole_site()
    return _list(AnswerForm(purpose=Purpose.FIXED))


@blueprint.post("/<site>/settings/answers")
@needs(Power.ANSWERS)
def add_answer():
    """Show how a new answer would read (``do=preview``), or keep it."""
    _require_whole_site()
    form = AnswerForm()
    try:
        draft = form.draft()
        if request.form.get("do") == "preview":
            return _list(form, _previews(draft))
        with unit_of_work():
            context = at_desk().context()
            ready_answers.add(context, draft, at_desk().actor)
    except Invalid as error:
        form.blame(error)
        return _list(form), 422
    return _done(_("The answer is kept. It stands ready at each report."))


@blueprint.get("/<site>/settings/answers/<answer_id>")
@needs(Power.ANSWERS)
def answer_page(answer_id: str):
    """One answer, to be changed."""
    _require_whole_site()
    row = _row(answer_id)
    words = {f"words_{language}": row.words.get(language, "") for language in LANGUAGES}
    back = setting_history.earlier_of_answer()
    form = AnswerForm(formdata=None, **({"name": row.name, "purpose": row.purpose} | words | back))
    return _page(row, form, row.version, put_back=setting_history.earlier().line if back else None)


@blueprint.post("/<site>/settings/answers/<answer_id>")
@needs(Power.ANSWERS)
def change_answer(answer_id: str):
    """Show how the changed answer would read (``do=preview``), or let it say that from now on."""
    _require_whole_site()
    row, form, seen = _row(answer_id), AnswerForm(), seen_version()
    try:
        draft = form.draft()
        if request.form.get("do") == "preview":
            return _page(row, form, seen, _previews(draft))
        with unit_of_work():
            context = at_desk().context()
            ready_answers.change(context, answer_id, draft, at_desk().actor, seen_version=seen)
    except Invalid as error:
        form.blame(error)
        return _page(row, form, seen), 422
    except LostRace:
        return _page(row, form, row.version, late=True), 409
    return _done(_("Saved."))


@blueprint.post("/<site>/settings/answers/<answer_id>/move")
@needs(Power.ANSWERS)
def move_answer(answer_id: str):
    """Let it stand earlier (``to=up``) or later (``to=down``)."""
    _require_whole_site()
    with unit_of_work():
        context = at_desk().context()
        ready_answers.move(context, answer_id, -1 if request.form.get("to") == "up" else 1, at_desk().actor)
    return _done(_("Moved."), f"answer-{answer_id}")


@blueprint.post("/<site>/settings/answers/<answer_id>/deletion")
@needs(Power.ANSWERS)
def delete_answer(answer_id: str):
    """Forget it."""
    _require_whole_site()
    with unit_of_work():
        context = at_desk().context()
        ready_answers.remove(context, answer_id, at_desk().actor)
    return _done(_("The answer is deleted. Its words stand in the log."))


def _require_whole_site() -> None:
    """What all readers of the site get is not for who has some sections of it."""
    if at_desk().sections:
        raise Forbidden()


def _row(answer_id: str):
    row = rows.one(g.site.id, answer_id)
    if row is None:
        raise NotFound("unknown_answer")
    return row


def _previews(draft: Draft) -> list[dict]:
    """What readers of each language would see: how the status page is headed, and the words."""
    made = []
    for reader in LANGUAGES:
        language = language_for(draft.words, reader, g.site.language)
        with force_locale(reader):
            words = render_template(
                "report/_answered.html",
                status=_STATUS_OF.get(draft.purpose, "not_changed"),
                reason=reason_text(draft.purpose),
                answer=filled(draft.words[language], samples(language)),
            )
        # Escaped by its own template.
        made.append({"reader": reader, "language": language, "page": Markup(words)})  # noqa: S704
    return made


def _list(form: AnswerForm, previews: list | None = None) -> str:
    return _render("dashboard/ready_answers.html", form, previews, answers=rows.of_site(g.site.id), ours=OURS)


def _page(
    row, form: AnswerForm, version: int, previews: list | None = None, *, late: bool = False, put_back=None
) -> str:
    more = {"answer": row, "version": version, "late": late, "put_back": put_back}
    return _render("dashboard/ready_answer.html", form, previews, **more)


def _render(template: str, form: AnswerForm, previews: list | None, **more) -> str:
    return render_template(
        template,
        form=form,
        previews=previews,
        purposes=PURPOSES,
        placeholders=PLACEHOLDERS,
        site_language=spoken(g.site.language),
        limits={"name": NAME_MAX_CHARS, "words": WORDS_MAX_CHARS},
        changed=setting_history.last_changes_of_answers(),
        **more,
    )


def _done(message: str, place: str | None = None) -> Response:
    flash({"text": message, "undo": None}, "done")
    return redirect(url_for("dashboard.answer_list", _anchor=place), 303)
