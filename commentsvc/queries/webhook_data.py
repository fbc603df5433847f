"""What a webhook's message says of comments, threads and reports: only what everybody may see, as it is now.

It is read when the message is sent: what was erased, withdrawn or refused meanwhile is not told any more.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from commentsvc.db import db
from commentsvc.domain.correction_states import SEEN_BY_READER, State
from commentsvc.domain.moderation import Status
from commentsvc.domain.provenance import Provenance
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.domain.thread_state import ThreadState, state_of
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.site import Site
from commentsvc.queries import notices
from commentsvc.queries.desk_threads import ThreadLine

_Parent = aliased(Comment)


def data(site: Site, kind: str, payload: Mapping, base_url: str, now: datetime) -> dict:
    """The ``data`` of a message of a type (``domain.webhook_events.TYPES``), JSON-ready."""
    return {"site": site.slug} | _DATA[kind](_Here(site, base_url, now), payload)


class _Here:
    """Where addresses begin, and what the site's settings hide."""

    def __init__(self, site: Site, base_url: str, now: datetime):
        self.site, self.base_url, self.now = site, base_url, now
        self.settings = SiteSettings.from_mapping(site.settings)


def _of_comment(here: _Here, payload: Mapping) -> dict:
    row = db.session.execute(
        select(Comment, _Parent.public_id, Thread, Article)
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Article, Article.id == Thread.article_id)
        .outerjoin(_Parent, _Parent.id == Comment.parent_id)
        .where(Comment.site_id == here.site.id, Comment.public_id == payload["comment"])
    ).first()
    if row is None:
        return {"comment": {"id": payload["comment"], "status": "removed"}, "thread": None}
    comment, parent, thread, article = row
    line = ThreadLine(thread, article)
    shown = (
        comment.status == Status.APPROVED
        and comment.withdrawn_at is None
        and state_of(line, here.settings, here.now) is not ThreadState.CLOSED
    )
    told = {
        "id": comment.public_id,
        "parent_id": parent,
        "status": "withdrawn" if comment.withdrawn_at is not None else comment.status,
        "author": {"name": comment.author_name, "badges": comment.badges} if shown else None,
        "body": comment.body if shown else None,
        "created_at": moment(comment.created_at),
        "edited_at": moment(comment.edited_at) if shown else None,
        "featured": bool(comment.featured and shown),
        "version": comment.version,
        "permalink": f"{here.base_url}/embed/comments/{comment.public_id}",
    }
    return {"comment": told, "thread": _thread(line)}


def to_check(site: Site, public_id: str) -> tuple[int, dict] | None:
    """What a publisher's own check is asked about a comment: its words and where it stands, not who wrote it; with the
    comment's version. None where not everybody can see it, or the newsroom wrote it.
    """
    row = db.session.execute(
        select(Comment, _Parent.public_id, Article)
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Article, Article.id == Thread.article_id)
        .outerjoin(_Parent, _Parent.id == Comment.parent_id)
        .where(Comment.site_id == site.id, Comment.public_id == public_id, Comment.status == Status.APPROVED)
        .where(Comment.withdrawn_at.is_(None), ~Comment.by_staff)
    ).first()
    if row is None:
        return None
    comment, parent, article = row
    asked = {"id": comment.public_id, "parent_id": parent, "source": comment.source, "version": comment.version}
    return comment.version, {"site": site.slug, "comment": asked, "article": _article(article)}


def _of_thread(here: _Here, payload: Mapping, name: str = "thread") -> dict:
    row = db.session.execute(
        select(Thread, Article)
        .join(Article, Article.id == Thread.article_id)
        .where(Thread.site_id == here.site.id, Thread.public_id == payload[name])
    ).first()
    return {"thread": _thread(ThreadLine(*row)) if row else {"id": payload[name], "article": None}}


def _of_report(here: _Here, payload: Mapping) -> dict:
    row = db.session.execute(
        select(CorrectionReport, Article)
        .join(Article, Article.id == CorrectionReport.article_id)
        .where(CorrectionReport.site_id == here.site.id, CorrectionReport.public_id == payload["report"])
    ).first()
    if row is None:
        return {"report": {"id": payload["report"], "status": "removed"}}
    report, article = row
    told = {
        "id": report.public_id,
        "kind": report.kind,
        "status": SEEN_BY_READER[State(report.state)],
        "article": _article(article),
        "created_at": moment(report.created_at),
        "updated_at": moment(report.updated_at),
        "desk_url": f"{here.base_url}/desk/{here.site.slug}/reports/{report.public_id}",
    }
    return {"report": told}


def _of_notice(here: _Here, payload: Mapping) -> dict:
    found = notices.one(here.site, payload["notice"])
    if found is None:
        return {"notice": {"id": payload["notice"], "status": "removed"}}
    told = {
        "id": found.id,
        "kind": found.kind,
        "status": "withdrawn" if found.withdrawn_at else "published",
        "text": found.text,
        "before": found.before,
        "after": found.after,
        "language": found.language,
        "version": found.version,
        "reason": found.withdrawn_because,
        "article": vars(found.article),
        "published_at": moment(found.published_at),
        "updated_at": moment(found.updated_at),
        "url": f"{here.base_url}/corrections/{here.site.slug}?at={found.id}#{found.id}",
    }
    return {"notice": told}


def _thread(line: ThreadLine) -> dict:
    told = {"id": line.thread.public_id, "comment_count": line.thread.comment_count}
    return told | {"article": _article(line.article)}


def _article(article: Article) -> dict:
    """The key; headline and address only where they are more than one reader's word."""
    known = article.provenance != Provenance.HINT
    return {"key": article.key, "url": article.url if known else None, "title": article.title if known else None}


def moment(value: datetime | None) -> str | None:
    """ISO 8601 in UTC, to the millisecond."""
    return value.isoformat(timespec="milliseconds").replace("+00:00", "Z") if value else None


def _moderated(here: _Here, payload: Mapping) -> dict:
    return _of_comment(here, payload) | {name: payload[name] for name in ("from_status", "to_status")}


def _flagged(here: _Here, payload: Mapping) -> dict:
    return _of_comment(here, payload) | {"reason": payload["reason"]}


def _switched(here: _Here, payload: Mapping) -> dict:
    return _of_thread(here, payload) | {name: payload[name] for name in ("switch", "on")}


def _merged(here: _Here, payload: Mapping) -> dict:
    return _of_thread(here, payload, "into") | {"merged_id": payload["thread"]}


def _decided(here: _Here, payload: Mapping) -> dict:
    seen = {name: SEEN_BY_READER[State(payload[state])] for name, state in _SEEN.items()}
    return _of_report(here, payload) | seen


_SEEN = {"from_status": "from_state", "to_status": "to_state"}
_DATA: dict[str, Callable[[_Here, Mapping], dict]] = {
    "comment.posted": _of_comment,
    "comment.edited": _of_comment,
    "comment.withdrawn": _of_comment,
    "comment.moderated": _moderated,
    "comment.flagged": _flagged,
    "thread.switched": _switched,
    "thread.moved": _of_thread,
    "thread.merged": _merged,
    "correction.reported": _of_report,
    "correction.decided": _decided,
    "notice.published": _of_notice,
    "notice.changed": _of_notice,
    "notice.withdrawn": _of_notice,
    "webhook.test": lambda here, payload: {"site_name": here.site.name},
}
