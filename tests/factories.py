"""Rows for tests, made by the services as in life; traits are methods of their own."""

import itertools
from dataclasses import dataclass, replace

from sqlalchemy import select

from commentsvc.db import db, unit_of_work
from commentsvc.domain.moderation import Action, Actor, RejectReason
from commentsvc.domain.roles import Role
from commentsvc.domain.thread_switches import Switch
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment, ScoreChange
from commentsvc.models.log import LogEntry
from commentsvc.models.reader import Reader
from commentsvc.models.staff import StaffUser
from commentsvc.services import (
    accounts,
    comments,
    flags,
    moderation,
    newsroom,
    publishing,
    sanctions,
    screening,
    sites,
    staff,
    thread_states,
    threads,
    votes,
)
from commentsvc.services.context import Context
from tests.clock import FakeClock

STAFF = Actor("staff", 7)


@dataclass
class Factories:
    """Acts on one site; every act is a unit of work, and rows are given back detached from the session."""

    app: object
    slug: str
    clock: FakeClock

    def __post_init__(self):
        self._networks = itertools.count()
        self.readers: dict[str, object] = {}

    def context(self, reader: str | None = None, network: str | None = None, **settings) -> Context:
        """A context for services; inside `act` only. `settings` override the site's."""
        here = network or f"network {next(self._networks)}"
        context = Context(
            site=sites.get(self.slug),
            now=self.clock.now(),
            keys=self.app.extensions["commentsvc"].keys,
            whence=lambda: here,
        )
        context.settings = replace(context.settings, **settings)
        if reader is not None:
            if reader not in self.readers:
                accounts.open_guest(context, reader)
                self.readers[reader] = context.reader
            context.reader = self.readers[reader]
        return context

    def act(self, action, *args, **kwargs):
        """Run `action` inside an application context and a unit of work."""
        with self.app.app_context():
            with unit_of_work():
                result = action(*args, **kwargs)
            db.session.expunge_all()
        return result

    def comment(
        self,
        source="A comment.",
        *,
        by="Ann",
        name=None,
        key="bridge",
        parent: Comment | None = None,
        network: str | None = None,
        opening: screening.Opening = screening.UNTOLD,
        **settings,
    ):
        """An approved comment (or one held, where the text or the settings say so); `name`: a new one for the guest."""

        def post():
            new = comments.NewComment(
                comments.prepare_text(source), name, parent.public_id if parent else None, opening
            )
            about = threads.ArticleHint(key, f"http://localhost:5001/{key}", "The bridge")
            return comments.post(self.context(by, network, **settings), about, new)[0]

        return self.act(post)

    def edit(self, comment: Comment, source: str, *, by="Ann", **settings) -> Comment:
        """The author changes the words, having seen the current version."""

        def edit():
            row = self._row(comment)
            return comments.edit(self.context(by, **settings), row, comments.prepare_text(source), row.version)

        return self.act(edit)

    def held(self, **more) -> Comment:
        return self.comment(pre_moderate=True, **more)

    def staff(self, name: str, role: Role = Role.MODERATOR, slug: str | None = None) -> StaffUser:
        """One of the newsroom, who does not sign in."""

        def hire():
            person = staff.create(f"person{next(self._networks)}@daily.example", "no password", name, self.clock.now())
            staff.grant(person, sites.get(slug or self.slug), role)
            return person

        return self.act(hire)

    def rename_staff(self, person: StaffUser, name: str) -> None:
        self.act(lambda: setattr(db.session.get_one(StaffUser, person.id), "name", name))

    def speak(
        self, person: StaffUser, source="The newsroom says.", *, key="bridge", parent=None, once="", **settings
    ) -> Comment:
        """A comment of one of the newsroom, in a thread that is there."""

        def say():
            thread = threads.open_for_writing(self.context(), threads.ArticleHint(key))
            text, actor = comments.prepare_text(source), Actor("staff", person.id)
            to = parent.public_id if parent else None
            return newsroom.speak(self.context(**settings), thread, text, actor, parent=to, once=once).comment

        return self.act(say)

    def decide(self, comment: Comment, action: Action, *, reason: str | None = None, **words) -> LogEntry:
        """A moderator decides, having seen the current version."""

        def decide():
            row = self._row(comment)
            chosen = reason or (RejectReason.ABUSE if action is Action.REJECT else None)
            return moderation.decide(
                self.context(), row, action, STAFF, seen_version=row.version, reason=chosen, **words
            )

        return self.act(decide)

    def sanction(self, reader: str | Reader, kind: str, *, reason="abuse", words="", days=None, by=None) -> LogEntry:
        """A moderator decides about a reader, whom the factories know by name; the row is given back renewed."""
        row = self.readers[reader] if isinstance(reader, str) else reader
        by = by or Actor("staff", self.staff("A moderator").id)

        def give():
            new = sanctions.prepare(kind, reason, words, str(days or ""))
            return sanctions.give(self.context(), db.session.get_one(Reader, row.id), new, by)

        entry = self.act(give)
        if isinstance(reader, str):
            self.readers[reader] = self.reload(row)
        return entry

    def sanction_author(self, comment: Comment, kind: str, **more) -> LogEntry:
        """The same about whoever wrote a comment."""
        return self.sanction(self.act(lambda: db.session.get_one(Reader, comment.reader_id)), kind, **more)

    def newest(self) -> Comment:
        """The newest comment of the site."""
        return self.act(lambda: db.session.scalars(select(Comment).order_by(Comment.id.desc())).first())

    def undo(self, entry: LogEntry) -> LogEntry:
        return self.act(lambda: moderation.undo(self.context(), entry, STAFF))

    def withdraw(self, comment: Comment, by="Ann") -> None:
        self.act(lambda: comments.withdraw(self.context(by, edit_minutes=1440), self._row(comment)))

    def vote(self, comment: Comment, value=1, *, by="Ben", network: str | None = None) -> None:
        self.act(lambda: votes.vote(self.context(by, network), self._row(comment), value))

    def retract(self, comment: Comment, *, by="Ben") -> None:
        self.act(lambda: votes.retract(self.context(by), self._row(comment)))

    def score_changes(self) -> list[tuple]:
        """(thread, branch, comment, version, score before) of each remembered change, oldest first."""
        names = ("thread_id", "branch_id", "comment_id", "version", "best_score")
        statement = select(*(getattr(ScoreChange, name) for name in names)).order_by(ScoreChange.version)
        return self.act(lambda: [tuple(row) for row in db.session.execute(statement)])

    def flag(self, comment: Comment, reason="spam", *, by="Ben") -> None:
        self.act(lambda: flags.flag(self.context(by), self._row(comment), reason))

    def lock(self, key="bridge", locked=True) -> LogEntry:
        def lock():
            thread = threads.open_for_writing(self.context(), threads.ArticleHint(key))
            return thread_states.switch(self.context(), thread, Switch.LOCKED, STAFF, on=locked)

        return self.act(lock)

    def pick(self, public_id: str, picked: bool = True) -> None:
        """An editor makes a comment a pick, or takes it out again."""

        def feature():
            row = self.named(public_id)
            moderation.feature(self.context(), row, STAFF, featured=picked, seen_version=row.version)

        self.act(feature)

    def settings(self, **changes) -> None:
        """Change the site's settings."""
        self.act(lambda: sites.change_settings(sites.get(self.slug), changes))

    def publish(self, key="bridge", **word) -> None:
        """The publisher says what an article is."""
        about = {"url": f"http://localhost:5001/{key}", "title": "The bridge"} | word
        self.act(lambda: publishing.publish(self.context(), key, publishing.prepare(about)))

    def reload(self, row):
        """The row as it is now."""
        with self.app.app_context():
            fresh = db.session.get_one(type(row), row.id)
            db.session.expunge_all()
        return fresh

    def thread_of(self, comment: Comment) -> Thread:
        with self.app.app_context():
            thread = db.session.get_one(Thread, comment.thread_id)
            db.session.expunge_all()
        return thread

    @property
    def actor(self) -> Actor:
        return STAFF

    def log(self) -> list[LogEntry]:
        """The site's log, oldest first."""
        with self.app.app_context():
            rows = list(db.session.scalars(select(LogEntry).order_by(LogEntry.seq)))
            db.session.expunge_all()
        return rows

    def article(self, key: str) -> Article:
        """The article of a key; inside `act` only."""
        return db.session.scalars(select(Article).where(Article.key == key)).one()

    def thread_row(self, comment: Comment) -> Thread:
        """The comment's thread; inside `act` only."""
        return db.session.get_one(Thread, comment.thread_id)

    @staticmethod
    def named(public_id: str) -> Comment:
        """The comment of a public id; inside `act` only."""
        return db.session.scalars(select(Comment).where(Comment.public_id == public_id)).one()

    @staticmethod
    def _row(comment: Comment) -> Comment:
        return db.session.get_one(Comment, comment.id)
