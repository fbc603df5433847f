"""The cohorts among a site's latest comments, as far as one of the newsroom sees them."""

from datetime import timedelta

from sqlalchemy import or_, select

from commentsvc.db import db
from commentsvc.domain.cohorts import Cohort, CohortKind, Trace, cohorts
from commentsvc.domain.moderation import Status
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.models.reader import Reader
from commentsvc.queries.desk_scope import Looking, in_sections

# Whom a moderator's word has set apart is no part of a crowd, and neither is the newsroom.
LOOKED_AT_MOST = 2_000
LOOKED_BACK = timedelta(hours=6)


def latest(looking: Looking) -> list[Cohort]:
    """Cohorts among the latest comments that are published or held, the largest first."""
    wanted = (
        select(
            Comment.id,
            Comment.version,
            Comment.thread_id,
            Comment.source,
            Comment.reader_id,
            Reader.kind,
            Reader.created_at.label("born_at"),
            Reader.network,
            Comment.created_at,
            Comment.likeness,
        )
        .join(Reader, Reader.id == Comment.reader_id)
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Article, Article.id == Thread.article_id)
        .where(
            Comment.site_id == looking.site_id,
            Comment.created_at > looking.now - LOOKED_BACK,
            or_(Comment.status == str(Status.APPROVED), Comment.status == str(Status.PENDING)),
            Comment.withdrawn_at.is_(None),
            Reader.kind != "staff",
            ~Reader.sanctioned,
            in_sections(looking.sections),
        )
        .order_by(Comment.created_at.desc())
        .limit(LOOKED_AT_MOST)
    )
    return cohorts(
        Trace(
            row.id,
            row.version,
            row.thread_id,
            row.source,
            row.reader_id,
            row.kind == "guest",
            row.born_at,
            row.network,
            row.created_at,
            row.likeness,
        )
        for row in db.session.execute(wanted)
    )


def one(looking: Looking, kind: CohortKind, key: str) -> Cohort | None:
    """The same cohort as it is now; None where nothing is left of it."""
    return next((each for each in latest(looking) if (each.kind, each.key) == (kind, key)), None)
