"""Correction reports from the reader's side."""

import pytest

from commentsvc.domain.correction_states import Kind, ReportAction
from commentsvc.services import report_states
from tests.api import Api
from tests.factories import STAFF


def opened(api: Api, report: dict) -> Api:
    """The reader's calls with the report's own token."""
    return Api(api.client, api.site, report["token"])


def test_a_report_arrives_with_a_private_page(api):
    answer = api.report(remark="See the plate", contact="ann@example.org", source_url="https://example.org/plate")
    assert answer.status_code == 201
    assert answer.json["status"] == "received"
    assert answer.json["already_reported"] == 0
    assert answer.json["status_url"].endswith(f"/report/{answer.json['token']}")
    seen = opened(api, answer.json).call("GET", f"/corrections/{answer.json['id']}")
    assert seen.status_code == 200
    assert seen.json["target"]["exact"] == "1936"
    assert seen.json["replacement"] == "1926"
    assert seen.headers["Cache-Control"] == "no-store"


def test_a_report_is_opened_by_its_own_token_only(api, reader):
    one, other = api.report().json, api.report(exact="1937").json
    path = f"/corrections/{one['id']}"
    assert api.call("GET", path).status_code == 401
    assert reader("Ann").call("GET", path).status_code == 401
    assert opened(api, other).call("GET", path).status_code == 404
    for method, body in (("PATCH", {"remark": "x"}), ("DELETE", None)):
        assert opened(api, other).call(method, path, body).status_code == 404


def test_the_reader_adds_a_remark_and_withdraws(api):
    report = api.report().json
    own = opened(api, report)
    path = f"/corrections/{report['id']}"
    added = own.call("PATCH", path, {"remark": "One more thing"})
    assert [one["text"] for one in added.json["remarks"]] == ["One more thing"]
    for _ in range(2):
        gone = own.call("DELETE", path)
        assert (gone.status_code, gone.json["status"]) == (200, "withdrawn")
    closed = own.call("PATCH", path, {"remark": "Too late"})
    assert (closed.status_code, closed.json["code"]) == (403, "report_closed")


def test_the_same_report_again_is_the_first_one(reader):
    ann = reader("Ann")
    first, second = ann.report().json, ann.report().json
    assert first["id"] == second["id"]
    assert reader("Ben").report().json["already_reported"] == 1


def test_the_same_report_again_is_answered_with_what_was_decided(reader, factories):
    ann = reader("Ann")
    first = ann.report().json

    def decline():
        context = factories.context()
        row = report_states.find(context, first["id"])
        decline = ReportAction.DECLINE
        report_states.decide(context, row, decline, STAFF, seen_version=row.version, reason="not_an_error")

    factories.act(decline)
    again = ann.report().json
    assert (again["id"], again["status"], again["already_reported"]) == (first["id"], "not_changed", 0)
    assert ann.report(remark="It is wrong all the same.").json["status"] == "received"
    assert reader("Ben").report().json["id"] != first["id"]


def test_matches_tell_before_sending(reader):
    ann, ben = reader("Ann"), reader("Ben")
    report = ann.report().json
    question = {
        "article": {"key": "bridge"},
        "target": {"exact": "1936", "prefix": "built in ", "suffix": ", he said"},
    }
    assert ben.call("POST", "/sites/daily/corrections/matches", question).json == {
        "open": 1,
        "mine": None,
        "supported": False,
        "text_known": False,
    }
    assert ann.call("POST", "/sites/daily/corrections/matches", question).json["mine"] == report["id"]
    elsewhere = question | {"article": {"key": "never-seen"}}
    assert ben.call("POST", "/sites/daily/corrections/matches", elsewhere).json["open"] == 0


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_the_contract_is_taken(api, kind):
    assert api.report(kind=kind).status_code == 201


def test_a_report_must_say_something(api):
    empty = api.report(target=None, replacement=None, remark=" ")
    assert empty.status_code == 422
    assert api.report(target=None, remark="The photograph shows another bridge.").status_code == 201


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "boring"},
        {"target": {"exact": "x" * 5001}},
        {"target": {"exact": 5}},
        {"target": {"exact": "x", "start": 5, "end": 2}},
        {"target": {"exact": "x", "start": 10**40, "end": 10**40 + 1}},
        {"target": {"exact": "x", "scope": "footer"}},
        {"source_url": "javascript:alert(1)"},
        {"article": {}},
        {"article": {"key": "x" * 5000}},
        {"article": {"key": "a", "text": ["a"]}},
        {"article": {"key": "a", "url": "https://evil.example/"}},
        {"replacement": {"a": 1}},
    ],
)
def test_what_a_report_cannot_hold_is_refused_in_words(api, wrong):
    answer = api.report(**wrong)
    assert answer.status_code in (400, 422), answer.text
    assert answer.mimetype == "application/problem+json"
    assert answer.json["title"]
