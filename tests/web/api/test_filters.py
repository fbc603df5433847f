"""Editors' picks and the newsroom's words: on top of the thread, and in filters of their own."""

import pytest

from tests.statements import reading


@pytest.fixture
def pick(factories):
    """`pick(id)`: an editor picks a comment; `pick(id, False)` takes it out again."""
    return factories.pick


def test_a_thread_without_picks_offers_no_filter(api):
    api.posted()
    page = api.thread().json
    assert page["thread"]["filters"] == [] and page["featured"] == [] and page["filter"] is None
    assert api.thread(filter="featured").json["comments"] == []
    assert api.thread("never-seen").json["thread"]["filters"] == []
    assert api.thread("never-seen", filter="staff").json["comments"] == []


def test_picks_stand_on_the_first_page_without_their_replies_and_in_their_filter(api, pick):
    root = api.posted("Root")
    reply = api.posted("A telling reply", parent=root["id"])
    api.posted("Below", parent=reply["id"])
    api.posted("Other")
    pick(reply["id"])
    page = api.thread(limit=1).json
    assert page["thread"]["filters"] == ["featured"]
    (shown,) = page["featured"]
    assert shown["id"] == reply["id"] and shown["featured"] is True
    assert shown["parent_id"] == root["id"] and shown["reply_to"] == {"id": root["id"], "name": "Ann"}
    assert shown["reply_count"] == 1 and shown["replies"] == {"comments": [], "next_cursor": None}
    assert api.thread(limit=1, cursor=page["next_cursor"]).json["featured"] == []
    chosen = api.thread(filter="featured", sort="best").json
    assert (chosen["sort"], chosen["filter"], chosen["featured"]) == ("newest", "featured", [])
    assert chosen["comments"] == [shown] and chosen["next_cursor"] is None
    pick(reply["id"], False)
    assert api.thread().json["featured"] == [] and api.thread(filter="featured").json["comments"] == []


def test_a_filter_is_paged(api, pick):
    made = [api.posted(str(number))["id"] for number in range(5)]
    for one in made:
        pick(one)
    first = api.thread(filter="featured", limit=2).json
    second = api.thread(filter="featured", limit=3, cursor=first["next_cursor"]).json
    assert [one["id"] for one in first["comments"] + second["comments"]] == made[::-1]
    assert second["next_cursor"] is None
    assert api.thread(filter="staff", cursor=first["next_cursor"]).status_code == 422
    assert api.thread(cursor=first["next_cursor"]).status_code == 422


def test_picks_cost_one_query_however_many_there_are(api, pick, app):
    root = api.posted("Root")
    replies = [api.posted(str(number), parent=root["id"]) for number in range(3)]
    before = queries(app, api)
    for one in (root, *replies):
        pick(one["id"])
    assert queries(app, api) == before + 1
    # The head, which says what filters there are, and the list.
    assert queries(app, api, filter="featured") == 2


def queries(app, api, **query) -> int:
    """How often the database is read to make a page anew."""
    with reading(app) as seen:
        assert api.thread(**query).status_code == 200
    return len([sql for sql, _ in seen if "FROM comment" in sql])


def test_an_unknown_filter_is_refused(api):
    answer = api.thread(filter="friends")
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"] == "filter"


def test_a_pick_changes_the_entity_tag(api, pick):
    comment = api.posted()
    before = api.thread(filter="featured").headers["ETag"]
    pick(comment["id"])
    assert api.thread(filter="featured").headers["ETag"] != before
