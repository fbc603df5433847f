"""What moderators decided about a reader, told to the reader: by the API, and with whatever is refused."""

import pytest

HOSTILE = '<img src=x onerror="alert(1)">\u202e${7*7}{{7*7}}'


@pytest.fixture
def ann(api, factories):
    """A reader with a comment; `ann.sanction("ban")` decides about her."""
    reader = api.reader("Ann")
    comment = reader.posted("Mine.")

    def sanction(kind: str, **more):
        row = factories.act(lambda: factories.named(comment["id"]))
        return factories.sanction_author(row, kind, **more)

    reader.sanction, reader.comment = sanction, comment
    return reader


def standing(reader, **headers):
    answer = reader.call("GET", f"/sites/{reader.site}/me/standing", **headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.json


def test_whoever_has_nothing_is_told_so(ann):
    assert standing(ann) == {"may_write": True, "sanctions": []}
    assert ann.mine().json["restricted"] is False


def test_it_is_the_bearer_s_alone(api, ann):
    ann.sanction("ban")
    assert api.call("GET", "/sites/daily/me/standing").status_code == 401
    assert api.call("POST", "/sites/daily/me/standing", {"acknowledged": ["x"]}).status_code == 401
    assert standing(api.reader("Ben")) == {"may_write": True, "sanctions": []}


@pytest.mark.parametrize(("kind", "days", "code"), [("ban", None, "banned"), ("suspension", 7, "suspended")])
def test_a_banned_or_suspended_reader_reads_why_and_until_when(ann, api, kind, days, code):
    other = api.reader("Ben").posted("Ben's.")["id"]
    ann.sanction(kind, days=days, words=HOSTILE)
    told = standing(ann, Accept_Language="uk")
    (one,) = told["sanctions"]
    assert not told["may_write"]
    assert (one["kind"], one["reason_code"], one["words"]) == (kind, "abuse", HOSTILE)
    assert one["reason"] == "Образа чи нападки на людину"
    assert one["rule"] and (one["until"] is not None) == bool(days)
    assert ann.mine().json["restricted"] is True
    for refused in (ann.post(), ann.edit(ann.comment["id"], "Else."), ann.vote(other), ann.flag(other), ann.report()):
        assert (refused.status_code, refused.json["code"]) == (403, code)
    assert ann.withdraw(ann.comment["id"]).status_code == 200


def test_a_warning_is_acknowledged_and_the_kept_comment_goes_through(ann):
    ann.sanction("warning", words="Please stay calm.")
    assert ann.post("Kept.").json["code"] == "warned"
    (one,) = standing(ann)["sanctions"]
    assert standing(ann)["may_write"]
    path = f"/sites/{ann.site}/me/standing"
    assert ann.call("POST", path, {"acknowledged": ["2222222222222222"]}).json["sanctions"] == [one]
    for _ in range(2):
        answer = ann.call("POST", path, {"acknowledged": [one["id"]]})
        assert answer.json == {"may_write": True, "sanctions": []}
    assert ann.post("Kept.").status_code == 201


@pytest.mark.parametrize("body", [{}, {"acknowledged": "x"}, {"acknowledged": []}, {"acknowledged": [1]}, []])
def test_a_malformed_acknowledgement_is_refused(ann, body):
    ann.sanction("warning")
    answer = ann.call("POST", f"/sites/{ann.site}/me/standing", body)
    assert answer.status_code == 422, answer.text
    assert ann.post().json["code"] == "warned"


def test_a_ban_cannot_be_acknowledged_away(ann):
    ann.sanction("ban")
    (one,) = standing(ann)["sanctions"]
    ann.call("POST", f"/sites/{ann.site}/me/standing", {"acknowledged": [one["id"]]})
    assert ann.post().json["code"] == "banned"


def test_whose_comments_always_wait_is_told_before_and_after(ann):
    ann.sanction("held")
    assert [one["kind"] for one in standing(ann)["sanctions"]] == ["held"]
    assert ann.posted("Calm.")["held_because"] == "Your comments are read by a moderator before they appear."


def test_trust_is_not_told(ann):
    ann.sanction("trusted")
    assert standing(ann) == {"may_write": True, "sanctions": []}
    assert ann.mine().json["restricted"] is False


def test_a_refused_comment_says_the_reason_its_code_and_the_rule(ann, factories):
    row = factories.act(lambda: factories.named(ann.comment["id"]))
    factories.decide(row, "reject", reason="advertising")
    (mine,) = ann.mine().json["comments"]
    assert (mine["reason"], mine["reason_code"]) == ("Advertising", "advertising")
    assert mine["rule"] == "The discussion is no place for advertising, of any kind."
    assert ann.call("GET", f"/sites/{ann.site}/me/comments").json["comments"][0]["rule"] == mine["rule"]
