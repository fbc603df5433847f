"""Whose an article is: people of the desk may be limited to sections of the newspaper.

An article of which the publisher has named no section belongs to those who have the whole site: nobody is shown what
they were not given. In every function no sections mean all of them.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select, true

from commentsvc.db import db
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.log import LogEntry
from commentsvc.models.notice import CorrectionNotice

_ARTICLES = {
    "comment": (
        Comment,
        lambda wanted: wanted.join(Thread, Thread.id == Comment.thread_id).join(
            Article, Article.id == Thread.article_id
        ),
    ),
    "report": (CorrectionReport, lambda wanted: wanted.join(Article, Article.id == CorrectionReport.article_id)),
    "notice": (CorrectionNotice, lambda wanted: wanted.join(Article, Article.id == CorrectionNotice.article_id)),
    "thread": (Thread, lambda wanted: wanted.join(Article, Article.id == Thread.article_id)),
}


def in_sections(sections: Sequence[str]) -> ColumnElement:
    """The condition on a joined Article."""
    return Article.section.in_(sections) if sections else true()


def covers(site_id: int, sections: Sequence[str], kind: str, public_id: str) -> bool:
    """Whether a comment, report or thread is about an article of the sections; what is not there is nobody's."""
    if not sections:
        return True
    model, joined = _ARTICLES[kind]
    named = joined(select(model.id)).where(model.site_id == site_id, model.public_id == public_id)
    return db.session.scalar(named.where(in_sections(sections))) is not None


def covers_entry(entry: LogEntry, sections: Sequence[str]) -> bool:
    """Whether what a row of the log is about is of the sections."""
    return not sections or db.session.scalar(select(_about(sections)).where(LogEntry.id == entry.id)) is True


def log_in_sections(sections: Sequence[str]) -> ColumnElement:
    """The condition on rows of the log; what was decided about the site and its people is for those who have it all."""
    return _about(sections) if sections else true()


def _about(sections: Sequence[str]) -> ColumnElement:
    return or_(
        *(
            and_(
                LogEntry.subject_type == kind,
                joined(select(model.id)).where(model.id == LogEntry.subject_id, in_sections(sections)).exists(),
            )
            for kind, (model, joined) in _ARTICLES.items()
        )
    )
