"""A client that asks first is told what checks object to, once, and nothing is stored before the writer has seen it."""

import pytest
from sqlalchemy import select

from commentsvc.db import db
from commentsvc.models.comment import Comment
from commentsvc.models.screening import NudgeCount

LINKED = "Я бачив це. See https://example.org/a and 🎉 https://example.net/b now."


@pytest.fixture
def ann(reader, factories):
    factories.settings(nudge_writers=True)
    return reader("Ann")


@pytest.fixture
def counted(factories):
    """`counted()`: asked, changed and kept, over all days."""

    def count():
        rows = factories.act(
            lambda: [(one.asked, one.changed, one.kept) for one in db.session.scalars(select(NudgeCount))]
        )
        return [sum(numbers) for numbers in zip(*rows, strict=True)] or [0, 0, 0]

    return count


def stored(factories) -> list[str]:
    return factories.act(lambda: list(db.session.scalars(select(Comment.source))))


def test_what_is_objected_to_is_told_with_its_places_and_nothing_is_stored(ann, factories, counted):
    answer = ann.post(LINKED, nudge="ask")
    assert answer.status_code == 422 and answer.mimetype == "application/problem+json"
    assert answer.json["code"] == "reconsider" and answer.json["title"]
    (told,) = answer.json["errors"]
    assert (told["field"], told["code"]) == ("source", "link") and "link" in told["message"]
    words = [LINKED[one["start"] : one["end"]] for one in answer.json["places"]]
    assert words == ["https://example.org/a", "https://example.net/b"]
    assert {one["check"] for one in answer.json["places"]} == {"link"}
    assert stored(factories) == [] and counted() == [1, 0, 0]


def test_whoever_was_told_posts_it_as_it_is_and_it_waits_as_ever(ann, counted):
    ann.post(LINKED, nudge="ask")
    comment = ann.posted(LINKED, nudge="told")
    assert comment["status"] == "pending" and comment["held_because"]
    assert counted() == [1, 0, 1]


def test_whoever_changes_the_words_is_published(ann, counted):
    ann.post(LINKED, nudge="ask")
    assert ann.posted("I have seen it.", nudge="told")["status"] == "approved"
    assert counted() == [1, 1, 0]


def test_what_nothing_is_said_against_is_posted_at_once(ann, counted):
    assert ann.posted("I have seen it.", nudge="ask")["status"] == "approved"
    assert counted() == [0, 0, 0]


def test_a_client_that_asks_nothing_or_a_site_that_says_nothing_gets_the_comment_posted(ann, factories):
    assert ann.posted(LINKED)["status"] == "pending"
    factories.settings(nudge_writers=False)
    assert ann.posted(LINKED, nudge="ask")["status"] == "pending"


def test_where_every_comment_waits_nobody_is_asked_about_a_link(ann, factories):
    factories.settings(pre_moderate=True)
    assert ann.posted(LINKED, nudge="ask")["status"] == "pending"


def test_each_objection_has_its_sentence(ann, factories):
    factories.settings(hold_shape=True, text_max_chars=40)
    shouted = "THIS IS AN OUTRAGE AND YOU KNOW IT VERY WELL!!!!!!!!"
    codes = [one["code"] for one in ann.post(shouted, nudge="ask").json["errors"]]
    assert codes == ["too_long", "capitals", "drawn_out"]


def test_the_same_key_may_be_used_again_after_being_asked(ann):
    asked = ann.post(LINKED, nudge="ask", headers={"Idempotency_Key": "one"})
    assert asked.status_code == 422
    told = ann.post(LINKED, nudge="told", headers={"Idempotency_Key": "one"})
    assert told.status_code == 201


def test_an_edit_is_asked_about_too(ann, factories):
    comment = ann.posted("I have seen it.")
    path = f"/comments/{comment['id']}"
    asked = ann.call("PATCH", path, {"source": LINKED, "nudge": "ask"}, If_Match='"1"')
    assert (asked.status_code, asked.json["code"]) == (422, "reconsider")
    assert stored(factories) == ["I have seen it."]
    told = ann.call("PATCH", path, {"source": LINKED, "nudge": "told"}, If_Match='"1"')
    assert told.status_code == 200 and told.json["comment"]["status"] == "pending"


@pytest.mark.parametrize("nudge", ["now", 7, ["ask"]])
def test_other_words_than_the_two_are_refused(ann, nudge):
    assert ann.post(LINKED, nudge=nudge).status_code == 422


def test_the_sentences_are_in_the_reader_s_language(ann):
    answer = ann.with_(Accept_Language="uk").post(LINKED, nudge="ask")
    assert answer.json["title"].startswith("Перечитайте")
