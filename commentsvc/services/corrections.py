"""Correction reports from the reader's side: sent, matched with earlier ones, added to, withdrawn."""

from dataclasses import dataclass

from sqlalchemy import func, select

from commentsvc.db import db
from commentsvc.domain import correction_text, page_url
from commentsvc.domain.correction_states import OPEN, Kind, ReportAction, State
from commentsvc.domain.errors import FieldError, Forbidden, Invalid, NotFound, Unauthenticated, invalid
from commentsvc.domain.events import CorrectionReported
from commentsvc.domain.keys import Keys
from commentsvc.domain.limits import (
    ARTICLE_TEXT_MAX_CHARS,
    CONTACT_MAX_CHARS,
    REMARK_MAX_CHARS,
    REPLACEMENT_MAX_CHARS,
    URL_MAX_CHARS,
)
from commentsvc.domain.moderation import Actor
from commentsvc.domain.provenance import Provenance
from commentsvc.domain.selectors import Target
from commentsvc.domain.text import clean_line, clean_text
from commentsvc.models.article import Article
from commentsvc.models.correction import CorrectionReport, ReportRemark
from commentsvc.services import accounts, articles, contacts, mail, outbox, report_places, report_work, threads
from commentsvc.services.context import Context
from commentsvc.services.report_states import change_state

REPORT_TOKEN = "report"  # noqa: S105 - the purpose of a token, not a token
# A report in one of these states answers the same report sent again.
_ANSWERED_ALIKE = OPEN | {State.DECLINED, State.SPAM}
# So many further remarks a reader may add to one report.
REMARKS_MAX = 20


@dataclass(frozen=True)
class NewReport:
    """What a reader sends, cleaned: where, what kind, what instead, and why."""

    target: Target
    kind: Kind
    replacement: str = ""
    remark: str = ""
    source_url: str = ""
    contact: str = ""
    article_text: str = ""
    text_sha256: str = ""


def prepare(
    target: Target,
    kind: str,
    replacement: str | None = None,
    remark: str | None = None,
    source_url: str | None = None,
    contact: str | None = None,
    article_text: str | None = None,
    text_sha256: str | None = None,
) -> NewReport:
    """Clean what a reader sent, before any transaction begins. ``text_sha256`` counts where there is no text.

    Raises Invalid with the field that is wrong; a report needs at least a passage, a replacement or a remark.
    """
    if kind not in set(Kind):
        raise invalid("kind", "unknown_kind")
    report = NewReport(
        target=target,
        kind=Kind(kind),
        replacement=clean_text("replacement", replacement or "", REPLACEMENT_MAX_CHARS, required=False),
        remark=clean_text("remark", remark or "", REMARK_MAX_CHARS, required=False),
        source_url=_source_url(source_url),
        contact=clean_line("contact", contact or "", CONTACT_MAX_CHARS, required=False),
        article_text=clean_text("article.text", article_text or "", ARTICLE_TEXT_MAX_CHARS, required=False),
        text_sha256=text_sha256 or "",
    )
    if not (target.quote or report.replacement or report.remark):
        raise invalid("remark", "empty_report")
    return report


def report(context: Context, about: threads.ArticleHint, new: NewReport) -> tuple[CorrectionReport, int]:
    """Store a report; returns it and how many other readers had reported the same place before.

    An identical report by the same reader again is answered with the first one, also where that was declined; once the
    article was changed the same words may be wrong anew.
    Raises Invalid ``text_wanted`` where the report names the article's text by a hash that is not known, Forbidden as
    ``accounts.require_writer`` for a known reader, except in what is said about the reader.
    """
    # What is said about a person they may always have put right.
    if context.reader is not None and new.kind is not Kind.ABOUT_ME:
        accounts.require_writer(context)
    article = threads.article(context, about)
    fingerprint = correction_text.fingerprint(new.target, new.replacement, new.kind)
    waiting = report_places.open_reports(article.id)
    same = report_places.of_same_place(waiting, new.target)
    # Without a session nobody can tell the sender from others of the same network.
    already = len(report_places.readers(same) - {context.reader.id if context.reader else None})
    mine = _first_of_mine(context, article, new, fingerprint)
    if mine is not None:
        return mine, already
    version_id = _article_version(context, article, new)
    place = same or report_places.found_there(waiting, new.target, version_id)
    row = CorrectionReport(
        site_id=context.site.id,
        article_id=article.id,
        article_version_id=version_id,
        group_id=(place[-1].group_id or place[-1].id) if place else None,
        reader_id=context.reader.id if context.reader else None,
        network=context.network,
        state=State.NEW,
        kind=new.kind,
        **_place(new.target),
        replacement=new.replacement,
        remark=new.remark,
        source_url=new.source_url,
        fingerprint=fingerprint,
        language=context.language,
        due_at=report_work.due(context, new.kind),
        created_at=context.now,
        updated_at=context.now,
    )
    db.session.add(row)
    db.session.flush()
    if new.contact:
        _keep_contact(context, row, new.contact)
    outbox.publish(context, CorrectionReported(row.public_id, row.kind))
    return row, already


def _article_version(context: Context, article: Article, new: NewReport) -> int | None:
    """The wording that the reader has, sent or named by its hash: kept, and said by this page to be that of now."""
    if new.article_text or not new.text_sha256:
        version = articles.know_text(context, article, new.article_text, Provenance.HINT)
        return version.id if version is not None else None
    version = articles.version_of(article.id, new.text_sha256)
    if version is None:
        raise Invalid("text_wanted", errors=(FieldError("article.text", "text_wanted"),))
    articles.vouch(context, article, version, Provenance.HINT)
    return version.id


def _keep_contact(context: Context, row: CorrectionReport, words: str) -> None:
    """Keep the address sealed, and ask its owner whether it is theirs: anybody can leave anybody's."""
    unconfirmed = contacts.leave(context, row, words)
    if unconfirmed is not None:
        mail.queue(context, "confirm_contact", unconfirmed.public_id, contact_id=unconfirmed.id)


def leave_contact(context: Context, row: CorrectionReport, words: object) -> None:
    """The sender of an open report says afterwards how to be reached; once, for the first who does is asked.

    Raises Forbidden ``report_closed`` or ``contact_left``, Invalid.
    """
    cleaned = clean_line("contact", words, CONTACT_MAX_CHARS)
    if State(row.state) not in OPEN:
        raise Forbidden("report_closed")
    # One after the other, where two do it at once.
    db.session.refresh(row, with_for_update=True)
    if contacts.of_report_known(row.id):
        raise Forbidden("contact_left")
    _keep_contact(context, row, cleaned)


def token(keys: Keys, public_id: str) -> str:
    """The secret that opens the reader's private status page; made anew from the key each time, never stored."""
    return keys.token(REPORT_TOKEN, public_id)


def open_by_token(keys: Keys, token: str, public_id: str | None = None) -> CorrectionReport:
    """The report that a token opens. Raises Unauthenticated for a wrong token, NotFound for one of another report."""
    named = keys.read(REPORT_TOKEN, token)
    if named is None:
        raise Unauthenticated("token_invalid")
    row = db.session.scalar(select(CorrectionReport).where(CorrectionReport.public_id == named))
    if row is None or (public_id is not None and public_id != named):
        raise NotFound("unknown_report")
    return row


def add_remark(context: Context, row: CorrectionReport, text: object) -> None:
    """Add a further remark by the reader to an open report; to one that was asked about it is the answer.

    Raises Forbidden ``report_closed``, Invalid.
    """
    cleaned = clean_text("remark", text, REMARK_MAX_CHARS)
    if State(row.state) not in OPEN:
        raise Forbidden("report_closed")
    if db.session.scalar(select(func.count()).where(ReportRemark.report_id == row.id)) >= REMARKS_MAX:
        raise Forbidden("too_many_remarks", max=REMARKS_MAX)
    db.session.add(ReportRemark(site_id=row.site_id, report_id=row.id, text=cleaned, created_at=context.now))
    row.updated_at = context.now
    row.version += 1
    if row.state == State.NEEDS_INFORMATION:
        db.session.flush()
        reader = Actor("reader", row.reader_id)
        change_state(context, row, ReportAction.ANSWERED, reader, seen_version=row.version)


def withdraw(context: Context, row: CorrectionReport) -> None:
    """The reader takes an open report back. Repeating it changes nothing; a decided one stays as it is."""
    if row.state == State.WITHDRAWN:
        return
    if State(row.state) not in OPEN:
        raise Forbidden("report_closed")
    change_state(context, row, ReportAction.WITHDRAW, Actor("reader", row.reader_id), seen_version=row.version)


def _place(target: Target) -> dict:
    quote = target.quote
    words = {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix} if quote else {}
    return words | {"start": target.start, "end": target.end, "scope": target.scope}


def _first_of_mine(context: Context, article: Article, new: NewReport, fingerprint: str) -> CorrectionReport | None:
    """Two reports are one only when their words are, and whoever wants the answer."""
    alike = db.session.scalars(
        select(CorrectionReport)
        .where(
            CorrectionReport.article_id == article.id,
            CorrectionReport.fingerprint == fingerprint,
            CorrectionReport.state.in_(_ANSWERED_ALIKE),
        )
        .order_by(CorrectionReport.id.desc())
        .limit(report_places.COMPARED)
    )
    same_words = (row for row in alike if row.remark == new.remark and report_places.is_mine(context, row))
    return next((row for row in same_words if contacts.is_same(context, row.id, new.contact)), None)


def _source_url(value: str | None) -> str:
    if not value:
        return ""
    href = page_url.safe_link(clean_line("source_url", value, URL_MAX_CHARS))
    if href is None or href.startswith("mailto:"):
        raise invalid("source_url", "url_unreadable")
    return href
