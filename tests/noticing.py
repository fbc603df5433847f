"""Correction notices for tests: people who write and approve them, and reports that they answer."""

from dataclasses import dataclass

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain import notice_kinds
from commentsvc.domain.moderation import Actor
from commentsvc.domain.roles import Role
from commentsvc.domain.selectors import Target, TextQuoteSelector
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.notice import CorrectionNotice
from commentsvc.services import corrections, notices, threads


@dataclass
class Newsdesk:
    """Writes, publishes and withdraws notices of one site by the services, each act a unit of work."""

    factories: object

    def __post_init__(self):
        people = [self.factories.staff(name, Role.EDITOR) for name in ("Wanda Writer", "Alma Approver")]
        self.writer, self.approver = (Actor("staff", person.id) for person in people)

    def report(self, exact="seven", replacement="eight", *, by="Ann", key="bridge", kind="wrong_fact"):
        """A reader's report of a passage."""

        def send():
            about = threads.ArticleHint(key, f"http://localhost:5001/{key}", "The bridge")
            target = Target(TextQuoteSelector(exact, "It took ", " years."))
            new = corrections.prepare(target, kind, replacement)
            return corrections.report(self.factories.context(by), about, new)[0]

        return self.factories.act(send)

    def write(self, *reports, text="It took eight years.", kind="correction", key="bridge", actor=None, **words):
        """A draft."""

        def draft():
            context = self.factories.context()
            article = threads.article(context, threads.ArticleHint(key, f"http://localhost:5001/{key}", "The bridge"))
            db.session.flush()
            wording = notice_kinds.prepare(kind, text, **words)
            return notices.draft(context, article.id, wording, actor or self.writer, reports)[0]

        return self.factories.act(draft)

    def change(self, notice, *, text="It took nine years.", kind="correction", actor=None, **words):
        wording = notice_kinds.prepare(kind, text, **words)
        return self._act(notices.change, notice, wording, actor or self.writer)

    def publish_change(self, notice, **words):
        self.change(notice, **words)
        self.publish(notice)

    def named_report(self, public_id: str) -> CorrectionReport:
        statement = select(CorrectionReport).where(CorrectionReport.public_id == public_id)
        return self.factories.act(lambda: db.session.scalars(statement).one())

    def submit(self, notice, actor=None):
        return self._act(notices.submit, notice, actor or self.writer)

    def publish(self, notice, actor=None):
        return self._act(notices.publish, notice, actor or self.approver)

    def withdraw(self, notice, reason="It was right after all.", actor=None):
        return self._act(notices.withdraw, notice, reason, actor or self.writer)

    def published(self, *reports, **words) -> CorrectionNotice:
        notice = self.write(*reports, **words)
        self.publish(notice)
        return self.now(notice)

    def now(self, row):
        return self.factories.reload(row)

    def _act(self, service, notice, *given):
        def act():
            context, row = self.factories.context(), db.session.get_one(CorrectionNotice, notice.id)
            return service(context, row, *given, seen_version=row.version)

        return self.factories.act(act)
