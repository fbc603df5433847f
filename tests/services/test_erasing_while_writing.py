"""A reader is erased, or becomes an account, in the very moment in which they write: nothing of theirs stays behind."""

import threading

import pytest
from sqlalchemy import func, select, text

from commentsvc.db import db, unit_of_work
from commentsvc.domain.erasure import Mode
from commentsvc.domain.errors import Unauthenticated
from commentsvc.domain.moderation import Actor
from commentsvc.jobs import erasure as erasing
from commentsvc.models.comment import Comment
from commentsvc.models.reader import Reader, ReaderToken
from commentsvc.services import accounts, comments, erasure, merging, threads
from commentsvc.services.context import Context

PATIENCE = 60  # seconds
SUBJECT = "c" * 64
_WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


@pytest.fixture
def ann(factories) -> Reader:
    factories.comment("An earlier one.", by="Ann")
    return factories.readers["Ann"]


@pytest.fixture
def bearer(factories, ann) -> str:
    def made():
        row = db.session.scalar(select(ReaderToken).where(ReaderToken.reader_id == ann.id))
        return accounts.bearer(factories.context(), row.public_id)

    return factories.act(made)


@pytest.fixture
def side_by_side(database_url) -> bool:
    """Whether two units of work can be open at a time; on SQLite the second begins when the first has ended."""
    return database_url.startswith("postgresql")


class Held(threading.Thread):
    """A unit of work that does something, says so, and ends when it is told to."""

    def __init__(self, app, act):
        super().__init__(daemon=True)
        self.app, self.act = app, act
        self.done, self.end = threading.Event(), threading.Event()
        self.error = None

    def run(self):
        try:
            with self.app.app_context(), unit_of_work():
                self.act()
                self.done.set()
                assert self.end.wait(PATIENCE)
        except Exception as error:
            self.error = error
            self.done.set()


class Beside(threading.Thread):
    """Something that is done meanwhile, and may have to wait."""

    def __init__(self, act):
        super().__init__(daemon=True)
        self.act, self.error = act, None

    def run(self):
        try:
            self.act()
        except Exception as error:
            self.error = error


def somebody_waits(app) -> None:
    """Until PostgreSQL lets somebody wait for a lock."""
    watch = threading.Event()
    with app.app_context():
        for _ in range(PATIENCE * 50):
            if db.session.scalar(text(_WAITING)):
                return
            db.session.rollback()
            watch.wait(0.02)
    raise AssertionError("nobody waits")


def writes(factories, bearer: str) -> None:
    """Post with a bearer token, inside an open unit of work."""
    context = factories.context()
    accounts.identify(context, bearer, hold=True)
    new = comments.NewComment(comments.prepare_text("At that moment."))
    comments.post(context, threads.ArticleHint("another"), new)


def erase(app, factories, reader: Reader) -> None:
    def here() -> Context:
        return factories.context()

    runtime = app.extensions["commentsvc"]
    with app.app_context():
        with unit_of_work():
            row = db.session.get_one(Reader, reader.id)
            erasure.begin(here(), row, Mode.DELETE, Actor("reader", reader.id), runtime.ledger)
        erasing.whole(here, reader.id, runtime.mailer)


def meet(app, first: Held, second: Beside, side_by_side: bool) -> None:
    """Let the second begin while the first is under way."""
    first.start()
    assert first.done.wait(PATIENCE)
    second.start()
    if side_by_side:
        somebody_waits(app)
    first.end.set()
    for one in (first, second):
        one.join(PATIENCE)
        assert not one.is_alive()


def test_what_is_being_written_as_the_erasure_begins_is_erased(app, factories, ann, bearer, side_by_side):
    writer = Held(app, lambda: writes(factories, bearer))
    eraser = Beside(lambda: erase(app, factories, ann))
    meet(app, writer, eraser, side_by_side)
    assert (writer.error, eraser.error) == (None, None)
    with app.app_context():
        assert {(row.source, row.author_name) for row in db.session.scalars(select(Comment))} == {("", "")}


def test_who_begins_to_write_while_the_erasure_begins_is_known_no_more(app, factories, ann, bearer, side_by_side):
    def begin():
        row = db.session.get_one(Reader, ann.id)
        erasure.begin(factories.context(), row, Mode.DELETE, Actor("reader", ann.id), None)

    def write():
        with app.app_context(), unit_of_work():
            writes(factories, bearer)

    eraser, writer = Held(app, begin), Beside(write)
    meet(app, eraser, writer, side_by_side)
    assert eraser.error is None
    assert isinstance(writer.error, Unauthenticated)
    assert _count(app, Comment.reader_id == ann.id) == 1


def test_what_a_guest_is_writing_while_signing_in_comes_along(app, factories, ann, bearer, side_by_side):
    def open_one():
        return accounts.open_account(factories.context(), accounts.PUBLISHER, SUBJECT, "Olena")

    account = factories.act(open_one)

    def merge():
        with app.app_context(), unit_of_work():
            rows = [db.session.get_one(Reader, one.id) for one in (ann, account)]
            assert merging.merge_guest(factories.context(), *rows)

    writer, merger = Held(app, lambda: writes(factories, bearer)), Beside(merge)
    meet(app, writer, merger, side_by_side)
    assert (writer.error, merger.error) == (None, None)
    assert (_count(app, Comment.reader_id == ann.id), _count(app, Comment.reader_id == account.id)) == (0, 2)


def test_who_signs_in_as_the_erasure_begins_comes_to_a_new_account(app, factories, side_by_side):
    account = factories.act(lambda: accounts.open_account(factories.context(), accounts.PUBLISHER, SUBJECT, "Olena"))

    def begin():
        row = db.session.get_one(Reader, account.id)
        erasure.begin(factories.context(), row, Mode.DELETE, Actor("reader", account.id), None)

    found = []

    def sign_in():
        with app.app_context(), unit_of_work():
            context = factories.context()
            accounts.open_token(context, accounts.open_account(context, accounts.PUBLISHER, SUBJECT, "Olena"))
            found.append((context.reader.id, context.reader.kind))

    eraser, signer = Held(app, begin), Beside(sign_in)
    meet(app, eraser, signer, side_by_side)
    assert (eraser.error, signer.error) == (None, None)
    ((found_id, kind),) = found
    assert (found_id != account.id, kind) == (True, "account")


def _count(app, condition) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Comment).where(condition))
