"""The only place where correction notices change: written, approved, published, changed, withdrawn, never deleted.

Every act is a row of the log (subject ``notice``). Words are numbered versions: what the public sees stays as it is
until a newer version is approved.
"""

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain import notice_kinds
from commentsvc.domain.errors import Forbidden, LostRace, NotFound
from commentsvc.domain.events import Event, NoticeChanged, NoticePublished, NoticeWithdrawn
from commentsvc.domain.moderation import Actor
from commentsvc.domain.notice_kinds import NoticeAction, NoticeState, Wording
from commentsvc.domain.provenance import Provenance
from commentsvc.models.article import Article, Thread
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.log import LogEntry
from commentsvc.models.notice import CorrectionNotice, NoticeReport, NoticeVersion
from commentsvc.services import log, outbox, report_states, threads
from commentsvc.services.context import Context


def find(context: Context, public_id: str) -> CorrectionNotice:
    """One notice of this site. Raises NotFound ``unknown_notice``."""
    notice = db.session.scalar(
        select(CorrectionNotice).where(
            CorrectionNotice.site_id == context.site.id, CorrectionNotice.public_id == public_id
        )
    )
    if notice is None:
        raise NotFound("unknown_notice")
    return notice


def draft(
    context: Context,
    article_id: int,
    wording: Wording,
    actor: Actor,
    reports: tuple[CorrectionReport, ...] = (),
    *,
    language: str | None = None,
) -> tuple[CorrectionNotice, LogEntry]:
    """Write a notice about an article that nobody but the desk sees, in answer to reports or to none.

    ``language``: that of the words, where it is not the site's.
    """
    notice = CorrectionNotice(
        site_id=context.site.id,
        article_id=article_id,
        state=NoticeState.DRAFT,
        created_at=context.now,
        updated_at=context.now,
    )
    db.session.add(notice)
    db.session.flush()
    _add_version(context, notice, wording, actor, language or context.site.language)
    _answer(notice, [report.id for report in reports if report.article_id == article_id])
    return notice, _record(context, notice, actor, NoticeAction.WRITE, None)


def change(
    context: Context, notice: CorrectionNotice, wording: Wording, actor: Actor, *, seen_version: int
) -> LogEntry:
    """Give a notice other words. What is public stays as it is until they are published.

    Raises LostRace ``notice_changed``, Forbidden ``notice_withdrawn``.
    """
    _look_again(notice, seen_version)
    language = version(notice, notice.latest).language
    notice.latest += 1
    _add_version(context, notice, wording, actor, language)
    return _record(context, notice, actor, NoticeAction.CHANGE, notice.state)


def submit(context: Context, notice: CorrectionNotice, actor: Actor, *, seen_version: int) -> LogEntry:
    """Hand a draft over for approval. Raises LostRace ``notice_changed``, Forbidden ``wrong_state``."""
    _look_again(notice, seen_version)
    if notice.state != NoticeState.DRAFT:
        raise Forbidden("wrong_state")
    notice.state = NoticeState.WAITING
    return _record(context, notice, actor, NoticeAction.SUBMIT, NoticeState.DRAFT)


def publish(context: Context, notice: CorrectionNotice, actor: Actor, *, seen_version: int) -> LogEntry:
    """Show the newest words to the public; the reports that the notice answers are told.

    Raises Forbidden ``second_pair_of_eyes`` for its writer where somebody else has to, ``wrong_state`` where the newest
    words are public already, ``notice_withdrawn``; and LostRace ``notice_changed``.
    """
    _look_again(notice, seen_version)
    before, first = notice.state, notice.shown is None
    newest = version(notice, notice.latest)
    if notice.shown == notice.latest:
        raise Forbidden("wrong_state")
    wrote_it = newest.written_by_id == actor.id
    if wrote_it and needs_second(context, notice, newest):
        raise Forbidden("second_pair_of_eyes")
    answered = _lock_answered(notice)
    thread = threads.of_article(context, notice.article_id)
    newest.approved_by_id = None if wrote_it else actor.id
    newest.published_at = context.now
    notice.shown, notice.state = newest.number, NoticeState.PUBLISHED
    if first:
        notice.published_at = context.now
        _vouch(notice.article_id)
    event = NoticePublished(notice.public_id) if first else NoticeChanged(notice.public_id, newest.number)
    _tell(context, thread, event)
    action = NoticeAction.PUBLISH if wrote_it else NoticeAction.APPROVE
    entry = _record(context, notice, actor, action, before)
    _answer(notice, [row.id for row in report_states.publish_places(context, answered, actor)])
    return entry


def withdraw(
    context: Context, notice: CorrectionNotice, reason: object, actor: Actor, *, seen_version: int
) -> LogEntry:
    """Take a notice back; where it was public, the date and the reason stay so.

    Raises Invalid ``reason``, LostRace ``notice_changed``, Forbidden ``notice_withdrawn``.
    """
    words = notice_kinds.clean_reason(reason)
    _look_again(notice, seen_version)
    before = notice.state
    notice.state, notice.withdrawn_at, notice.withdrawn_because = NoticeState.WITHDRAWN, context.now, words
    if notice.published_at is not None:
        _tell(context, threads.of_article(context, notice.article_id), NoticeWithdrawn(notice.public_id))
    return _record(context, notice, actor, NoticeAction.WITHDRAW, before, words)


def version(notice: CorrectionNotice, number: int) -> NoticeVersion:
    """One wording of a notice."""
    return db.session.scalars(
        select(NoticeVersion).where(NoticeVersion.notice_id == notice.id, NoticeVersion.number == number)
    ).one()


def needs_second(context: Context, notice: CorrectionNotice, newest: NoticeVersion) -> bool:
    """Whether somebody else than the writer of the newest words has to publish them."""
    shown_kind = version(notice, notice.shown).kind if notice.shown is not None else None
    return notice_kinds.needs_second(context.settings.second_pair_of_eyes, newest.kind, shown_kind)


def _look_again(notice: CorrectionNotice, seen_version: int) -> None:
    db.session.refresh(notice, with_for_update=True)
    if notice.version != seen_version:
        raise LostRace("notice_changed")
    if notice.state == NoticeState.WITHDRAWN:
        raise Forbidden("notice_withdrawn")


def _add_version(context: Context, notice: CorrectionNotice, wording: Wording, actor: Actor, language: str) -> None:
    db.session.add(
        NoticeVersion(
            site_id=notice.site_id,
            notice_id=notice.id,
            number=notice.latest,
            language=language,
            written_by_id=actor.id,
            created_at=context.now,
            **vars(wording),
        )
    )


def _answer(notice: CorrectionNotice, report_ids: list[int]) -> None:
    known = set(db.session.scalars(select(NoticeReport.report_id).where(NoticeReport.notice_id == notice.id)))
    for report_id in sorted(set(report_ids) - known):
        db.session.add(NoticeReport(site_id=notice.site_id, notice_id=notice.id, report_id=report_id))


def _lock_answered(notice: CorrectionNotice) -> list[CorrectionReport]:
    """All reports of the places that the notice is about."""
    named = (
        select(CorrectionReport)
        .join(NoticeReport, NoticeReport.report_id == CorrectionReport.id)
        .where(NoticeReport.notice_id == notice.id)
        .order_by(CorrectionReport.id)
    )
    return report_states.lock_places(list(db.session.scalars(named)))


def _tell(context: Context, thread: Thread | None, event: Event) -> None:
    """The article's discussion says that it was corrected, so pages made of it are stale."""
    if thread is not None:
        threads.changed(thread)
    outbox.publish(context, event)


def _vouch(article_id: int) -> None:
    """Whoever publishes a notice has read the article's headline above it, and puts the newsroom's name to both."""
    article = db.session.get_one(Article, article_id, with_for_update=True, populate_existing=True)
    if article.provenance == Provenance.HINT and article.title:
        article.provenance, article.claim, article.claimed_from = Provenance.NEWSROOM, None, None


def _record(
    context: Context,
    notice: CorrectionNotice,
    actor: Actor,
    action: NoticeAction,
    before: str | None,
    note: str = "",
) -> LogEntry:
    if before is not None:
        notice.version += 1
    notice.updated_at = context.now
    db.session.flush()
    return log.append(
        context, actor, log.Change("notice", notice.id, action, before, notice.state, notice.version), note
    )
