"""Posting, editing, withdrawing, previewing."""

import pytest


def test_a_caller_without_a_token_becomes_a_guest_and_gets_one(api):
    answer = api.post("Hello")
    assert answer.status_code == 201
    assert answer.json["token"]
    assert answer.json["comment"]["source"] == "Hello"
    assert answer.json["thread_version"] >= 1
    assert answer.headers["Location"] == answer.json["comment"]["permalink"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_reader_with_a_token_gets_no_second_one(reader):
    answer = reader("Ann").post()
    assert answer.status_code == 201
    assert "token" not in answer.json


def test_a_comment_needs_words_and_a_name(api):
    assert api.post("  \n ").status_code == 422
    nameless = api.post("Hello", author={"name": "  "})
    assert nameless.status_code == 422
    assert nameless.json["errors"][0]["field"] == "author.name"


def test_a_comment_with_a_link_is_held_and_says_why(reader):
    ann = reader("Ann")
    comment = ann.posted("See https://example.org/")
    assert comment["status"] == "pending"
    assert comment["held_because"]
    assert ann.thread().json["comments"] == []
    (own,) = ann.mine().json["comments"]
    assert own["id"] == comment["id"]
    assert own["source"] == "See https://example.org/"


def test_an_author_edits_within_the_window(reader, clock):
    ann = reader("Ann")
    comment = ann.posted("Frist")
    edited = ann.edit(comment["id"], "First", comment["version"])
    assert edited.status_code == 200
    assert edited.json["comment"]["edited_at"] is not None
    assert edited.headers["ETag"] == f'"{edited.json["comment"]["version"]}"'
    clock.pass_by(minutes=16)
    late = ann.edit(comment["id"], "Too late", edited.json["comment"]["version"])
    assert late.status_code == 403
    assert late.json["code"] == "edit_window_closed"


def test_an_edit_must_have_seen_the_current_version(reader):
    ann = reader("Ann")
    comment = ann.posted("One")
    assert ann.edit(comment["id"], "Two", comment["version"] + 1).status_code == 412
    without = ann.call("PATCH", f"/comments/{comment['id']}", {"source": "Two"})
    assert without.status_code == 428
    garbled = ann.call("PATCH", f"/comments/{comment['id']}", {"source": "Two"}, If_Match="W/what")
    assert garbled.status_code == 400


def test_nobody_edits_or_withdraws_anothers_comment(reader):
    comment = reader("Ann").posted()
    ben = reader("Ben")
    assert ben.edit(comment["id"], "Mine now", comment["version"]).status_code == 403
    assert ben.withdraw(comment["id"]).status_code == 403


def test_an_edit_that_adds_a_link_is_held(reader):
    ann = reader("Ann")
    comment = ann.posted("Hello")
    edited = ann.edit(comment["id"], "See https://example.org/", comment["version"])
    assert edited.json["comment"]["status"] == "pending"
    assert ann.thread().json["thread"]["comment_count"] == 0


def test_withdrawing_twice_changes_nothing(reader):
    ann = reader("Ann")
    comment = ann.posted()
    assert ann.withdraw(comment["id"]).status_code == 200
    version = ann.thread().json["thread"]["version"]
    assert ann.withdraw(comment["id"]).status_code == 200
    assert ann.thread().json["thread"]["version"] == version


def test_a_locked_thread_takes_no_comments_votes_or_edits(reader, factories):
    ann, ben = reader("Ann"), reader("Ben")
    comment = ann.posted()
    factories.lock()
    for answer in (
        ben.post("A reply", parent=comment["id"]),
        ben.post("A root"),
        ben.vote(comment["id"]),
        ann.edit(comment["id"], "Changed", comment["version"]),
    ):
        assert answer.status_code == 403
        assert answer.json["code"] == "thread_locked"
    assert ben.thread().json["thread"]["locked"] is True


def test_a_reply_to_what_is_gone_says_so(reader):
    ann = reader("Ann")
    comment = ann.posted()
    ann.withdraw(comment["id"])
    for parent in (comment["id"], "nothing", ""):
        answer = ann.post("A reply", parent=parent)
        assert answer.status_code == 422
        assert answer.json["errors"][0]["field"] == "parent_id"


def test_a_reply_must_be_in_the_same_thread(reader):
    ann = reader("Ann")
    comment = ann.posted(key="one")
    assert ann.post("A reply", key="two", parent=comment["id"]).status_code == 422


def test_the_preview_is_exactly_what_will_be_shown(reader):
    ann = reader("Ann")
    source = "Some **bold** words\n\n> and a quote\n\n- one\n- two <b>x</b>"
    preview = ann.call("POST", "/sites/daily/preview", {"source": source}).json["body"]
    assert ann.posted(source)["body"] == preview


def test_hints_fill_what_is_empty_and_overwrite_nothing(api):
    api.posted(key="a")
    answer = api.call(
        "POST",
        "/sites/daily/comments",
        {
            "thread": {"key": "a", "url": "http://localhost:5001/elsewhere", "title": "Another"},
            "source": "x",
            "author": {"name": "Mallory"},
        },
    )
    assert answer.status_code == 201
    head = api.thread("a").json["thread"]
    assert (head["title"], head["url"]) == ("The bridge", "http://localhost:5001/bridge")


def test_me_comments_lists_own_comments_with_their_threads(reader):
    ann = reader("Ann")
    ann.posted("One", key="a")
    ann.posted("Two https://example.org", key="b")
    listed = ann.call("GET", "/sites/daily/me/comments")
    assert [(one["source"][:3], one["status"], one["thread"]["key"]) for one in listed.json["comments"]] == [
        ("Two", "pending", "b"),
        ("One", "approved", "a"),
    ]
    assert listed.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("operation", ["comment", "session", "correction"])
def test_a_repeated_idempotency_key_is_answered_with_the_first_result(api, operation):
    def write():
        headers = {"Idempotency_Key": "key-1"}
        if operation == "comment":
            return api.post("Once only", headers=headers)
        if operation == "session":
            return api.call("POST", "/sites/daily/session", {"name": "Ann"}, **headers)
        return api.report(headers=headers)

    first, second = write(), write()
    assert first.status_code == second.status_code == 201
    assert first.json == second.json
    if operation == "comment":
        assert api.thread().json["thread"]["comment_count"] == 1


def test_an_idempotency_key_is_for_one_thing_only(reader):
    ann = reader("Ann")
    assert ann.post("One", headers={"Idempotency_Key": "k"}).status_code == 201
    other = ann.post("Two", headers={"Idempotency_Key": "k"})
    assert other.status_code == 422
    assert other.json["errors"][0]["code"] == "idempotency_key_reused"
    assert ann.post("Three", headers={"Idempotency_Key": "k" * 201}).status_code == 422
    assert reader("Ben").post("Four", headers={"Idempotency_Key": "k"}).status_code == 201
