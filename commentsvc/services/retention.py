"""What is kept for how long, and forgotten then: one rule for each kind of trace, one reason for each that stays.

A test walks all tables: what is neither forgotten by a rule here nor named in ``STAYS`` fails it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from sqlalchemy import Select, delete, exists, or_, select, update

from commentsvc.db import Base, db
from commentsvc.domain.correction_states import OPEN
from commentsvc.domain.legal import OPEN_NOTICES
from commentsvc.models.article import Article, ArticleVersion
from commentsvc.models.comment import AuthorMessage, CommentRevision, Flag, Vote
from commentsvc.models.correction import CorrectionReport, ReportSupport
from commentsvc.models.desk import BulkItem, BulkRun, CommentClaim
from commentsvc.models.identity import SignInRequest, UsedToken
from commentsvc.models.job import Job
from commentsvc.models.legal import ContentNotice, ContentNoticeRemark, NoticeSender, ReportedComment
from commentsvc.models.log import LogEntry, LogNote
from commentsvc.models.mail import Contact, Notification, SentMail
from commentsvc.models.outbox import OutboxEvent
from commentsvc.models.privacy import NetworkKey
from commentsvc.models.reader import Reader, ReaderToken, Submission
from commentsvc.models.sanction import ReaderNote, Sanction
from commentsvc.models.staff import StaffInvitation, StaffSession
from commentsvc.models.statement import Appeal
from commentsvc.models.webhook import WebhookDelivery
from commentsvc.models.word_list import RuleTrial
from commentsvc.services import network_keys

# Rows forgotten in one unit of work: writers wait for no more than that.
BATCH = 500


@dataclass(frozen=True)
class Rule:
    """Rows of one kind that are older than a setting says go, or (``blank``) lose the columns that tell too much.

    ``keep`` names the setting, in days; ``old`` finds the rows' ids, given the moment before which they are old.
    """

    what: str
    keep: str
    model: type[Base]
    old: Callable[[datetime], Select]
    blank: dict = field(default_factory=dict)


def _before(column, *conditions) -> Callable[[datetime], Select]:
    """Rows whose moment in ``column`` lies before, and that meet the further conditions."""
    model = column.class_
    return lambda before: select(model.id).where(column < before, *conditions)


def _contacts_of_closed_reports(before: datetime) -> Select:
    closed = select(CorrectionReport.id).where(
        CorrectionReport.state.not_in(OPEN), CorrectionReport.updated_at < before
    )
    return select(Contact.id).where(Contact.reader_id.is_(None), Contact.report_id.in_(closed))


def _never_confirmed(before: datetime) -> Select:
    return select(Contact.id).where(
        Contact.verified_at.is_(None),
        Contact.created_at < before,
        Contact.report_id.is_(None),
        Contact.content_notice_id.is_(None),
    )


def _closed_notices(before: datetime) -> Select:
    return select(ContentNotice.id).where(ContentNotice.state.not_in(OPEN_NOTICES), ContentNotice.updated_at < before)


def _of_closed_notices(column, *conditions) -> Callable[[datetime], Select]:
    """Rows that hang on notices of illegal content that are closed since, and that meet the further conditions."""
    model = column.class_
    return lambda before: select(model.id).where(column.in_(_closed_notices(before)), *conditions)


def _senders_forgotten(before: datetime) -> Select:
    over = or_(NoticeSender.suspended_until.is_(None), NoticeSender.suspended_until < before)
    return select(NoticeSender.id).where(NoticeSender.updated_at < before, ~NoticeSender.trusted, over)


def _told_nobody(before: datetime) -> Select:
    """News for contacts that are about to go: it goes first."""
    going = or_(
        Notification.contact_id.in_(_contacts_of_closed_reports(before)),
        Notification.contact_id.in_(_never_confirmed(before)),
    )
    return select(Notification.id).where(going)


def _ended(state: str) -> Callable[[datetime], Select]:
    """Jobs that ended so; looked for by their beginning, which has an index."""
    return lambda before: select(Job.id).where(Job.created_at < before, Job.state == state, Job.finished_at < before)


def _sanctions_over(before: datetime) -> Select:
    ends = (Sanction.ends_at, Sanction.lifted_at, Sanction.acknowledged_at)
    return select(Sanction.id).where(or_(*(end < before for end in ends)), Sanction.words != "")


_SILENT = {"words": "", "answer": ""}
_SETTLED = (CorrectionReport.state.not_in(OPEN), CorrectionReport.contact != "")

RULES = (
    Rule("submissions", "keep_submissions_days", Submission, _before(Submission.created_at)),
    Rule(
        "events",
        "keep_events_days",
        OutboxEvent,
        _before(OutboxEvent.occurred_at, OutboxEvent.dispatched_at.is_not(None)),
    ),
    Rule("jobs", "keep_jobs_days", Job, _ended("done")),
    Rule("claims", "keep_jobs_days", CommentClaim, _before(CommentClaim.claimed_at)),
    Rule(
        "items of bulk runs",
        "keep_jobs_days",
        BulkItem,
        lambda before: (
            select(BulkItem.id).join(BulkRun, BulkRun.id == BulkItem.run_id).where(BulkRun.created_at < before)
        ),
    ),
    Rule("bulk runs", "keep_jobs_days", BulkRun, _before(BulkRun.created_at)),
    Rule("trials of rules", "keep_jobs_days", RuleTrial, _before(RuleTrial.created_at)),
    Rule("dead jobs", "keep_dead_jobs_days", Job, _ended("dead")),
    Rule("deliveries", "keep_deliveries_days", WebhookDelivery, _before(WebhookDelivery.created_at)),
    Rule("sent mails", "keep_mail_days", SentMail, _before(SentMail.sent_at)),
    Rule("notifications", "keep_mail_days", Notification, _before(Notification.created_at)),
    Rule("news for nobody", "keep_contacts_days", Notification, _told_nobody),
    Rule("contacts of reports", "keep_contacts_days", Contact, _contacts_of_closed_reports),
    Rule("unconfirmed contacts", "keep_contacts_days", Contact, _never_confirmed),
    Rule(
        "old contacts of reports",
        "keep_contacts_days",
        CorrectionReport,
        _before(CorrectionReport.updated_at, *_SETTLED),
        {"contact": ""},
    ),
    Rule("contacts of notices", "keep_content_notices_days", Contact, _of_closed_notices(Contact.content_notice_id)),
    Rule(
        "snapshots of reported comments",
        "keep_content_notices_days",
        ReportedComment,
        _of_closed_notices(ReportedComment.notice_id, ReportedComment.source != ""),
        {"source": "", "author_name": ""},
    ),
    Rule(
        "remarks on notices",
        "keep_content_notices_days",
        ContentNoticeRemark,
        _of_closed_notices(ContentNoticeRemark.notice_id),
    ),
    Rule(
        "words of notices",
        "keep_content_notices_days",
        ContentNotice,
        lambda before: _closed_notices(before).where(ContentNotice.explanation != ""),
        {"law": "", "explanation": "", "name": "", "question": "", "answer": ""},
    ),
    Rule(
        "senders of notices",
        "keep_content_notices_days",
        NoticeSender,
        _senders_forgotten,
    ),
    Rule("sign-in requests", "keep_sign_in_days", SignInRequest, _before(SignInRequest.created_at)),
    Rule("used tokens", "keep_sign_in_days", UsedToken, _before(UsedToken.expires_at)),
    Rule("staff sessions", "keep_sessions_days", StaffSession, _before(StaffSession.ends_at)),
    Rule("invitations", "keep_sessions_days", StaffInvitation, _before(StaffInvitation.expires_at)),
    Rule("ended reader sessions", "keep_sessions_days", ReaderToken, _before(ReaderToken.revoked_at)),
    Rule("earlier versions", "keep_revisions_days", CommentRevision, _before(CommentRevision.created_at)),
    Rule(
        "notes",
        "keep_notes_days",
        LogNote,
        lambda before: select(LogNote.id).join(LogEntry, LogEntry.id == LogNote.entry_id).where(LogEntry.at < before),
    ),
    Rule("notes about readers", "keep_notes_days", ReaderNote, _before(ReaderNote.created_at)),
    Rule("messages to authors", "keep_notes_days", AuthorMessage, _before(AuthorMessage.created_at)),
    Rule("words of appeals", "keep_notes_days", Appeal, _before(Appeal.decided_at, Appeal.words != ""), _SILENT),
    Rule("words of sanctions", "keep_notes_days", Sanction, _sanctions_over, {"words": ""}),
    Rule("remarks of flags", "keep_notes_days", Flag, _before(Flag.resolved_at, Flag.remark != ""), {"remark": ""}),
)

# Networks' hashes: found by the day, blanked before that day's key is destroyed.
_HASHED = (Vote, CorrectionReport, ReportSupport, ContentNotice)
_NO_CLAIM = {"claim": None, "claimed_from": None}

# What time alone does not take away, and why.
STAYS = {
    "site": "the publisher's own property, not a person's trace",
    "site_origin": "the publisher's own property",
    "site_key": "the publisher's own; the secret is not in the database",
    "sign_on_key": "the publisher's own",
    "webhook": "the publisher's own",
    "external_check": "the publisher's own",
    "ready_answer": "the publisher's own words",
    "rules_version": "the publisher's public word, and what it was before",
    "word_list": "the publisher's own words",
    "staff_user": "a person of the newsroom, until the administrator ends the account",
    "membership": "a person of the newsroom, as above",
    "staff_alert": "what a person of the newsroom wants to be told, until the role on the site ends",
    "article": "the publisher's text",
    "article_alias": "the publisher's addresses",
    "article_version": "the publisher's text, as it was when a report was made of it",
    "thread": "the discussion itself",
    "comment": "the discussion itself, until its author takes it back or is erased",
    "score_change": "numbers for paging in Best, pruned after a day (score_history)",
    "recent_post": "what was posted within the hour, pruned after it (screening.facts)",
    "nudge_count": "numbers of a day, of nobody and without words",
    "vote": "what the order of Best is counted from; without its network's hash",
    "flag": "that somebody asked for attention; without the remark",
    "correction_report": "the newsroom's record of what was wrong; without network and contact",
    "content_notice": "that notice was given and what was decided; without words, name, address and network",
    "reported_comment": "which comment it was about and what became of it; without the words",
    "correction_notice": "the publisher's public word",
    "notice_version": "the publisher's public word, and what it was before",
    "notice_report": "which reports a notice answers",
    "report_support": "how many found a place wrong; without their network's hash",
    "saved_view": "a choice of one of the newsroom, until the person takes it away",
    "report_remark": "part of a report, until the reader is erased",
    "scorer_version": "how good what was learnt is; what was learnt itself goes with the next version (docs/scorer.md)",
    "reader": "whose comments they are, until erased",
    "statement": "why something was decided about a reader, in codes, until erased",
    "appeal": "that somebody appealed, and what became of it, until erased; without the words once it is old",
    "sanction": "what was decided about a reader, until erased; without its words once it is over",
    "site_reason": "the publisher's own words",
    "reader_token": "a session that was not ended: it is what the reader signs in with",
    "reader_identity": "what an account is found by (a keyed hash), until erased",
    "reader_merge": "which guest became which account, until erased",
    "contact": "a confirmed address that wants to be written to, until its owner says otherwise or is erased",
    "subscription": "a standing wish, until it is taken back or the reader erased",
    "mail_block": "the wish never to be written to again, as a keyed hash",
    "log_entry": "who decided what: ids and codes, chained",
    "log_seal": "what the log's chain was at a moment: hashes",
    "erasure": "that a reader was erased, as a keyed hash: older backups must forget again",
    "network_key": "the days that are not over; the rest is destroyed",
}


def forget(rule: Rule, before: datetime) -> int:
    """Forget one batch of what a rule finds older than ``before``; returns how many rows it was."""
    ids = list(db.session.scalars(rule.old(before).limit(BATCH)))
    if ids:
        change = update(rule.model).values(rule.blank) if rule.blank else delete(rule.model)
        db.session.execute(change.where(rule.model.id.in_(ids)).execution_options(synchronize_session=False))
    return len(ids)


def due_networks(first_kept: date) -> bool:
    """Whether there are keys of days before the first that is kept."""
    return db.session.scalar(select(exists().where(NetworkKey.day < first_kept)))


def forget_networks(first_kept: date) -> int:
    """Blank one batch of networks' hashes of the days before the first that is kept; returns how many rows it was.

    When nothing is left to blank the days' keys are destroyed.
    """
    before, done = datetime.combine(first_kept, time(), UTC), 0
    for model in _HASHED:
        done += forget(Rule("", "", model, _before(model.created_at, model.network != ""), {"network": ""}), before)
    made = _before(Reader.created_at, Reader.network.is_not(None))
    done += forget(Rule("", "", Reader, made, {"network": None}), before)
    # A claim is of use on its own day only and bears no date: today's first readers may have to say theirs again.
    for model, blank in ((Article, _NO_CLAIM), (ArticleVersion, {"claimed_from": None})):
        claimed = select(model.id).where(model.claimed_from.is_not(None))
        done += forget(Rule("", "", model, lambda _, claimed=claimed: claimed, blank), before)
    if not done:
        network_keys.destroy_before(first_kept)
    return done
