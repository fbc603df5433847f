"""What the newsroom imposes on readers: enforced, ended, undone, logged, and gone with the reader."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from commentsvc.db import db
from commentsvc.domain.correction_states import Kind
from commentsvc.domain.errors import Forbidden, Invalid, LostRace, NotFound
from commentsvc.domain.moderation import Actor, HeldReason, Status
from commentsvc.domain.sanctions import GOOD
from commentsvc.domain.selectors import Target
from commentsvc.models.comment import Comment
from commentsvc.models.log import LogEntry, LogNote
from commentsvc.models.reader import Reader
from commentsvc.models.sanction import ReaderNote, Sanction
from commentsvc.services import (
    accounts,
    comments,
    corrections,
    flags,
    log,
    merging,
    moderation,
    reader_notes,
    sanctions,
    standing,
    threads,
    verification,
)


@pytest.fixture
def somebody(factories):
    """Ann, who has written, and Ben's comment for her to react to."""
    factories.comment("Ann's.", by="Ann")
    return factories.comment("Ben's.", by="Ben")


def row_of(factories, entry) -> Sanction:
    return factories.act(lambda: db.session.get_one(Sanction, entry.subject_id))


def ann(factories) -> Reader:
    factories.readers["Ann"] = factories.reload(factories.readers["Ann"])
    return factories.readers["Ann"]


def report(factories, kind: Kind):
    def send():
        new = corrections.prepare(Target(), kind, remark="This is wrong.")
        return corrections.report(factories.context("Ann"), threads.ArticleHint("bridge"), new)

    return factories.act(send)


@pytest.mark.parametrize(("kind", "days", "code"), [("ban", None, "banned"), ("suspension", 3, "suspended")])
def test_whoever_may_not_write_writes_nowhere_and_may_take_back(factories, somebody, kind, days, code):
    own = factories.comment("To be taken back.", by="Ann")
    factories.vote(somebody, by="Ann")
    factories.sanction("Ann", kind, days=days)
    text = comments.prepare_text("Other words.")
    for act in (
        lambda: comments.edit(factories.context("Ann"), factories._row(own), text, own.version),
        lambda: flags.flag(factories.context("Ann"), factories._row(somebody), "spam"),
    ):
        with pytest.raises(Forbidden, match=code):
            factories.act(act)
    for act in (lambda: factories.comment(by="Ann"), lambda: factories.vote(somebody, -1, by="Ann")):
        with pytest.raises(Forbidden, match=code):
            act()
    with pytest.raises(Forbidden, match=code):
        report(factories, Kind.TYPO)
    # What is said about a person they may always have put right; what is theirs they may always take back.
    assert report(factories, Kind.ABOUT_ME)
    factories.withdraw(own)
    assert factories.reload(own).withdrawn_at is not None


def test_a_suspension_ends_by_itself(factories, somebody):
    factories.sanction("Ann", "suspension", days=3)
    factories.clock.pass_by(hours=3 * 24 - 1)
    with pytest.raises(Forbidden) as refused:
        factories.comment(by="Ann")
    assert refused.value.params["until"] == factories.clock.now() + timedelta(hours=1)
    factories.clock.pass_by(hours=1)
    assert factories.comment(by="Ann").status == Status.APPROVED


def test_a_warning_waits_until_it_is_acknowledged_and_keeps_from_posting_alone(factories, somebody):
    own = factories.comment("Mine.", by="Ann")
    first = row_of(factories, factories.sanction("Ann", "warning", words="Please stay calm."))
    second = row_of(factories, factories.sanction("Ann", "warning"))
    factories.vote(somebody, by="Ann")
    text = comments.prepare_text("Mended.")
    factories.act(lambda: comments.edit(factories.context("Ann"), factories._row(own), text, own.version))
    for read in ([first.public_id], [first.public_id, second.public_id]):
        with pytest.raises(Forbidden, match="warned"):
            factories.comment(by="Ann")
        factories.act(lambda read=read: acknowledge(factories, read))
        ann(factories)
    assert factories.comment(by="Ann").status == Status.APPROVED
    assert not ann(factories).sanctioned


def acknowledge(factories, public_ids):
    context = factories.context()
    sanctions.acknowledge(context, db.session.get_one(Reader, factories.readers["Ann"].id), public_ids)


def test_an_always_held_reader_waits_and_is_told_why(factories, somebody):
    factories.sanction("Ann", "held")
    held = factories.comment("Calm words.", by="Ann")
    assert (held.status, held.reason) == (Status.PENDING, HeldReason.ALWAYS_HELD)


def test_a_trusted_reader_skips_what_is_guessed_but_not_what_was_promised(factories, somebody):
    words = "See https://example.org/"
    assert factories.comment(words, by="Ann").reason == HeldReason.LINK
    factories.sanction("Ann", "trusted", reason=None)
    assert factories.comment(words, by="Ann").status == Status.APPROVED
    assert factories.comment(words, by="Ann", pre_moderate=True).reason == HeldReason.PRE_MODERATION
    factories.sanction("Ann", "held")
    assert factories.comment(words, by="Ann").reason == HeldReason.ALWAYS_HELD


def test_undoing_a_ban_lifts_it_and_undoing_the_lifting_puts_it_back(factories, somebody):
    entry = factories.sanction("Ann", "ban")
    assert ann(factories).banned
    undone = factories.undo(entry)
    assert (undone.action, undone.undoes_id) == ("undo", entry.id)
    assert not ann(factories).banned and not ann(factories).sanctioned
    factories.comment(by="Ann")
    again = factories.sanction("Ann", "ban")
    row = row_of(factories, again)
    lifted = factories.act(lambda: sanctions.lift(factories.context(), db.session.merge(row), STAFF, row.version))
    assert not ann(factories).banned
    factories.undo(lifted)
    assert ann(factories).banned and ann(factories).sanctioned
    with pytest.raises(LostRace, match="sanction_changed"):
        factories.undo(again)


STAFF = Actor("staff", 7)


def test_who_comes_second_is_told(factories, somebody):
    row = row_of(factories, factories.sanction("Ann", "ban"))
    with pytest.raises(LostRace, match="sanction_in_force"):
        factories.sanction("Ann", "ban")
    lift = lambda: sanctions.lift(factories.context(), db.session.get_one(Sanction, row.id), STAFF, row.version)  # noqa: E731
    factories.act(lift)
    with pytest.raises(LostRace, match="sanction_changed"):
        factories.act(lift)


def test_the_newsroom_cannot_be_sanctioned_nor_a_reader_of_another_site(factories, somebody):
    person = factories.staff("Olena")
    said = factories.speak(person)
    for act in (lambda: factories.sanction_author(said, "ban"), lambda: note(factories, said.reader_id, "No.")):
        with pytest.raises(Forbidden, match="reader_is_staff"):
            act()
    for public_id in ("2222222222222222", ""):
        with pytest.raises(NotFound, match="unknown_reader"):
            factories.act(lambda public_id=public_id: sanctions.find_reader(factories.context(), public_id))


@pytest.mark.parametrize(
    ("kind", "more", "field"),
    [
        ("shadow_ban", {}, "kind"),
        ("ban", {"reason": None}, "reason"),
        ("ban", {"reason": "my own"}, "reason"),
        ("suspension", {}, "days"),
        ("suspension", {"days": 2}, "days"),
        ("ban", {"words": "w" * 2001}, "words"),
    ],
)
def test_what_is_incomplete_or_unknown_is_refused(factories, somebody, kind, more, field):
    with pytest.raises(Invalid) as refused:
        factories.sanction("Ann", kind, **more)
    assert [one.field for one in refused.value.errors] == [field]


def test_everything_is_in_the_chain_with_its_end_and_its_words_beside_it(factories, somebody, site):
    entry = factories.sanction("Ann", "suspension", days=7, words="Please take a week off.")
    until = row_of(factories, entry).ends_at
    assert (entry.action, entry.reason, entry.to_state) == ("suspend", "abuse", f"{until:%Y-%m-%dT%H:%MZ}")
    assert factories.act(lambda: db.session.scalars(select(LogNote.text)).all()) == ["Please take a week off."]
    assert factories.act(lambda: list(verification.check_log(site.id))) == []


def test_whoever_has_no_sanction_costs_no_question(factories, somebody):
    factories.comment(by="Ann")
    asked = []
    with factories.app.app_context():
        listen = lambda _c, _k, statement, *_: asked.append(statement) if "FROM sanction" in statement else None  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        try:
            assert standing.of(ann(factories), factories.clock.now()) is GOOD
            factories.comment(by="Ann")
        finally:
            event.remove(db.engine, "before_cursor_execute", listen)
    assert asked == []


def note(factories, reader_id: int, text: str):
    actor = Actor("staff", factories.staff("Olena").id)
    return factories.act(
        lambda: reader_notes.add(factories.context(), db.session.get_one(Reader, reader_id), text, actor)
    )


def test_a_note_is_written_removed_and_both_are_undone(factories, somebody):
    reader = ann(factories)
    entry = note(factories, reader.id, "Wrote under another name before.")
    kept = lambda: factories.act(lambda: db.session.scalars(select(ReaderNote)).one())  # noqa: E731
    undone = factories.undo(entry)
    assert kept().removed_at is not None and undone.note_hash is None
    with pytest.raises(LostRace, match="note_changed"):
        factories.undo(entry)
    entry = note(factories, reader.id, "Again.")

    def remove():
        row = db.session.get_one(ReaderNote, entry.subject_id)
        return reader_notes.remove(factories.context(), db.session.get_one(Reader, reader.id), row.public_id, STAFF)

    removed = factories.act(remove)
    with pytest.raises(NotFound, match="unknown_note"):
        factories.act(remove)
    factories.undo(removed)
    assert factories.act(lambda: db.session.get_one(ReaderNote, entry.subject_id)).removed_at is None


def test_a_guest_s_sanctions_and_notes_are_the_account_s(factories, somebody):
    given = factories.sanction("Ann", "suspension", days=7)
    note(factories, ann(factories).id, "Known.")

    def sign_in():
        context = factories.context()
        account = accounts.open_account(context, accounts.PUBLISHER, "a" * 64, "Ann K")
        merging.merge_guest(context, db.session.get_one(Reader, factories.readers["Ann"].id), account)
        return account

    factories.readers["Ann K"] = factories.reload(factories.act(sign_in))
    with pytest.raises(Forbidden, match="suspended"):
        factories.comment(by="Ann K")
    assert not ann(factories).sanctioned
    assert row_of(factories, given).reader_id == factories.readers["Ann K"].id
    assert (
        factories.act(lambda: db.session.scalars(select(ReaderNote.reader_id)).one()) == factories.readers["Ann K"].id
    )


def test_a_reason_that_the_site_does_not_give_is_refused_for_comments_too(factories, somebody):
    held = factories.held(by="Ann")
    with pytest.raises(Invalid):
        factories.decide(held, moderation.Action.REJECT, reason="nonsense")
    assert factories.act(lambda: db.session.get_one(Comment, held.id)).status == Status.PENDING


def test_what_was_undone_twice_stands_in_the_log_once(factories, somebody):
    entry = factories.sanction("Ann", "warning")
    factories.undo(entry)
    with pytest.raises(LostRace):
        factories.undo(entry)
    undone = select(LogEntry.id).where(LogEntry.undoes_id == entry.id)
    assert len(factories.act(lambda: db.session.scalars(undone).all())) == 1
    assert factories.act(lambda: log.get(factories.context(), entry.public_id)) is not None
