"""A reader's own page: reached by a link that dies soon, and everything there is to have, to end and to erase."""

import json
import re

import pytest

from commentsvc.jobs import dispatch
from tests.api import Api


@pytest.fixture
def own(app, client):
    """`own(reader)`: the path of a reader's own page."""

    def get(reader: Api) -> str:
        answer = reader.call("POST", f"/sites/{reader.site}/me/link")
        assert answer.status_code == 200, answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        return re.sub(r"^https?://[^/]+", "", answer.json["url"])

    return get


def form_of(page) -> str:
    return re.search(r'name="form" value="([^"]+)"', page.text)[1]


def test_the_link_is_for_the_bearer_alone(api, reader):
    assert api.call("POST", "/sites/daily/me/link").status_code == 401
    assert api.call("POST", "/sites/daily/me/link", Authorization="Bearer made.up").status_code == 401


def test_the_page_passes_nothing_on_and_changes_nothing(client, reader, own):
    ann = reader("Ann")
    path = own(ann)
    for method in ("GET", "HEAD"):
        page = client.open(path, method=method)
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"
    assert client.get(f"{path}/erase").status_code == 405
    assert ann.post("Still here.").status_code == 201


def test_wrong_and_dead_links_are_answered_alike(client, clock, reader, own):
    ann = reader("Ann")
    late, ended = own(ann), own(ann)
    clock.pass_by(minutes=16)
    answers = [client.get(path) for path in (late, ended + "x", "/my-data/nonsense", f"{late}/export.json")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({re.sub(r"\s+", " ", answer.text) for answer in answers}) == 1


def test_the_copy_is_one_valid_document_with_everything_in_it(client, factories, reader, own, clock):
    ann, ben = reader("Ann"), reader("Ben")
    theirs = ben.posted("Ben's.")
    mine = [ann.posted(f"Text {number}.") for number in range(3)]
    ann.edit(mine[0]["id"], "Other words.")
    ann.vote(theirs["id"])
    ann.flag(theirs["id"], remark="A remark.")
    ann.report(remark="I was there.")
    answer = client.get(f"{own(ann)}/export.json")
    assert "attachment" in answer.headers["Content-Disposition"]
    told = json.loads(answer.data)
    assert {one["source"] for one in told["comments"]} == {"Other words.", "Text 1.", "Text 2."}
    assert [one["source"] for one in told["earlier_versions"]] == ["Text 0."]
    assert [(one["comment"], one["value"]) for one in told["votes"]] == [(theirs["id"], 1)]
    assert told["flags"][0]["remark"] == "A remark."
    assert told["correction_reports"][0]["remark"] == "I was there."
    assert len(told["sessions"]) == 1
    assert "Ben's." not in answer.text


def test_a_long_copy_is_written_in_batches(client, reader, own, monkeypatch):
    monkeypatch.setattr("commentsvc.queries.own_data._BATCH", 2)
    ann = reader("Ann")
    for number in range(5):
        ann.posted(f"Text {number}.")
    assert len(client.get(f"{own(ann)}/export.json").json["comments"]) == 5


def test_ending_the_session_that_asked_closes_the_page(client, reader, own):
    ann = reader("Ann")
    path = own(ann)
    page = client.get(path)
    (session,) = re.findall(r"/sessions/(\w+)/end", page.text)
    assert client.post(f"{path}/sessions/{session}/end", data={"form": "made up"}).status_code == 403
    assert client.post(f"{path}/sessions/{session}/end", data={"form": form_of(page)}).status_code == 303
    assert client.get(path).status_code == 404
    assert ann.post("More.").status_code == 401


def test_a_session_is_known_by_its_kind_of_browser_and_nothing_else(client, reader, own):
    signature = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
    ann = reader("Ann", User_Agent=signature)
    path = own(ann)
    assert "Firefox · Windows" in client.get(path).text
    export = client.get(f"{path}/export.json")
    assert [one["device"] for one in export.json["sessions"]] == ["Firefox · Windows"]
    assert "140.0" not in export.text


def test_one_is_erased_when_it_is_said_how_and_confirmed(app, client, reader, own):
    ann = reader("Ann")
    ann.posted("Mine.")
    path = own(ann)
    form = form_of(client.get(path))
    for lacking in ({}, {"mode": "delete"}, {"sure": "1"}, {"mode": "all", "sure": "1"}):
        assert client.post(f"{path}/erase", data={"form": form} | lacking).status_code == 422
    assert client.post(f"{path}/erase", data={"form": form, "mode": "delete", "sure": "1"}).status_code == 200
    assert ann.post("More.").status_code == 401
    dispatch.run_due(app)
    assert ann.thread().json["comments"] == []
    assert client.get(path).status_code == 404
