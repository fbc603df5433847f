"""Everything the service has of one reader, part by part, read in batches however much it is."""

from collections.abc import Iterator

from sqlalchemy import Select, select

from commentsvc.db import db
from commentsvc.domain.keys import Keys
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import AuthorMessage, Comment, CommentRevision, Flag, Vote
from commentsvc.models.correction import CorrectionReport, ReportRemark
from commentsvc.models.identity import ReaderIdentity, ReaderMerge
from commentsvc.models.legal import ContentNotice
from commentsvc.models.mail import Contact, Subscription
from commentsvc.models.reader import Reader, ReaderToken
from commentsvc.models.sanction import Sanction
from commentsvc.models.statement import Appeal, Statement

_BATCH = 500
_VOTED = (Vote.id, Comment.public_id.label("comment"), Vote.value, Vote.created_at)
_FLAGGED = (Flag.id, Comment.public_id.label("comment"), Flag.reason, Flag.remark, Flag.created_at)


def parts(reader: Reader, keys: Keys) -> Iterator[tuple[str, Iterator[dict]]]:
    """Name and rows of each part; rows hold strings, numbers, moments and JSON alone."""
    yield "comments", _rows(_comments(reader), Comment.id)
    yield "earlier_versions", _rows(_earlier(reader), CommentRevision.id)
    yield "votes", _rows(_on_comments(Vote, _VOTED, reader), Vote.id)
    yield "flags", _rows(_on_comments(Flag, _FLAGGED, reader), Flag.id)
    yield "correction_reports", _rows(_reports(reader), CorrectionReport.id)
    yield "remarks_on_reports", _rows(_remarks(reader), ReportRemark.id)
    yield "notices_of_illegal_content", _rows(_content_notices(reader), ContentNotice.id)
    yield "addresses", _opened(_rows(_contacts(reader), Contact.id), keys)
    yield "subscriptions", _rows(_subscriptions(reader), Subscription.id)
    sessions = select(ReaderToken.id, ReaderToken.device, ReaderToken.created_at, ReaderToken.revoked_at)
    yield "sessions", _rows(sessions.where(ReaderToken.reader_id == reader.id), ReaderToken.id)
    identities = select(ReaderIdentity.id, ReaderIdentity.provider, ReaderIdentity.created_at)
    yield "ways_to_sign_in", _rows(identities.where(ReaderIdentity.reader_id == reader.id), ReaderIdentity.id)
    merges = select(ReaderMerge.id, ReaderMerge.created_at).where(ReaderMerge.account_id == reader.id)
    columns = ("kind", "reason", "words", "starts_at", "ends_at", "acknowledged_at", "lifted_at")
    decided = select(Sanction.id, *(getattr(Sanction, name) for name in columns))
    yield "decisions_of_moderators", _rows(decided.where(Sanction.reader_id == reader.id), Sanction.id)
    yield "statements_of_reasons", _rows(_statements(reader), Statement.id)
    yield "appeals", _rows(_appeals(reader), Appeal.id)
    told = (AuthorMessage.id, Comment.public_id.label("comment"), AuthorMessage.text, AuthorMessage.created_at)
    messages = select(*told).join(Comment, Comment.id == AuthorMessage.comment_id)
    yield "messages_of_moderators", _rows(messages.where(Comment.reader_id == reader.id), AuthorMessage.id)
    yield "guests_merged", _rows(merges, ReaderMerge.id)


def _statements(reader: Reader) -> Select:
    columns = ("restriction", "ground", "reason", "law", "rules_version", "source", "found", "flags")
    times = ("automated_decision", "starts_at", "ends_at", "ended_at")
    named = (Statement.id, Statement.public_id.label("statement"), Comment.public_id.label("comment"))
    chosen = select(*named, *(getattr(Statement, name) for name in columns + times))
    return chosen.outerjoin(Comment, Comment.id == Statement.comment_id).where(Statement.reader_id == reader.id)


def _appeals(reader: Reader) -> Select:
    columns = ("words", "state", "answer", "created_at", "decided_at")
    named = (Appeal.id, Statement.public_id.label("statement"))
    chosen = select(*named, *(getattr(Appeal, name) for name in columns))
    return chosen.join(Statement, Statement.id == Appeal.statement_id).where(Appeal.reader_id == reader.id)


def _comments(reader: Reader) -> Select:
    columns = ("status", "reason", "author_name", "source", "created_at", "edited_at", "withdrawn_at")
    return (
        select(
            Comment.id,
            Comment.public_id.label("comment"),
            Article.key.label("article"),
            *(getattr(Comment, name) for name in columns),
        )
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Article, Article.id == Thread.article_id)
        .where(Comment.reader_id == reader.id)
    )


def _earlier(reader: Reader) -> Select:
    kept = (CommentRevision.version, CommentRevision.source, CommentRevision.created_at)
    return (
        select(CommentRevision.id, Comment.public_id.label("comment"), *kept)
        .join(Comment, Comment.id == CommentRevision.comment_id)
        .where(Comment.reader_id == reader.id)
    )


def _on_comments(model, columns: tuple, reader: Reader) -> Select:
    return select(*columns).join(Comment, Comment.id == model.comment_id).where(model.reader_id == reader.id)


def _reports(reader: Reader) -> Select:
    columns = ("state", "reason", "kind", "exact", "replacement", "remark", "source_url", "answer", "created_at")
    named = (CorrectionReport.id, CorrectionReport.public_id.label("report"))
    chosen = select(*named, *(getattr(CorrectionReport, name) for name in columns))
    return chosen.where(CorrectionReport.reader_id == reader.id)


def _remarks(reader: Reader) -> Select:
    named = CorrectionReport.public_id.label("report")
    return (
        select(ReportRemark.id, named, ReportRemark.text, ReportRemark.created_at)
        .join(CorrectionReport, CorrectionReport.id == ReportRemark.report_id)
        .where(CorrectionReport.reader_id == reader.id)
    )


def _contacts(reader: Reader) -> Select:
    columns = ("address", "language", "preferences", "consent_version", "consented_at", "verified_at", "created_at")
    reports = select(CorrectionReport.id).where(CorrectionReport.reader_id == reader.id)
    mine = (Contact.reader_id == reader.id) | Contact.report_id.in_(reports)
    return select(Contact.id, *(getattr(Contact, name) for name in columns)).where(mine)


def _content_notices(reader: Reader) -> Select:
    """Those sent with an address of the reader's that was confirmed for the notice."""
    columns = ("kind", "law", "explanation", "state", "question", "answer", "created_at", "decided_at")
    mine = select(Contact.address_hash).where(Contact.reader_id == reader.id, Contact.verified_at.is_not(None))
    confirmed = select(Contact.content_notice_id).where(
        Contact.site_id == reader.site_id, Contact.address_hash.in_(mine), Contact.verified_at.is_not(None)
    )
    named = (ContentNotice.id, ContentNotice.public_id.label("notice"))
    chosen = select(*named, *(getattr(ContentNotice, name) for name in columns))
    return chosen.where(ContentNotice.id.in_(confirmed))


def _subscriptions(reader: Reader) -> Select:
    return (
        select(Subscription.id, Article.key.label("article"), Subscription.cadence, Subscription.created_at)
        .join(Thread, Thread.id == Subscription.thread_id)
        .join(Article, Article.id == Thread.article_id)
        .where(Subscription.reader_id == reader.id)
    )


def _rows(statement: Select, row_id) -> Iterator[dict]:
    last = 0
    while True:
        found = db.session.execute(statement.where(row_id > last).order_by(row_id).limit(_BATCH)).mappings().all()
        for row in found:
            yield {name: value for name, value in row.items() if name != "id"}
        if len(found) < _BATCH:
            return
        last = found[-1]["id"]


def _opened(rows: Iterator[dict], keys: Keys) -> Iterator[dict]:
    for row in rows:
        yield row | {"address": keys.unseal(row["address"])}
