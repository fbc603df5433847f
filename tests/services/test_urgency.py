"""What waits has a moment by which it should be decided, and nothing else has: whatever happens to a comment."""

from datetime import timedelta

import pytest

from commentsvc.db import unit_of_work
from commentsvc.domain.moderation import Action
from commentsvc.services import verification
from tests.clock import START

HOUR = timedelta(hours=1)


def urgent_at(factories, comment):
    return factories.reload(comment).urgent_at


def test_a_held_comment_has_the_newsroom_s_time_and_a_decided_one_none(factories):
    held = factories.held()
    assert urgent_at(factories, held) == START + HOUR
    entry = factories.decide(held, Action.APPROVE)
    assert urgent_at(factories, held) is None
    factories.undo(entry)
    assert urgent_at(factories, held) == START + HOUR
    factories.withdraw(held)
    assert urgent_at(factories, held) is None


def test_the_site_says_how_soon(factories):
    assert urgent_at(factories, factories.held(decide_minutes=15)) == START + timedelta(minutes=15)


def test_a_flag_makes_a_comment_wait_and_each_further_one_more_urgent(factories):
    comment = factories.comment()
    assert urgent_at(factories, comment) is None
    factories.clock.pass_by(hours=3)
    factories.flag(comment, "spam", by="Ben")
    first = urgent_at(factories, comment)
    # One writer has written in the thread, but not within the last hour.
    assert first == START + 3 * HOUR + timedelta(minutes=30)
    factories.clock.pass_by(minutes=1)
    factories.flag(comment, "illegal", by="Cleo")
    second = urgent_at(factories, comment)
    assert second < first
    factories.flag(comment, "spam", by="Dora")
    assert factories.reload(comment).status == "pending"
    assert urgent_at(factories, comment) < second


def test_mere_disagreement_makes_nothing_wait(factories):
    comment = factories.comment()
    factories.flag(comment, "disagree")
    assert urgent_at(factories, comment) is None


def test_readers_whose_flags_were_wrong_weigh_less(factories):
    for number in range(4):
        wrong = factories.comment(f"A fine comment {number}.")
        factories.flag(wrong, by="Ben")
        factories.decide(wrong, Action.APPROVE)
        right = factories.comment(f"A foul comment {number}.")
        factories.flag(right, by="Cleo")
        factories.decide(right, Action.MARK_SPAM)
    one, other = factories.comment("One.", key="ferry"), factories.comment("Other.", key="ferry")
    factories.flag(one, by="Ben")
    factories.flag(other, by="Cleo")
    assert urgent_at(factories, other) < urgent_at(factories, one)


def test_an_answer_and_its_writer_bring_a_flagged_comment_forward(factories):
    comment = factories.comment()
    factories.clock.pass_by(hours=2)
    factories.flag(comment)
    before = urgent_at(factories, comment)
    factories.comment("I think so, too.", by="Cleo", parent=comment)
    assert urgent_at(factories, comment) < before


def test_new_comments_are_unreviewed_until_somebody_of_the_newsroom_decides(factories):
    comment = factories.comment()
    assert factories.reload(comment).unreviewed
    factories.decide(comment, Action.APPROVE)
    assert not factories.reload(comment).unreviewed
    assert not factories.reload(factories.held()).unreviewed
    picked = factories.comment()
    factories.pick(picked.public_id)
    assert not factories.reload(picked).unreviewed


def test_what_the_newsroom_writes_need_not_be_looked_at(factories):
    factories.comment()
    assert not factories.reload(factories.speak(factories.staff("Olena"))).unreviewed


def test_alike_texts_share_a_key_while_they_wait(factories):
    one, other = factories.held(source="Win 500 euros!"), factories.held(source="WIN 900 euros")
    assert factories.reload(one).likeness == factories.reload(other).likeness is not None
    factories.decide(one, Action.MARK_SPAM)
    assert factories.reload(one).likeness is None


def test_checks_say_on_which_words(factories):
    source = "See https://example.org/мова and [this](https://example.net/b), then https://example.net/b again"
    held = factories.reload(factories.comment(source))
    found = [source[one["start"] : one["end"]] for one in held.findings]
    assert (held.status, held.reason) == ("pending", "link")
    assert found == ["https://example.org/мова", "https://example.net/b", "https://example.net/b"]
    both = factories.reload(factories.held(source="See https://example.org"))
    assert both.reason == "pre_moderation"
    assert [one["check"] for one in both.findings] == ["link"]
    assert factories.reload(factories.held(source="Plain.")).findings is None


@pytest.mark.parametrize("stored", [None, START])
def test_verify_finds_and_mends_what_is_wrong(app, factories, stored):
    held, shown = factories.held(), factories.comment()
    wrong = held if stored is None else shown

    def spoil():
        row = factories._row(wrong)
        row.urgent_at = stored

    factories.act(spoil)
    with app.app_context():
        with unit_of_work():
            found = verification.check_thread(held.thread_id, repair=True)
        assert [one.field for one in found] == ["urgent_at"]
        with unit_of_work():
            assert verification.check_thread(held.thread_id) == []
    assert (factories.reload(held).urgent_at, factories.reload(shown).urgent_at) == (START + HOUR, None)
