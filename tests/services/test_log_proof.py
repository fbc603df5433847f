"""Nobody changes the log unseen: not a byte of it, not by our own code, not whoever can write to the database."""

import pytest
from sqlalchemy import delete, select, update

from commentsvc.db import db, unit_of_work
from commentsvc.domain.keys import Keys
from commentsvc.domain.moderation import Action
from commentsvc.models.log import LogEntry, LogNote, LogSeal
from commentsvc.services import log, sites, verification
from tests.factories import STAFF

_COLUMNS = sorted(column.name for column in LogEntry.__table__.columns if column.name not in ("id", "site_id"))


@pytest.fixture
def decided(factories):
    """A log of three rows with a note."""
    comment = factories.comment()
    factories.decide(comment, Action.REJECT, note="Insults the mayor")
    factories.decide(comment, Action.APPROVE)
    factories.decide(comment, Action.MARK_SPAM)
    return factories


def _wrong(factories, keys: Keys | None = None) -> list[verification.Difference]:
    def look():
        site = sites.get("daily")
        seals = verification.check_seals(site, keys or factories.context().keys)
        return [*verification.check_log(site.id), *seals]

    return factories.act(look)


def _alter(factories, statement) -> None:
    factories.act(lambda: db.session.execute(statement.execution_options(synchronize_session=False)))


def _keep(factories) -> LogSeal | None:
    return factories.act(lambda: log.keep_seal(factories.context()))


@pytest.mark.parametrize("name", _COLUMNS)
def test_one_changed_value_is_found_whatever_it_is(decided, name):
    column = LogEntry.__table__.columns[name]
    second = LogEntry.__table__.c.seq == 2
    before = decided.act(lambda: db.session.execute(select(column).where(second)).scalar())
    if name == "at":
        changed = before.replace(microsecond=(before.microsecond + 1) % 1_000_000)
    elif name == "undoes_id":
        changed = decided.act(lambda: db.session.scalar(select(LogEntry.id).where(LogEntry.seq == 1)))
    elif column.type.python_type is int:
        changed = (before or 0) + 7
    else:
        changed = f"{(before or 'x')[:-1]}{'b' if (before or 'x')[-1] == 'a' else 'a'}"
    assert _wrong(decided) == []
    _alter(decided, update(LogEntry.__table__).where(second).values({name: changed}))
    assert _wrong(decided) != []


def test_a_row_that_is_missing_and_a_note_that_is_reworded_are_found(decided):
    _alter(decided, update(LogNote).values(text="Praises the mayor"))
    assert [one.field for one in _wrong(decided)] == ["note_hash"]
    _alter(decided, delete(LogNote))
    assert _wrong(decided) == []  # Words can be erased; their hash stays.
    _alter(decided, delete(LogEntry).where(LogEntry.seq == 2))
    assert _wrong(decided) != []


def _forge(actor: int) -> None:
    """The whole chain anew, with another person in every row, by whoever has only the database."""
    previous, table = log.GENESIS, LogEntry.__table__
    for entry in db.session.scalars(select(LogEntry).order_by(LogEntry.seq)):
        entry.actor_id, entry.previous_hash = actor, previous
        previous = log.chain_hash(entry)
        values = {"actor_id": actor, "previous_hash": entry.previous_hash, "hash": previous}
        db.session.expunge(entry)
        db.session.execute(update(table).where(table.c.id == entry.id).values(values))
    db.session.execute(update(LogSeal).where(LogSeal.current).values(hash=previous))


def test_a_chain_made_anew_does_not_fit_the_seals(decided):
    _keep(decided)
    decided.act(_forge, STAFF.id + 1)
    assert {(one.subject, one.field) for one in _wrong(decided)} == {("seal", "seal"), ("seal", "hash")}


def test_rows_cut_off_at_the_end_are_missed(decided):
    _alter(decided, delete(LogEntry).where(LogEntry.seq == 3))
    assert {(one.field, one.stored) for one in _wrong(decided)} == {("seq", 3), ("hash", None)}
    _alter(decided, delete(LogSeal))
    assert [(one.field, one.stored) for one in _wrong(decided)] == [("seq", None)]


def test_an_old_seal_put_back_does_not_hide_what_was_cut_off(decided):
    old = decided.act(lambda: db.session.execute(select(LogSeal.seq, LogSeal.hash, LogSeal.seal)).one()._asdict())
    comment = decided.comment()
    decided.decide(comment, Action.REJECT)
    _keep(decided)
    _alter(decided, delete(LogEntry).where(LogEntry.seq == 4))
    _alter(decided, update(LogSeal).where(LogSeal.current).values(old))
    assert [(one.public_id, one.field, one.stored) for one in _wrong(decided)] == [("4", "hash", None)]


def test_a_seal_is_kept_once_until_the_log_grows(decided):
    assert _keep(decided).seq == 3 and _keep(decided) is None
    comment = decided.comment()
    decided.decide(comment, Action.REJECT)
    assert _keep(decided).seq == 4
    assert _wrong(decided) == []
    assert _wrong(decided, Keys(b"another service's key, 32 bytes!")) != []


@pytest.mark.parametrize("strike", [True, False])
def test_our_own_code_cannot_change_a_row(decided, strike):
    with decided.app.test_request_context("/"), pytest.raises(RuntimeError, match="append-only"), unit_of_work():
        entry = db.session.scalar(select(LogEntry).limit(1))
        if strike:
            db.session.delete(entry)
        else:
            entry.action = "approve"
        db.session.flush()


def test_rows_of_the_first_format_still_fit(decided):
    """Before 0011 the hash did not cover the row's public id."""

    def as_before():
        entry = db.session.scalar(select(LogEntry).order_by(LogEntry.seq.desc()).limit(1))
        db.session.expunge(entry)
        entry.format = 1
        values = {"format": 1, "hash": log.chain_hash(entry)}
        db.session.execute(update(LogEntry.__table__).where(LogEntry.__table__.c.id == entry.id).values(values))
        seal = log.seal_of(decided.context().keys, sites.get("daily"), entry.seq, values["hash"])
        db.session.execute(update(LogSeal).values(hash=values["hash"], seal=seal))

    decided.act(as_before)
    assert _wrong(decided) == []
