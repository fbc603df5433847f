"""Lists of a whole site: the latest comments, the most discussed articles, at a bounded cost."""

import pytest

from commentsvc.db import db, unit_of_work
from commentsvc.domain.moderation import Action
from commentsvc.models.article import Article, Thread
from commentsvc.queries import site_lists
from commentsvc.services import sites


@pytest.fixture
def latest(api):
    """`latest(limit=…)`: the answer's JSON. Each call has a name of its own, for a list is kept for a second."""
    calls = iter(range(1000))

    def ask(path="latest", **query):
        answer = api.call("GET", f"/sites/daily/{path}", query={**query, "lang": f"en-{next(calls)}"})
        assert answer.status_code == 200, answer.text
        return answer.json

    return ask


@pytest.fixture
def discussed(latest):
    return lambda **query: latest("most-discussed", **query)


def test_a_site_without_comments_has_empty_lists(latest, discussed):
    assert latest() == {"comments": [], "next_cursor": None}
    assert discussed() == {"articles": [], "complete": True}


def test_the_latest_comments_come_newest_first_with_their_article(api, latest, factories):
    factories.publish()
    root = api.posted("The *first* of all")
    reply = api.posted("An answer", parent=root["id"], key="bridge")
    newest, oldest = latest()["comments"]
    assert (newest["id"], newest["parent_id"]) == (reply["id"], root["id"])
    assert oldest["excerpt"] == "The first of all"
    assert oldest["author"]["name"] == "Ann"
    assert oldest["permalink"] == root["permalink"]
    assert oldest["article"] == {"key": "bridge", "url": "http://localhost:5001/bridge", "title": "The bridge"}


def test_one_reader_s_word_is_no_headline_and_two_networks_are(factories, latest, discussed):
    factories.comment("First", by="Ann", network="one")
    factories.comment("Second", by="Ben", network="one")
    unknown = {"key": "bridge", "url": None, "title": None}
    assert [one["article"] for one in latest()["comments"]] == [unknown] * 2
    assert discussed()["articles"][0].items() >= unknown.items()
    factories.comment("Third", by="Eva", network="two")
    known = {"key": "bridge", "url": "http://localhost:5001/bridge", "title": "The bridge"}
    assert [one["article"] for one in latest()["comments"]] == [known] * 3
    assert discussed()["articles"][0].items() >= known.items()


def test_a_long_comment_is_cut_at_a_word(api, latest):
    api.posted("word " * 200)
    (only,) = latest()["comments"]
    assert len(only["excerpt"]) <= 200
    assert only["excerpt"].endswith("word…")


def test_what_is_not_public_is_in_no_list(factories, latest, discussed):
    factories.held(source="Waits")
    spam = factories.comment("Rejected", key="spam")
    factories.decide(spam, Action.REJECT)
    withdrawn = factories.comment("Withdrawn")
    factories.comment("Answers a tombstone", parent=withdrawn)
    factories.withdraw(withdrawn)
    assert [one["excerpt"] for one in latest()["comments"]] == ["Answers a tombstone"]
    assert [one["key"] for one in discussed()["articles"]] == ["bridge"]


def test_a_thread_with_comments_off_is_in_no_list(app, factories, latest, discussed):
    factories.comment("Shown", key="open")
    hidden = factories.comment("Hidden", key="off")
    with app.app_context(), unit_of_work():
        db.session.get_one(Thread, hidden.thread_id).closed = True
    assert [one["excerpt"] for one in latest()["comments"]] == ["Shown"]
    assert [one["key"] for one in discussed()["articles"]] == ["open"]


def test_a_section_with_comments_off_is_in_no_list(app, factories, latest, discussed):
    factories.comment("Shown", key="open")
    hidden = factories.comment("Hidden", key="obituary")
    with app.app_context(), unit_of_work():
        article_id = db.session.get_one(Thread, hidden.thread_id).article_id
        db.session.get_one(Article, article_id).section = "Obituaries"
        sites.change_settings(sites.get("daily"), {"closed_sections": ["Obituaries"]})
    assert [one["excerpt"] for one in latest()["comments"]] == ["Shown"]
    assert [one["key"] for one in discussed()["articles"]] == ["open"]


def test_pages_of_the_latest_neither_repeat_nor_skip_while_others_post(factories, latest):
    posted = [factories.comment(f"Number {number}").public_id for number in range(7)]
    first = latest(limit=3)
    factories.comment("Meanwhile")
    second = latest(limit=3, cursor=first["next_cursor"])
    third = latest(limit=3, cursor=second["next_cursor"])
    shown = [one["id"] for page in (first, second, third) for one in page["comments"]]
    assert shown == posted[::-1]
    assert third["next_cursor"] is None


def test_tombstones_beyond_number_make_a_short_page_that_goes_on(factories, latest, monkeypatch):
    monkeypatch.setattr(site_lists, "SPARE_COMMENTS", 1)
    factories.comment("Far back", key="other")
    for number in range(4):
        tombstone = factories.comment(f"Gone {number}")
        factories.comment("An answer", parent=tombstone, by="Ben")
        factories.withdraw(tombstone)
    found, cursor = [], None
    for _ in range(10):
        page = latest(limit=1, **({"cursor": cursor} if cursor else {}))
        found += [one["excerpt"] for one in page["comments"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert found == ["An answer"] * 4 + ["Far back"]


def test_the_most_discussed_are_ordered_by_their_comments_and_bounded_in_time(factories, clock, discussed):
    for key, number in (("old", 5), ("two", 2), ("three", 3)):
        if key == "two":
            clock.pass_by(hours=30)
        for _ in range(number):
            factories.comment(key=key)
    assert [(one["key"], one["comment_count"]) for one in discussed()["articles"]] == [("three", 3), ("two", 2)]
    assert [one["key"] for one in discussed(within="2d")["articles"]] == ["old", "three", "two"]
    assert [one["key"] for one in discussed(within="31h", limit=1)["articles"]] == ["old"]


def test_an_approved_comment_counts_by_the_time_it_was_written(factories, clock, discussed):
    held = factories.held(key="held")
    assert discussed()["articles"] == []
    clock.pass_by(hours=2)
    factories.decide(held, Action.APPROVE)
    (only,) = discussed()["articles"]
    assert (only["key"], only["last_comment_at"]) == ("held", "2026-03-02T09:00:00.000Z")


def test_more_threads_than_are_looked_at_are_answered_for_by_the_largest(factories, clock, discussed, monkeypatch):
    monkeypatch.setattr(site_lists, "THREADS_LOOKED_AT", 3)
    for key in ("large", "large", "large", "larger", "larger", "larger", "larger"):
        factories.comment(key=key)
    for number in range(5):
        clock.pass_by(minutes=1)
        factories.comment(key=f"small-{number}")
    answer = discussed(limit=2)
    assert [one["key"] for one in answer["articles"]] == ["larger", "large"]
    assert answer["complete"] is True
    assert discussed(limit=4)["complete"] is False


def test_lists_are_of_one_site_only(api, factories, other_site, latest):
    factories.comment("Ours")
    assert api.call("GET", "/sites/other/latest").json["comments"] == []
    assert api.call("GET", "/sites/other/most-discussed").json["articles"] == []


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("latest", {"limit": 0}, "limit"),
        ("latest", {"limit": 51}, "limit"),
        ("latest", {"cursor": "garbled"}, "cursor"),
        ("most-discussed", {"within": "soon"}, "within"),
        ("most-discussed", {"within": "0h"}, "within"),
        ("most-discussed", {"within": "91d"}, "within"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_name_of_the_field(api, path, query, field):
    answer = api.call("GET", f"/sites/daily/{path}", query=query)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"] == field


@pytest.mark.parametrize("path", ["latest", "most-discussed"])
def test_a_list_of_an_unknown_site_is_not_there(api, path):
    assert api.call("GET", f"/sites/no-such/{path}").status_code == 404


@pytest.mark.parametrize("path", ["latest", "most-discussed"])
def test_a_list_is_public_and_has_an_entity_tag(api, path):
    answer = api.with_(Origin="https://anywhere.example").call("GET", f"/sites/daily/{path}")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "public" in answer.headers["Cache-Control"]
    again = api.with_(If_None_Match=answer.headers["ETag"]).call("GET", f"/sites/daily/{path}")
    assert again.status_code == 304
