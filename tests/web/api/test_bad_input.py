"""Whatever is sent, the answer is a 4xx problem document: never a stack, a path, SQL or a 5xx."""

import json

import pytest

DEEP = "[" * 5000 + "]" * 5000
BODIES = {
    "nothing": b"",
    "malformed": b'{"thread": {"key": "a"}, "source": ',
    "nested": ('{"thread": {"key": "a"}, "source": ' + DEEP + "}").encode(),
    "nested objects": b'{"a":' * 5000 + b"1" + b"}" * 5000,
    "NaN": b'{"thread": {"key": "a"}, "source": NaN}',
    "infinity": b'{"thread": {"key": "a"}, "source": -Infinity}',
    "lone surrogate": b'{"thread": {"key": "a"}, "source": "\\ud800"}',
    "lone surrogate in a key": b'{"thread": {"key": "\\udfff"}, "source": "a"}',
    "broken UTF-8": b'{"thread": {"key": "a"}, "source": "\xff\xfe"}',
    "UTF-16": '{"thread": {"key": "a"}, "source": "a"}'.encode("utf-16"),
    "NUL in the text": b'{"thread": {"key": "a"}, "source": "a\\u0000b", "author": {"name": "A"}}',
    "NUL in the key": b'{"thread": {"key": "a\\u0000"}, "source": "a", "author": {"name": "A"}}',
    "NUL in the name": b'{"thread": {"key": "a"}, "source": "a", "author": {"name": "A\\u0000"}}',
    "NUL in the parent": b'{"thread": {"key": "a"}, "source": "a", "author": {"name": "A"}, "parent_id": "\\u0000"}',
    "a megabyte": json.dumps({"thread": {"key": "a"}, "source": "x" * 1_000_000}).encode(),
    "too many characters": json.dumps({"thread": {"key": "a"}, "source": "x" * 5001, "author": {"name": "A"}}).encode(),
    "a list": b"[1, 2, 3]",
    "a number": b"17",
    "null": b"null",
    "no thread": b'{"source": "a", "author": {"name": "A"}}',
    "no key": b'{"thread": {}, "source": "a", "author": {"name": "A"}}',
    "source is a list": b'{"thread": {"key": "a"}, "source": ["a"], "author": {"name": "A"}}',
    "source is an object": b'{"thread": {"key": "a"}, "source": {"a": 1}, "author": {"name": "A"}}',
    "source is a number": b'{"thread": {"key": "a"}, "source": 1e400, "author": {"name": "A"}}',
    "key is a huge number": b'{"thread": {"key": ' + b"9" * 5000 + b'}, "source": "a"}',
    "author is text": b'{"thread": {"key": "a"}, "source": "a", "author": "A"}',
    "invisible name": '{"thread": {"key": "a"}, "source": "a", "author": {"name": "\u200b\u200b"}}'.encode(),
}
ENDPOINTS = (
    ("POST", "/sites/daily/comments"),
    ("POST", "/sites/daily/corrections"),
    ("POST", "/sites/daily/corrections/matches"),
    ("PUT", "/sites/daily/corrections/support"),
    ("POST", "/sites/daily/preview"),
    ("PATCH", "/comments/{id}"),
    ("PUT", "/comments/{id}/vote"),
    ("PUT", "/comments/{id}/flag"),
)


def is_problem(answer) -> None:
    assert 400 <= answer.status_code < 500, f"{answer.status_code}: {answer.text[:300]}"
    assert answer.mimetype == "application/problem+json"
    assert answer.json["status"] == answer.status_code
    assert answer.json["code"]
    assert answer.json["title"]
    for leak in ("Traceback", "sqlalchemy", "sqlite", "psycopg", "/site-packages/", "SELECT "):
        assert leak not in answer.text


@pytest.mark.parametrize("name", BODIES)
def test_a_bad_comment_is_a_problem_document(api, client, name):
    answer = client.post("/api/v1/sites/daily/comments", data=BODIES[name], content_type="application/json")
    is_problem(answer)
    assert api.thread("a").json["thread"]["comment_count"] == 0


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
def test_bad_bodies_are_problem_documents_everywhere(reader, client, method, path):
    ben = reader("Ben")
    path = "/api/v1" + path.format(id=reader("Ann").posted()["id"])
    headers = {"Authorization": f"Bearer {ben.token}", "If-Match": '"1"'}
    for body in BODIES.values():
        answer = client.open(path, method=method, data=body, content_type="application/json", headers=headers)
        if answer.status_code == 200 and "preview" in path:
            continue
        is_problem(answer)


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json_is_read(client, site, content_type):
    body = b'{"thread": {"key": "a"}, "source": "a", "author": {"name": "A"}}'
    answer = client.post("/api/v1/sites/daily/comments", data=body, headers={"Content-Type": content_type})
    assert answer.status_code == 415
    is_problem(answer)


@pytest.mark.parametrize("slug", ["nowhere", "DAILY", "daily'--", "%00", "x" * 300, "..", "ä"])
def test_an_unknown_site_is_404(api, slug):
    for answer in (
        api.call("GET", f"/sites/{slug}/thread", query={"key": "a"}),
        api.call("POST", f"/sites/{slug}/session", {"name": "A"}),
        api.call("GET", f"/sites/{slug}/counts", query={"key": "a"}),
    ):
        assert answer.status_code == 404
        is_problem(answer)


@pytest.mark.parametrize("wrong", ["%00", "x" * 5000, "ä", "'; DROP TABLE comment; --", "%ED%A0%80", "1"])
def test_an_unknown_comment_is_not_found(reader, wrong):
    ann = reader("Ann")
    for answer in (
        ann.call("GET", f"/comments/{wrong}"),
        ann.replies(wrong),
        ann.vote(wrong),
        ann.flag(wrong),
        ann.edit(wrong, "x"),
        ann.withdraw(wrong),
    ):
        is_problem(answer)
    assert ann.call("GET", f"/comments/{wrong}").status_code in (400, 404)


@pytest.mark.parametrize(
    "query",
    [
        {"key": "\x00"},
        {"key": "a\x00b"},
        {"key": "x" * 10_000},
        {"key": ""},
        {"url": "http://[::1"},
        {"url": "x" * 100_000},
        {"key": "a", "sort": "worst"},
        {"key": "a", "limit": "0"},
        {"key": "a", "limit": "-1"},
        {"key": "a", "limit": "9" * 5000},
        {"key": "a", "limit": "1e9"},
        {"key": "a", "cursor": "\x00"},
        {},
    ],
)
def test_bad_queries_are_problem_documents(api, query):
    for number in range(2):
        api.posted(f"{number}", key="a")
    answer = api.call("GET", "/sites/daily/thread", query=query)
    assert answer.status_code == 422
    is_problem(answer)


def test_keys_that_no_database_can_hold_count_nothing(api):
    answer = api.call("GET", "/sites/daily/counts", query={"key": ["\x00", "a"]})
    assert answer.status_code in (200, 400, 422)


@pytest.mark.parametrize("token", ["x", "a.b", "\x80", "é.ü", "." * 1000, "", "null"])
def test_a_wrong_token_is_401(api, token):
    comment = api.posted()
    headers = {"Authorization": f"Bearer {token}"}
    for answer in (
        api.call("GET", "/sites/daily/me/thread", query={"key": "bridge"}, **headers),
        api.call("PUT", f"/comments/{comment['id']}/vote", {"value": 1}, **headers),
    ):
        assert answer.status_code == 401
        is_problem(answer)


def test_a_token_of_another_site_is_wrong(api, other_site):
    stranger = api.at("other").reader("Ann")
    answer = stranger.at("daily").post("Hello")
    assert answer.status_code == 401
    is_problem(answer)


def test_unknown_addresses_and_methods_are_problem_documents(api):
    assert api.call("GET", "/nothing").status_code == 404
    wrong_method = api.call("DELETE", "/sites/daily/thread")
    assert wrong_method.status_code == 405
    is_problem(wrong_method)
