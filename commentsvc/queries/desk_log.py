"""The log as people read it: who did what to which comment, report or thread, and what can still be undone."""

from dataclasses import dataclass

from sqlalchemy import Row, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from commentsvc.db import db
from commentsvc.domain.limits import EXCERPT_CHARS
from commentsvc.domain.markup import excerpt
from commentsvc.domain.moderation import LASTING, Action, parted
from commentsvc.domain.sanctions import SanctionAction
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.job import Job
from commentsvc.models.legal import ContentNotice, NoticeSender
from commentsvc.models.log import LogEntry, LogNote
from commentsvc.models.notice import CorrectionNotice, NoticeVersion
from commentsvc.models.reader import Reader
from commentsvc.models.sanction import ReaderNote, Sanction
from commentsvc.models.site import Site
from commentsvc.models.staff import StaffUser
from commentsvc.models.statement import Appeal
from commentsvc.queries import desk_staff

PAGE = 50

# What is done about a reader has no state before it; undoing takes it away.
_OF_READERS = frozenset(SanctionAction)
_Undoing = aliased(LogEntry)


@dataclass(frozen=True)
class Subject:
    """What a log row is about: enough to name it, to link to it, and to see whether it has changed since."""

    type: str
    public_id: str
    words: str
    version: int
    # Of a sanction: the public id of the comment that it followed on.
    comment: str = ""


@dataclass(frozen=True)
class LogLine:
    """One row of the log with names in place of ids."""

    entry: LogEntry
    actor: str
    subject: Subject | None
    note: str
    undone: bool
    # To whom a row of "assign" gave it, "" for nobody.
    given_to: str = ""
    # What the author was told with it.
    told: str = ""

    @property
    def can_undo(self) -> bool:
        """Whether undo would succeed as things stand: a decision of the staff, not undone, nothing later on top."""
        return (
            self.entry.actor_type == "staff"
            and not self.undone
            and self.entry.action not in LASTING
            # The machine's first word about a comment has nothing before it; the newsroom's own can be taken back.
            and (
                self.entry.from_state is not None
                or self.entry.action == Action.POST
                or self.entry.action in _OF_READERS
            )
            and self.subject is not None
            and self.subject.version == self.entry.subject_version
        )


def of_subject(site_id: int, subject_type: str, subject_id: int) -> list[LogLine]:
    """What was decided about one comment, report or thread, newest first."""
    statement = rows().where(
        LogEntry.site_id == site_id, LogEntry.subject_type == subject_type, LogEntry.subject_id == subject_id
    )
    return lines_of(list(db.session.execute(statement.order_by(LogEntry.seq.desc()).limit(PAGE))))


def of_reader(site_id: int, reader_id: int) -> list[LogLine]:
    """What was decided and noted about one reader, newest first."""
    about = (
        and_(
            LogEntry.subject_type == kind, LogEntry.subject_id.in_(select(table.id).where(table.reader_id == reader_id))
        )
        for kind, table in (("sanction", Sanction), ("reader_note", ReaderNote))
    )
    statement = rows().where(LogEntry.site_id == site_id, or_(*about))
    return lines_of(list(db.session.execute(statement.order_by(LogEntry.seq.desc()).limit(PAGE))))


def one(site_id: int, public_id: str) -> LogLine | None:
    """One row of the site's log."""
    found = db.session.execute(rows().where(LogEntry.site_id == site_id, LogEntry.public_id == public_id)).all()
    return lines_of(found)[0] if found else None


def last_decision(site_id: int, user_id: int) -> LogEntry | None:
    """The newest decision of one person that is not undone; undoing it again and again goes further back."""
    return db.session.scalar(
        select(LogEntry)
        .outerjoin(_Undoing, _Undoing.undoes_id == LogEntry.id)
        .where(
            LogEntry.site_id == site_id,
            LogEntry.actor_type == "staff",
            LogEntry.actor_id == user_id,
            LogEntry.action.not_in(LASTING),
            _Undoing.id.is_(None),
        )
        .order_by(LogEntry.seq.desc())
        .limit(1)
    )


def last_line(site_id: int, subject_type: str, subject_id: int, after_version: int) -> LogLine | None:
    """The newest row about a subject that is later than a version somebody saw."""
    statement = rows().where(
        LogEntry.site_id == site_id,
        LogEntry.subject_type == subject_type,
        LogEntry.subject_id == subject_id,
        LogEntry.subject_version > after_version,
    )
    found = db.session.execute(statement.order_by(LogEntry.seq.desc()).limit(1)).all()
    return lines_of(found)[0] if found else None


def rows() -> Select:
    """Rows of the log with their notes and what undoes them; ``lines_of`` makes lines of them."""
    return (
        select(LogEntry, LogNote.text, _Undoing.id)
        .outerjoin(LogNote, LogNote.entry_id == LogEntry.id)
        .outerjoin(_Undoing, _Undoing.undoes_id == LogEntry.id)
    )


def lines_of(found: list[Row]) -> list[LogLine]:
    """Lines with names in place of ids, made of ``rows``."""
    given = {entry.id: int(entry.reason) for entry, _, _ in found if entry.action == "assign" and entry.reason}
    acted = {entry.actor_id for entry, _, _ in found if entry.actor_type == "staff"}
    people = desk_staff.names(acted | set(given.values()))
    subjects = _subjects([entry for entry, _, _ in found])
    return [
        LogLine(
            entry,
            people.get(entry.actor_id, "") if entry.actor_type == "staff" else "",
            subjects.get((entry.subject_type, entry.subject_id)),
            note,
            undoing is not None,
            people.get(given.get(entry.id), ""),
            told,
        )
        for entry, words, undoing in found
        for note, told in [parted(words or "") if entry.action == Action.REJECT else (words or "", "")]
    ]


def _subjects(entries: list[LogEntry]) -> dict[tuple[str, int], Subject]:
    found = {}
    for kind, load in _LOADERS.items():
        ids = {entry.subject_id for entry in entries if entry.subject_type == kind}
        for row_id, public_id, words, version, *more in load(ids) if ids else ():
            found[kind, row_id] = Subject(kind, public_id, excerpt(words or "", EXCERPT_CHARS // 2), version, *more)
    return found


def _comments(ids: set[int]):
    columns = (Comment.id, Comment.public_id, Comment.source, Comment.version)
    return db.session.execute(select(*columns).where(Comment.id.in_(ids)))


def _people(ids: set[int]):
    named = desk_staff.names(ids)
    found = db.session.execute(select(StaffUser.id, StaffUser.public_id).where(StaffUser.id.in_(ids)))
    return [(row_id, public_id, named[row_id], 0) for row_id, public_id in found]


def _reports(ids: set[int]):
    # A report on the whole article has no quote; its remark names it as well.
    words = case((CorrectionReport.exact != "", CorrectionReport.exact), else_=CorrectionReport.remark)
    columns = (CorrectionReport.id, CorrectionReport.public_id, words, CorrectionReport.version)
    return db.session.execute(select(*columns).where(CorrectionReport.id.in_(ids)))


def _jobs(ids: set[int]):
    return db.session.execute(select(Job.id, Job.public_id, Job.handler, Job.attempts).where(Job.id.in_(ids)))


def _threads(ids: set[int]):
    """A thread's version grows with every comment, so that whether its lock was touched since is another question."""
    later = (
        select(LogEntry.subject_version)
        .where(LogEntry.subject_type == "thread", LogEntry.subject_id == Thread.id)
        .order_by(LogEntry.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    return db.session.execute(
        select(Thread.id, Thread.public_id, Article.title, later)
        .join(Article, Article.id == Thread.article_id)
        .where(Thread.id.in_(ids))
    )


def _notices(ids: set[int]):
    words = case((NoticeVersion.text != "", NoticeVersion.text), else_=NoticeVersion.after)
    columns = (CorrectionNotice.id, CorrectionNotice.public_id, words, CorrectionNotice.version)
    newest = and_(NoticeVersion.notice_id == CorrectionNotice.id, NoticeVersion.number == CorrectionNotice.latest)
    return db.session.execute(select(*columns).join(NoticeVersion, newest).where(CorrectionNotice.id.in_(ids)))


def _sanctions(ids: set[int]):
    columns = (Sanction.id, Reader.public_id, Reader.name, Sanction.version, func.coalesce(Comment.public_id, ""))
    named = select(*columns).join(Reader, Reader.id == Sanction.reader_id)
    return db.session.execute(named.outerjoin(Comment, Comment.id == Sanction.comment_id).where(Sanction.id.in_(ids)))


def _reader_notes(ids: set[int]):
    columns = (ReaderNote.id, Reader.public_id, Reader.name, ReaderNote.version)
    named = select(*columns).join(Reader, Reader.id == ReaderNote.reader_id)
    return db.session.execute(named.where(ReaderNote.id.in_(ids)))


def _sites(kind: str):
    """What is done about raids on a whole site; the settings change its version, too, and are no part of it."""

    def load(ids: set[int]):
        later = (
            select(LogEntry.subject_version)
            .where(LogEntry.subject_type == kind, LogEntry.subject_id == Site.id)
            .order_by(LogEntry.seq.desc())
            .limit(1)
            .scalar_subquery()
        )
        return db.session.execute(select(Site.id, Site.slug, Site.name, later).where(Site.id.in_(ids)))

    return load


def _legal(model):
    """Notices of illegal content and their senders go by what addresses call them: nobody's name stands in the log."""
    columns = (model.id, model.public_id, model.public_id, model.version)
    return lambda ids: db.session.execute(select(*columns).where(model.id.in_(ids)))


def _appeals(ids: set[int]):
    columns = (Appeal.id, Appeal.public_id, Appeal.words, Appeal.version)
    return db.session.execute(select(*columns).where(Appeal.id.in_(ids)))


_LOADERS = {
    "appeal": _appeals,
    "legal_notice": _legal(ContentNotice),
    "legal_sender": _legal(NoticeSender),
    "raid": _sites("raid"),
    "anonymous": _sites("anonymous"),
    "sanction": _sanctions,
    "reader_note": _reader_notes,
    "comment": _comments,
    "report": _reports,
    "notice": _notices,
    "thread": _threads,
    "person": _people,
    "job": _jobs,
}
