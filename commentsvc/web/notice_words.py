"""Correction notices as pages, feeds and previews show them: one way everywhere."""

from flask_babel import format_date
from flask_babel import lazy_gettext as _

from commentsvc.domain.correction_text import difference
from commentsvc.domain.notice_kinds import NoticeKind
from commentsvc.queries.notices import PublicNotice
from commentsvc.web.request_context import runtime

KINDS = {
    NoticeKind.TYPO: _("Typing error"),
    NoticeKind.CORRECTION: _("Correction"),
    NoticeKind.CLARIFICATION: _("Clarification"),
    NoticeKind.UPDATE: _("Update"),
    NoticeKind.EDITORS_NOTE: _("Editor’s note"),
    NoticeKind.RETRACTION: _("Retraction"),
}


def page_address(slug: str) -> str:
    """The site's public page of corrections."""
    return f"{runtime().settings.base_url}/corrections/{slug}"


def address(slug: str, notice: PublicNotice) -> str:
    """The permanent address of one notice, which the corrections page finds whatever page it is on."""
    return f"{page_address(slug)}?at={notice.id}#{notice.id}"


def shown(slug: str, notice: PublicNotice) -> dict:
    """A notice with everything that ``notices/_notice.html`` shows of it."""
    return {
        "notice": notice,
        "kind": KINDS[NoticeKind(notice.kind)],
        "address": address(slug, notice),
        "published": day(notice.published_at),
        "changed": day(notice.changed_at),
        "withdrawn": day(notice.withdrawn_at),
        "change": difference(notice.before, notice.after) if notice.before and notice.after else [],
    }


def day(moment) -> str | None:
    """A date in words, None without a moment."""
    return format_date(moment, "long") if moment else None
