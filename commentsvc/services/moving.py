"""Threads that change their article's key, and threads that become one. Pages with the old key go on finding them."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select, update

from commentsvc.db import db
from commentsvc.domain import page_url
from commentsvc.domain.errors import NotFound, invalid
from commentsvc.domain.events import ThreadMerged, ThreadMoved
from commentsvc.domain.limits import KEY_MAX_CHARS
from commentsvc.domain.moderation import OPERATOR, Action
from commentsvc.domain.text import clean_line
from commentsvc.models.article import Article, ArticleAlias, ArticleVersion, Thread
from commentsvc.models.comment import Comment, ScoreChange
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.mail import Subscription
from commentsvc.models.notice import CorrectionNotice
from commentsvc.services import articles, log, outbox, sites, threads
from commentsvc.services.context import Context


@dataclass(frozen=True)
class Outcome:
    """What was moved, or would be: the key it is found by now, and what came along."""

    from_key: str
    key: str
    url: str | None
    comments: int
    reports: int


def move(context: Context, old_key: str, new_key: str, url: str | None = None) -> Outcome:
    """Give an article another key, and another address if there is one; the old key goes on leading to it.

    Raises NotFound ``unknown_article``; Invalid ``key_is_former`` (the old key is a former one already, or the new one
    leads to another article), ``key_taken``, ``key_same``, or what is wrong with the address.
    """
    article = _named(context, "old_key", old_key)
    new_key = clean_line("new_key", new_key, KEY_MAX_CHARS)
    if new_key == article.key:
        raise invalid("new_key", "key_same")
    if _by_key(context, new_key) is not None:
        raise invalid("new_key", "key_taken", key=new_key)
    former = articles.by_former_key(context, new_key)
    if former is not None and former.id != article.id:
        raise invalid("new_key", "key_is_former", key=former.key)
    if url is not None:
        page_url.canonical(url, sites.hosts(context.site))
        article.url = page_url.safe_link(url).partition("#")[0]
    # Moved back: what was a former key is the present one again.
    db.session.execute(delete(ArticleAlias).where(ArticleAlias.site_id == article.site_id, ArticleAlias.key == new_key))
    before, article.key = article.key, new_key
    db.session.flush()
    thread = threads.open_for_writing(context, threads.ArticleHint(new_key))
    articles.add_alias(context, article, before)
    threads.changed(thread)
    outbox.publish(context, ThreadMoved(thread.public_id))
    _record(context, thread, Action.MOVE, f"{before} → {new_key}")
    return Outcome(before, new_key, article.url, *_size(article, thread))


def merge(context: Context, from_key: str, into_key: str) -> Outcome:
    """Make one thread of two: comments with their votes, flags and revisions, reports and kept texts go over.

    Ids and permalinks stay. The article merged goes, and its keys lead to the other one from now on. Switches,
    announcement, address and title are those of the thread that stays. Raises NotFound ``unknown_article``, Invalid
    ``key_same`` or ``key_is_former`` (name the article by its present key).
    """
    source, target = _named(context, "from_key", from_key), _named(context, "into_key", into_key)
    if source.id == target.id:
        raise invalid("into_key", "key_same")
    target_thread, source_thread = _lock_both(context, source, target)
    size = _size(source, source_thread)
    if source_thread is not None:
        _take_comments(source_thread, target_thread)
        _take_subscriptions(source_thread, target_thread)
    _take_reports(source, target)
    db.session.execute(update(ArticleAlias).where(ArticleAlias.article_id == source.id).values(article_id=target.id))
    db.session.flush()
    if source_thread is not None:
        gone = source_thread.public_id
        db.session.delete(source_thread)
        db.session.flush()
        outbox.publish(context, ThreadMerged(gone, target_thread.public_id))
    key = source.key
    db.session.delete(source)
    # Written to by a page at the very moment at which the publisher moved the other article there.
    db.session.execute(delete(ArticleAlias).where(ArticleAlias.site_id == target.site_id, ArticleAlias.key == key))
    db.session.flush()
    articles.add_alias(context, target, key)
    _record(context, target_thread, Action.MERGE, f"{key} → {target.key}")
    return Outcome(key, target.key, target.url, *size)


def _named(context: Context, field: str, key: str) -> Article:
    key = clean_line(field, key, KEY_MAX_CHARS)
    found = _by_key(context, key)
    if found is not None:
        return found
    former = articles.by_former_key(context, key)
    if former is not None:
        raise invalid(field, "key_is_former", key=former.key)
    raise NotFound("unknown_article", key=key)


def _by_key(context: Context, key: str) -> Article | None:
    query = select(Article).where(Article.site_id == context.site.id, Article.key == key)
    return db.session.scalar(query.with_for_update())


def _lock_both(context: Context, source: Article, target: Article) -> tuple[Thread, Thread | None]:
    """Both rows, locked in the order of their ids, so that two merges cannot wait for each other."""
    threads.open_for_writing(context, threads.ArticleHint(target.key))
    rows = db.session.scalars(
        select(Thread)
        .where(Thread.article_id.in_([source.id, target.id]))
        .order_by(Thread.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = {row.article_id: row for row in rows}
    return found[target.id], found.get(source.id)


def _take_comments(source: Thread, target: Thread) -> None:
    for table in (Comment, ScoreChange):
        db.session.execute(
            update(table)
            .where(table.thread_id == source.id)
            .values(thread_id=target.id)
            .execution_options(synchronize_session=False)
        )
    target.comment_count += source.comment_count
    target.last_comment_at = max(filter(None, (source.last_comment_at, target.last_comment_at)), default=None)
    target.created_at = min(source.created_at, target.created_at)
    # Higher than either was: whoever has seen a version of one of them is told that there is news.
    target.version = max(source.version, target.version) + 1


def _take_subscriptions(source: Thread, target: Thread) -> None:
    """Who follows both threads goes on as chosen for the one that stays."""
    followers = select(Subscription.reader_id).where(Subscription.thread_id == target.id)
    of_source = Subscription.thread_id == source.id
    for statement in (
        delete(Subscription).where(of_source, Subscription.reader_id.in_(followers)),
        update(Subscription).where(of_source).values(thread_id=target.id),
    ):
        db.session.execute(statement.execution_options(synchronize_session=False))


def _take_reports(source: Article, target: Article) -> None:
    """Reports go over with the wording they were made on; a wording that both articles had is kept once."""
    kept = dict(
        db.session.execute(
            select(ArticleVersion.sha256, ArticleVersion.id).where(ArticleVersion.article_id == target.id)
        ).all()
    )
    for version in db.session.scalars(select(ArticleVersion).where(ArticleVersion.article_id == source.id)):
        if version.sha256 not in kept:
            version.article_id = target.id
            continue
        for column in (CorrectionReport.article_version_id, CorrectionReport.found_version_id):
            _set(column, version.id, kept[version.sha256])
        db.session.delete(version)
    for column in (CorrectionReport.article_id, CorrectionNotice.article_id):
        _set(column, source.id, target.id)


def _set(column, old: int, new: int) -> None:
    """Let all rows that bear one id in a column bear another."""
    change = update(column.class_).where(column == old).values({column: new})
    db.session.execute(change.execution_options(synchronize_session=False))


def _size(article: Article, thread: Thread | None) -> tuple[int, int]:
    reports = db.session.scalar(select(func.count()).where(CorrectionReport.article_id == article.id))
    if thread is None:
        return 0, reports
    return db.session.scalar(select(func.count()).where(Comment.thread_id == thread.id)), reports


def _record(context: Context, thread: Thread, action: Action, words: str) -> None:
    db.session.flush()
    log.append(context, OPERATOR, log.Change("thread", thread.id, action, None, None, thread.version), words)
