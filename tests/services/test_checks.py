"""The checks before publication: each holds what its setting says, says why, and leaves the rest alone."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from commentsvc.db import db
from commentsvc.domain.moderation import Action, HeldReason, Status
from commentsvc.models.screening import RecentPost
from commentsvc.services.screening import CHECKS, Opening, facts
from commentsvc.services.screening.pipeline import SKIPPED_BY_TRUSTED
from tests.statements import reading

LONG = "The bridge was closed for three weeks and nobody told us why."


def details(comment) -> list:
    return [(found["check"], found.get("detail")) for found in comment.findings or ()]


def why(comment) -> str | None:
    return comment.reason if comment.status == Status.PENDING else None


def test_with_default_settings_nothing_is_asked_and_an_ordinary_comment_appears(factories):
    factories.comment("Here to make the thread.")
    with reading(factories.app) as seen:
        assert factories.comment(LONG, by="Ann").status == Status.APPROVED
    assert not [sql for sql, _ in seen if "recent_post" in sql or "refused" in sql]


def test_what_is_too_short_or_too_long_waits_even_of_the_trusted(factories):
    rules = {"text_min_chars": 10, "text_max_chars": 40}
    assert details(factories.comment("  First!  ", **rules)) == [("shape", "too_short")]
    assert details(factories.comment(LONG, **rules)) == [("shape", "too_long")]
    assert why(factories.comment("Just about right.", **rules)) is None
    factories.sanction("Ann", "trusted")
    assert why(factories.comment("First!", by="Ann", **rules)) == HeldReason.SHAPE


def test_what_looks_odd_waits_where_the_site_wants_it(factories):
    shouted = "THIS IS AN OUTRAGE AND YOU KNOW IT"
    assert why(factories.comment(shouted)) is None
    assert details(factories.comment(shouted, hold_shape=True)) == [("shape", "capitals")]


def test_links_are_counted_but_for_those_to_free_hosts(factories):
    rules = {"hold_links": False, "links_max": 1, "link_hosts_free": ("daily.example",)}
    two = "https://a.example/x and https://b.example/y"
    held = factories.comment(f"{two} and https://www.daily.example/z", **rules)
    assert why(held) == HeldReason.TOO_MANY_LINKS
    assert [held.source[one["start"] : one["end"]] for one in held.findings] == two.split(" and ")
    assert why(factories.comment("https://a.example/x https://daily.example/z", **rules)) is None
    assert why(factories.comment("https://daily.example/z", link_hosts_free=("daily.example",))) is None
    assert why(factories.comment("https://a.example/z", link_hosts_free=("daily.example",))) == HeldReason.LINK


def test_a_host_that_always_waits_does_so_for_everybody(factories):
    rules = {"hold_links": False, "link_hosts_held": ("short.example",)}
    factories.comment("Hello there.", by="Ann")
    factories.sanction("Ann", "trusted")
    held = factories.comment("Look: https://go.short.example/abc and https://b.example", by="Ann", **rules)
    assert why(held) == HeldReason.LINK_HOST
    assert [held.source[one["start"] : one["end"]] for one in held.findings] == ["https://go.short.example/abc"]
    assert why(factories.comment("Look: https://b.example", by="Ann", **rules)) is None


def test_the_same_once_more_by_one_reader_waits_for_an_hour(factories, clock):
    factories.comment(LONG, by="Ann", key="tunnel")
    nearly = LONG.replace("three weeks", "3 weeks!")
    assert details(factories.comment(nearly, by="Ann", hold_repeats=True)) == [("repeat", "own")]
    assert why(factories.comment(LONG, by="Ben", hold_repeats=True)) is None
    assert why(factories.comment("I agree.", by="Ben", hold_repeats=True)) is None
    assert why(factories.comment("I agree.", by="Ben", hold_repeats=True)) is None
    clock.pass_by(minutes=61)
    assert why(factories.comment(LONG, by="Ann", hold_repeats=True)) is None


def test_what_was_taken_back_may_be_written_again(factories):
    factories.withdraw(factories.comment(LONG, by="Ann"), by="Ann")
    assert why(factories.comment(LONG, by="Ann", hold_repeats=True)) is None


def test_the_same_by_many_readers_waits_from_so_many_on(factories, clock):
    rules = {"repeats_of_many": 2}
    for name in ("Ann", "Ann", "Ben"):
        assert why(factories.comment(LONG, by=name, **rules)) is None
    assert details(factories.comment(LONG.upper(), by="Cleo", **rules)) == [("repeat", "of_others")]
    assert why(factories.comment("Something else was said by somebody else.", by="Dan", **rules)) is None
    clock.pass_by(minutes=61)
    assert why(factories.comment(LONG, by="Eve", **rules)) is None


def test_first_comments_wait_until_so_many_were_approved(factories):
    rules = {"new_reader_comments": 2}
    first, second = factories.comment("First of mine.", **rules), factories.comment("Second of mine.", **rules)
    assert why(first) == why(second) == HeldReason.NEW_READER
    factories.decide(first, Action.APPROVE)
    assert why(factories.comment("Third of mine.", **rules)) == HeldReason.NEW_READER
    factories.decide(second, Action.APPROVE)
    assert why(factories.comment("Fourth of mine.", **rules)) is None


def test_whoever_was_refused_lately_waits_for_a_month(factories, clock):
    rules = {"refused_comments": 2}
    factories.decide(factories.comment("One bad word."), Action.REJECT)
    assert why(factories.comment("A good one.", **rules)) is None
    factories.decide(factories.comment("Cheap watches."), Action.MARK_SPAM)
    assert why(factories.comment("Another good one.", **rules)) == HeldReason.RECENT_HISTORY
    assert why(factories.comment("Not mine.", by="Ben", **rules)) is None
    clock.pass_by(minutes=31 * 24 * 60)
    assert why(factories.comment("A month later.", **rules)) is None


def test_sections_are_pre_moderated_by_the_publisher_s_word(factories):
    factories.publish(section="Courts")
    rules = {"pre_moderated_sections": ("Courts",)}
    held = factories.comment("A word.", **rules)
    assert why(held) == HeldReason.PRE_MODERATED_SECTION
    assert why(factories.comment("A word.", key="tunnel", **rules)) is None


def test_too_many_from_one_network_wait_and_nobody_elsewhere(factories, clock):
    rules = {"burst_network": 2}
    for name in ("Ann", "Ben"):
        assert why(factories.comment("From school.", by=name, network="school", **rules)) is None
    assert details(factories.comment("Me too.", by="Cleo", network="school", **rules)) == [("burst", "network")]
    assert why(factories.comment("From home.", by="Dan", network="home", **rules)) is None
    clock.pass_by(minutes=11)
    assert why(factories.comment("Later.", by="Eve", network="school", **rules)) is None


def test_a_thread_far_above_its_pace_waits_and_others_do_not(factories, clock):
    factories.comment("The first, long ago.")
    clock.pass_by(minutes=10 * 24 * 60)
    for number in range(20):
        factories.comment(f"Comment {number}.", by=f"reader {number}", burst_times=5)
    assert details(factories.comment("One more.", by="Late", burst_times=5)) == [("burst", "thread")]
    assert why(factories.comment("Elsewhere.", by="Late", key="tunnel", burst_times=5)) is None
    clock.pass_by(minutes=6)
    assert why(factories.comment("When it is over.", by="Late", burst_times=5)) is None


def test_a_young_thread_has_no_pace_to_be_above(factories, clock):
    for number in range(24):
        comment = factories.comment(f"Breaking {number}.", by=f"reader {number}", burst_times=2)
        clock.pass_by(seconds=5)
    assert why(comment) is None


def test_the_trusted_skip_what_guesses(factories):
    factories.comment(LONG, by="Ann")
    factories.sanction("Ann", "trusted")
    rules = {"hold_repeats": True, "new_reader_comments": 50, "burst_network": 1, "hold_shape": True, "links_max": 1}
    with reading(factories.app) as seen:
        assert why(factories.comment(f"{LONG} https://a.example https://b.example", by="Ann", **rules)) is None
    assert not [sql for sql, _ in seen if "FROM recent_post" in sql]
    assert set(CHECKS) >= SKIPPED_BY_TRUSTED


def test_an_edit_is_no_repeat_of_itself_and_still_has_to_keep_the_rules(factories):
    written = factories.comment(LONG, by="Ann", hold_repeats=True)
    changed = factories.edit(written, LONG + "!", by="Ann", hold_repeats=True, burst_network=1)
    assert why(changed) is None
    assert why(factories.edit(changed, "Oh.", by="Ann", text_min_chars=10)) == HeldReason.SHAPE


def test_what_was_posted_is_forgotten_after_the_hour(factories, clock):
    factories.comment(LONG, repeats_of_many=2, burst_network=9, network="school")
    stored = factories.act(lambda: db.session.scalars(select(RecentPost)).one())
    assert stored.network == "school" and stored.likeness
    count = select(func.count()).select_from(RecentPost)
    factories.act(lambda: facts.forget_old(clock.now()))
    assert factories.act(lambda: db.session.scalar(count)) == 1
    factories.act(lambda: facts.forget_old(clock.now() + timedelta(minutes=61)))
    assert factories.act(lambda: db.session.scalar(count)) == 0


@pytest.mark.parametrize(
    ("opening", "rules", "found"),
    [
        (Opening(filled=True), {}, "hidden_field"),
        (Opening(filled=True), {"hold_hidden_field": False}, None),
        (Opening(seconds=1.5), {"trap_seconds": 3}, "too_soon"),
        (Opening(seconds=3.0), {"trap_seconds": 3}, None),
        (Opening(), {"trap_seconds": 60}, None),
        (Opening(seconds=0.0), {}, None),
    ],
)
def test_only_what_a_program_does_is_a_trap(factories, opening, rules, found):
    held = factories.comment("A comment.", opening=opening, **rules)
    assert details(held) == ([("trap", found)] if found else [])
