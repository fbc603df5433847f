"""Correction notices at the desk: the lists, one notice, and what is decided about it."""

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from commentsvc.db import unit_of_work
from commentsvc.domain import notice_kinds
from commentsvc.domain.errors import Invalid, NotFound
from commentsvc.domain.notice_kinds import NoticeAction, NoticeState
from commentsvc.domain.roles import Power
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.queries import desk_log, desk_notices
from commentsvc.queries.notices import public_notice
from commentsvc.services import notices
from commentsvc.web import notice_words
from commentsvc.web.dashboard import words
from commentsvc.web.dashboard.answers import decided, racing_for, seen_version
from commentsvc.web.dashboard.desk import at_desk, blueprint, needs
from commentsvc.web.dashboard.paging import listing
from commentsvc.web.messages import error_text
from commentsvc.web.request_context import now


@blueprint.get("/<site>/notices")
@needs(Power.LOOK)
def notice_list():
    """Notices by state; what waits for approval first."""
    view = listing("state", desk_notices.TABS, "waiting", ())
    cards, cursor = desk_notices.page(g.site.id, view.tab, view.after, at_desk().sight)
    return render_template("dashboard/notices.html", view=view, cards=cards, cursor=cursor)


@blueprint.get("/<site>/notices/<notice_id>")
@needs(Power.LOOK)
def notice(notice_id: str):
    """One notice as readers see it or will, with its history."""
    return notice_page(notice_id)


@blueprint.post("/<site>/notices/<notice_id>/actions")
@needs(Power.DRAFT)
def act_on_notice(notice_id: str):
    """Hand over for approval, publish (approve), or withdraw with a reason."""
    name, seen = request.form.get("action", ""), seen_version()
    page, actor = url_for("dashboard.notice", notice_id=notice_id), at_desk().actor
    try:
        with unit_of_work():
            context = at_desk().context()
            row = notices.find(context, notice_id)
            racing_for("notice", row.id, seen, page)
            require_power(context, row, name)
            if name == NoticeAction.SUBMIT:
                entry = notices.submit(context, row, actor, seen_version=seen)
            elif name == NoticeAction.PUBLISH:
                entry = notices.publish(context, row, actor, seen_version=seen)
            elif name == NoticeAction.WITHDRAW:
                entry = notices.withdraw(context, row, request.form.get("reason"), actor, seen_version=seen)
            else:
                raise BadRequest()
    except Invalid as error:
        wrong = "; ".join(error_text(one.code, one.params) for one in error.errors)
        return notice_page(notice_id, wrong=wrong), 422
    return decided(entry, str(words.DONE[entry.action]), page, undo=False)


def require_power(context, row, action: str) -> None:
    """Who drafts may hand over and give up what they wrote themselves; the rest is for those who publish."""
    own = notices.version(row, row.latest).written_by_id == at_desk().user_id
    unpublished = row.state in (NoticeState.DRAFT, NoticeState.WAITING)
    if not (own and unpublished and action != NoticeAction.PUBLISH):
        at_desk().require(Power.PUBLISH)


def notice_page(notice_id: str, wrong: str = ""):
    """The page of one notice; ``wrong`` says why a withdrawal was refused."""
    card = desk_notices.one(g.site.id, notice_id)
    if card is None:
        raise NotFound("unknown_notice")
    return render_template(
        "dashboard/notice.html",
        card=card,
        wrong=wrong,
        reports=desk_notices.reports_of(card.notice, at_desk().sight),
        versions=desk_notices.versions(card.notice),
        lines=desk_log.of_subject(g.site.id, "notice", card.notice.id),
    )


def _preview(card: desk_notices.NoticeCard) -> dict:
    """The newest words as readers will see them."""
    return notice_words.shown(g.site.slug, public_notice(card.notice, card.newest, card.article, now()))


def _public(card: desk_notices.NoticeCard) -> dict:
    """What readers see at this moment."""
    return notice_words.shown(g.site.slug, public_notice(card.notice, card.shown, card.article))


def _may_change(card: desk_notices.NoticeCard) -> bool:
    if card.notice.state == NoticeState.WITHDRAWN:
        return False
    own = card.newest.written_by_id == at_desk().user_id and card.notice.state != NoticeState.PUBLISHED
    return at_desk().may(Power.PUBLISH) or (own and at_desk().may(Power.DRAFT))


def _may_publish(card: desk_notices.NoticeCard) -> bool:
    if not card.waits or not at_desk().may(Power.PUBLISH):
        return False
    own = card.newest.written_by_id == at_desk().user_id
    return not (own and needs_second(card.newest.kind, card.shown.kind if card.shown else None))


def needs_second(kind: str, shown_kind: str | None) -> bool:
    """Whether somebody else than the writer has to publish words of a kind on this site."""
    setting = SiteSettings.from_mapping(g.site.settings).second_pair_of_eyes
    return notice_kinds.needs_second(setting, kind, shown_kind)


def _state_words(card: desk_notices.NoticeCard) -> tuple[str, str]:
    """The badge of a notice: its colour and its word."""
    if card.notice.state == NoticeState.PUBLISHED and card.waits:
        return "pending", _("A change waits for approval")
    named = {
        NoticeState.DRAFT: ("", _("Draft")),
        NoticeState.WAITING: ("pending", _("Waits for approval")),
        NoticeState.PUBLISHED: ("published", _("Published")),
        NoticeState.WITHDRAWN: ("rejected", _("Withdrawn")),
    }
    return named[NoticeState(card.notice.state)]


@blueprint.context_processor
def _for_notices() -> dict:
    return {
        "notice_kinds": notice_words.KINDS,
        "notice_preview": _preview,
        "notice_public": _public,
        "notice_state": _state_words,
        "notices_of": lambda report: desk_notices.of_report(report, at_desk().sight),
        "may_change_notice": _may_change,
        "may_publish_notice": _may_publish,
    }
