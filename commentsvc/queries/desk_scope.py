"""Whose an article is: people of the desk may be limited to sections of the newspaper, and journalists see reports and
notices of their own stories alone.

An article of which the publisher has named no section belongs to those who have the whole site: nobody is shown what
they were not given. In every function no sections mean all of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import aliased

from commentsvc.db import db
from commentsvc.domain.badges import is_author
from commentsvc.domain.roles import Power, may
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.log import LogEntry
from commentsvc.models.notice import CorrectionNotice, NoticeVersion
from commentsvc.models.reader import Reader
from commentsvc.models.sanction import ReaderNote, Sanction
from commentsvc.models.statement import Appeal, Statement

# Stories of one author with something to correct: more than anybody writes.
_STORIES_MAX = 10_000


@dataclass(frozen=True)
class Sight:
    """What one of the newsroom sees: articles of ``sections`` (none: all), and whose reports and notices.

    ``stories`` are the row ids of a journalist's own articles that have any, by the names that the publisher has
    signed; None for who sees those of all articles. Reports assigned to ``person`` and notices written by them are
    theirs as well. ``name`` is the person's.
    """

    sections: tuple[str, ...] = ()
    stories: tuple[int, ...] | None = None
    person: int | None = None
    name: str = ""

    def owns(self, article: Article) -> bool:
        """Whether reports and notices about an article are the person's to see, whoever has them."""
        return self.stories is None or is_author(self.name, article.authors)


EVERYTHING = Sight()


@dataclass(frozen=True)
class Looking:
    """Who looks, and when: the person's row id, and what they see."""

    site_id: int
    user_id: int
    sight: Sight
    now: datetime

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections that limit the person; none: the whole site."""
        return self.sight.sections


def sight(site_id: int, person: int, name: str, role: str, sections: Sequence[str]) -> Sight:
    """What a person sees with a role on a site: who decides about reports of own stories alone, sees no others."""
    if may(role, Power.CORRECT) or not may(role, Power.CORRECT_OWN):
        return Sight(tuple(sections))
    return Sight(tuple(sections), _own_stories(site_id, name), person, name)


def reports_in(sight: Sight) -> ColumnElement:
    """The condition on reports joined with their Article."""
    if sight.stories is None:
        return in_sections(sight.sections)
    own = or_(Article.id.in_(sight.stories), CorrectionReport.assignee_id == sight.person)
    return and_(in_sections(sight.sections), own)


def notices_in(sight: Sight) -> ColumnElement:
    """The condition on notices joined with their Article."""
    if sight.stories is None:
        return in_sections(sight.sections)
    # By another name: the statement may have wordings of its own.
    wording = aliased(NoticeVersion)
    wrote = select(wording.id).where(wording.notice_id == CorrectionNotice.id, wording.written_by_id == sight.person)
    return and_(in_sections(sight.sections), or_(Article.id.in_(sight.stories), wrote.exists()))


def _own_stories(site_id: int, name: str) -> tuple[int, ...]:
    # Names are compared as readers would take them for each other, which no database does.
    reported = select(CorrectionReport.article_id).where(CorrectionReport.site_id == site_id)
    noticed = select(CorrectionNotice.article_id).where(CorrectionNotice.site_id == site_id)
    named = select(Article.id, Article.authors).where(
        Article.site_id == site_id, or_(Article.id.in_(reported), Article.id.in_(noticed))
    )
    rows = db.session.execute(named.order_by(Article.id.desc()))
    return tuple(row.id for row in rows if row.authors and is_author(name, row.authors))[:_STORIES_MAX]


def _of_comments(wanted: Select, reader_id: ColumnElement) -> Select:
    """A reader is everybody's in whose sections the reader has written."""
    written = wanted.join(Comment, Comment.reader_id == reader_id).join(Thread, Thread.id == Comment.thread_id)
    return written.join(Article, Article.id == Thread.article_id)


def _of_statements(wanted: Select) -> Select:
    """Decisions about comments; those about readers are for who has the whole site."""
    written = wanted.join(Comment, Comment.id == Statement.comment_id).join(Thread, Thread.id == Comment.thread_id)
    return written.join(Article, Article.id == Thread.article_id)


_ARTICLES = {
    "comment": (
        Comment,
        lambda wanted: wanted.join(Thread, Thread.id == Comment.thread_id).join(
            Article, Article.id == Thread.article_id
        ),
    ),
    "report": (CorrectionReport, lambda wanted: wanted.join(Article, Article.id == CorrectionReport.article_id)),
    "notice": (CorrectionNotice, lambda wanted: wanted.join(Article, Article.id == CorrectionNotice.article_id)),
    "appeal": (Appeal, lambda wanted: _of_statements(wanted.join(Statement, Statement.id == Appeal.statement_id))),
    "thread": (Thread, lambda wanted: wanted.join(Article, Article.id == Thread.article_id)),
    "reader": (Reader, lambda wanted: _of_comments(wanted, Reader.id)),
    "sanction": (Sanction, lambda wanted: _of_comments(wanted, Sanction.reader_id)),
    "reader_note": (ReaderNote, lambda wanted: _of_comments(wanted, ReaderNote.reader_id)),
}


def in_sections(sections: Sequence[str]) -> ColumnElement:
    """The condition on a joined Article."""
    return Article.section.in_(sections) if sections else true()


def covers(site_id: int, sight: Sight, kind: str, public_id: str) -> bool:
    """Whether a comment, report, notice or thread is the person's to see; what is not there is nobody's."""
    if sight.stories is None and not sight.sections:
        return True
    model, joined = _ARTICLES[kind]
    named = joined(select(model.id)).where(model.site_id == site_id, model.public_id == public_id)
    return db.session.scalar(named.where(_CONDITIONS[kind](sight))) is not None


def covers_entry(entry: LogEntry, sight: Sight) -> bool:
    """Whether what a row of the log is about is the person's to see."""
    return db.session.scalar(select(LogEntry.id).where(LogEntry.id == entry.id, log_in(sight))) is not None


def log_in(sight: Sight) -> ColumnElement:
    """The condition on rows of the log; what was decided about the site and its people is for those who have it all."""
    if sight.sections:
        return or_(*(_about(kind, sight) for kind in _ARTICLES))
    if sight.stories is None:
        return true()
    return and_(*(or_(LogEntry.subject_type != kind, _about(kind, sight)) for kind in _OF_CORRECTIONS))


def _about(kind: str, sight: Sight) -> ColumnElement:
    model, joined = _ARTICLES[kind]
    named = joined(select(model.id)).where(model.id == LogEntry.subject_id, _CONDITIONS[kind](sight))
    return and_(LogEntry.subject_type == kind, named.exists())


_OF_CORRECTIONS = ("report", "notice")
_CONDITIONS = {
    "comment": lambda sight: in_sections(sight.sections),
    "report": reports_in,
    "notice": notices_in,
    "appeal": lambda sight: in_sections(sight.sections),
    "thread": lambda sight: in_sections(sight.sections),
    "reader": lambda sight: in_sections(sight.sections),
    "sanction": lambda sight: in_sections(sight.sections),
    "reader_note": lambda sight: in_sections(sight.sections),
}
