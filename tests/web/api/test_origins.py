"""Which pages may call the API, and what browsers are told about it."""

import pytest

ORIGIN = "http://localhost:5001"
FOREIGN = (
    "https://evil.example",
    "http://localhost:5002",
    "https://localhost:5001",
    "null",
    "http://localhost:5001.evil",
)


def test_a_registered_origin_writes(api):
    answer = api.with_(Origin=ORIGIN).post()
    assert answer.status_code == 201
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Origin" in answer.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_foreign_origin_writes_nothing(api, origin):
    answer = api.with_(Origin=origin).post()
    assert answer.status_code == 403
    assert answer.json["code"] == "origin_not_allowed"
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert api.thread().json["thread"]["comment_count"] == 0


def test_no_origin_is_no_offence(api):
    assert api.post().status_code == 201


def test_anybody_reads_what_is_public(api):
    api.posted()
    answer = api.with_(Origin="https://evil.example").thread()
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_what_is_ones_own_is_for_registered_origins(reader):
    ann = reader("Ann")
    assert ann.with_(Origin="https://evil.example").mine().status_code == 403
    assert ann.with_(Origin=ORIGIN).mine().headers["Access-Control-Allow-Origin"] == ORIGIN


def test_an_origin_of_another_site_touches_no_comment_of_this_one(reader, other_site):
    comment = reader("Ann").posted()
    ben = reader("Ben").with_(Origin="https://other.example")
    for answer in (ben.vote(comment["id"]), ben.flag(comment["id"]), ben.post("Hello")):
        assert answer.status_code == 403
        assert answer.json["code"] == "origin_not_allowed"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_preflight_names_what_may_be_sent(client, site, method):
    answer = client.options(
        "/api/v1/sites/daily/comments",
        headers={
            "Origin": ORIGIN,
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "authorization,content-type,idempotency-key,if-match",
        },
    )
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    allowed = answer.headers["Access-Control-Allow-Headers"].lower()
    assert all(name in allowed for name in ("authorization", "content-type", "idempotency-key", "if-match"))
    assert method in answer.headers["Access-Control-Allow-Methods"]


def test_a_foreign_preflight_is_refused(client, site):
    answer = client.options(
        "/api/v1/sites/daily/comments",
        headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"},
    )
    assert answer.status_code == 403
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_cookie_means_nothing_to_the_api(api, client):
    client.set_cookie("desk", "anything")
    answer = api.post()
    assert answer.status_code == 201
    assert "Set-Cookie" not in answer.headers
