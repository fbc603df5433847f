"""What programs do and people do not: only what a client says of its box counts, and only if it was made here."""

import pytest

from commentsvc.domain.moderation import HeldReason
from commentsvc.models.comment import Comment


@pytest.fixture
def timed(reader, factories):
    factories.settings(trap_seconds=5)
    return reader("Ann")


def opened(api) -> str:
    answer = api.call("GET", f"/sites/{api.site}/opening")
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.json["opened"]


def test_the_thread_says_whether_the_box_is_timed(reader, factories):
    assert reader("Ann").thread().json["thread"]["timed"] is False
    factories.settings(trap_seconds=5)
    assert reader("Ben").thread().json["thread"]["timed"] is True


def test_what_is_sent_at_once_waits_and_what_took_a_while_does_not(timed, clock):
    word = opened(timed)
    clock.pass_by(seconds=4)
    held = timed.posted("Buy now.", opened=word)
    assert held["status"] == "pending" and "programs" in held["held_because"]
    clock.pass_by(seconds=1)
    assert timed.posted("I have thought about it.", opened=word)["status"] == "approved"


@pytest.mark.parametrize("word", [None, "", "x", "daily~1.abc", "\ud7ff.é"])
def test_a_client_that_says_nothing_or_makes_up_a_word_is_as_good_as_any(timed, word):
    assert timed.posted("From a program of the newspaper's own.", opened=word)["status"] == "approved"


def test_a_word_cannot_be_made_older(timed):
    site, _, rest = opened(timed).partition("~")
    moment, _, signature = rest.partition(".")
    older = f"{site}~{int(moment, 16) - 60:x}.{signature}"
    # Made up, it says nothing; it does not say that the box was opened long ago.
    assert timed.posted("Buy now.", opened=older)["status"] == "approved"


def test_whoever_fills_in_the_field_that_nobody_sees_waits(reader, factories):
    ann = reader("Ann")
    assert ann.posted("Hello.", leave_empty="")["status"] == "approved"
    held = ann.posted("Hello again.", leave_empty="http://cheap.example")
    assert held["status"] == "pending" and "field" in held["held_because"]
    newest: Comment = factories.newest()
    assert newest.reason == HeldReason.TRAP
    assert newest.findings == [{"check": "trap", "detail": "hidden_field"}]
