"""Writing a correction notice: from a report or without one, previewed as readers will see it, or changed later."""

from types import SimpleNamespace

from flask import g, render_template, request, url_for
from werkzeug.exceptions import BadRequest

from commentsvc.db import unit_of_work
from commentsvc.domain import notice_kinds
from commentsvc.domain.errors import Invalid, NotFound, invalid
from commentsvc.domain.notice_kinds import NoticeKind, Wording
from commentsvc.domain.roles import Power
from commentsvc.queries import desk_notices, desk_scope
from commentsvc.queries.notices import public_notice
from commentsvc.services import notices, report_states
from commentsvc.services.threads import hint
from commentsvc.web import notice_words
from commentsvc.web.dashboard import words
from commentsvc.web.dashboard.answers import decided, racing_for, seen_version
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.dashboard.notices import needs_second, require_power
from commentsvc.web.messages import error_text
from commentsvc.web.request_context import now

_FIELDS = ("kind", "text", "before", "after", "exact", "prefix", "suffix")
_STEPS = ("preview", "save", "submit", "publish")


@blueprint.get("/<site>/notices/new")
@needs(Power.DRAFT)
def new_notice():
    """An empty form, or one filled in from the report it shall answer."""
    report = _report(request.args.get("report"))
    about = desk_notices.article_of(report) if report else _article(request.args.get("article", ""))
    return _page(_from_report(report) if report else _typed({}), about, report=report)


@blueprint.post("/<site>/notices/new")
@needs(Power.DRAFT)
def write_notice():
    """Preview, save as a draft, hand over, or publish at once where that needs nobody else."""
    step, typed = _step(), _typed(request.form)
    report = _report(request.form.get("report"))
    about = desk_notices.article_of(report) if report else _article(request.form.get("article", ""))
    try:
        wording = _wording(typed, about)
        if step == "preview":
            return _page(typed, about, report=report, preview=wording)
        with unit_of_work():
            context = at_desk().context()
            answered = (report_states.find(context, report.public_id),) if report else ()
            row, saved = notices.draft(context, about.id, wording, at_desk().actor, answered)
            entry = _go_on(context, row, saved, step)
    except Invalid as error:
        return _page(typed, about, report=report, wrong=_said(error)), 422
    page = url_for("dashboard.notice", notice_id=row.public_id)
    return decided(entry, str(words.DONE[entry.action]), page, undo=False)


@blueprint.get("/<site>/notices/<notice_id>/edit")
@needs(Power.DRAFT)
def edit_notice(notice_id: str):
    """The newest words of a notice, to be changed."""
    card = _card(notice_id)
    return _page({name: getattr(card.newest, name) for name in _FIELDS}, card.article, card=card)


@blueprint.post("/<site>/notices/<notice_id>/edit")
@needs(Power.DRAFT)
def change_notice(notice_id: str):
    """Preview other words, or save them; what is public stays until they are published."""
    step, typed, seen, card = _step(), _typed(request.form), seen_version(), _card(notice_id)
    page = url_for("dashboard.notice", notice_id=notice_id)
    try:
        wording = _wording(typed, card.article)
        if step == "preview":
            return _page(typed, card.article, card=card, preview=wording, seen=seen)
        with unit_of_work():
            context = at_desk().context()
            row = notices.find(context, notice_id)
            racing_for("notice", row.id, seen, page)
            require_power(context, row, "")
            saved = notices.change(context, row, wording, at_desk().actor, seen_version=seen)
            entry = _go_on(context, row, saved, step)
    except Invalid as error:
        return _page(typed, card.article, card=card, wrong=_said(error), seen=seen), 422
    return decided(entry, str(words.DONE[entry.action]), page, undo=False)


def _go_on(context, row, saved, step: str):
    """What follows on saving; the last row of the log."""
    actor = at_desk().actor
    if step == "publish":
        at_desk().require(Power.PUBLISH)
        entry = notices.publish(context, row, actor, seen_version=row.version)
    elif step == "submit" and row.state == notice_kinds.NoticeState.DRAFT:
        entry = notices.submit(context, row, actor, seen_version=row.version)
    else:
        return saved
    return entry


def _step() -> str:
    step = request.form.get("do", "")
    if step not in _STEPS:
        raise BadRequest()
    return step


def _report(public_id: str | None):
    if not public_id:
        return None
    if not public_id.isalnum() or not desk_scope.covers(g.site.id, at_desk().sight, "report", public_id):
        raise NotFound("unknown_report")
    return report_states.find(at_desk().context(), public_id)


def _article(named: str):
    """The article of a key or address that somebody typed; None where there is none such."""
    named = named.strip()
    if not named:
        return None
    try:
        by_url = named.startswith(("http://", "https://"))
        about = hint(g.site, None if by_url else named, named if by_url else None)
    except Invalid:
        return None
    return desk_notices.article(g.site.id, about.key, at_desk().sight)


def _typed(form) -> dict:
    return {name: form.get(name, "") for name in _FIELDS}


def _from_report(report) -> dict:
    """What the report says, as the form's first words."""
    return {
        "kind": notice_kinds.ANSWERS.get(report.kind, NoticeKind.CORRECTION).value,
        "text": "",
        "before": report.exact,
        "after": report.replacement,
        "exact": report.exact,
        "prefix": report.prefix,
        "suffix": report.suffix,
    }


def _wording(typed: dict, about) -> Wording:
    if about is None:
        raise invalid("article", "no_such_article")
    place = (typed["exact"], typed["prefix"], typed["suffix"])
    return notice_kinds.prepare(typed["kind"], typed["text"], typed["before"], typed["after"], place)


def _said(error: Invalid) -> dict:
    return {one.field: error_text(one.code, one.params) for one in error.errors}


def _card(notice_id: str) -> desk_notices.NoticeCard:
    card = desk_notices.one(g.site.id, notice_id)
    if card is None:
        raise NotFound("unknown_notice")
    return card


def _shown(wording: Wording, about, card) -> dict:
    """The words as readers would see them if they were published now."""
    draft = SimpleNamespace(**vars(wording), language=g.site.language, number=1, published_at=None)
    public_id, published_at = (card.notice.public_id, card.notice.published_at) if card else ("", None)
    row = SimpleNamespace(public_id=public_id, published_at=published_at, withdrawn_at=None, withdrawn_because="")
    return notice_words.shown(g.site.slug, public_notice(row, draft, about, now()))


def _page(typed: dict, about, *, report=None, card=None, preview=None, wrong=None, seen=None):
    return render_template(
        "dashboard/notice_form.html",
        typed=typed,
        about=about,
        asked=request.values.get("article", ""),
        report=report,
        card=card,
        preview=_shown(preview, about, card) if preview else None,
        wrong=wrong or {},
        version=seen if seen is not None else card.notice.version if card else None,
        alone=not needs_second(typed["kind"], card.shown.kind if card and card.shown else None),
    )
