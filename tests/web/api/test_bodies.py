"""How request bodies may arrive."""

import pytest
from werkzeug.test import create_environ

SESSION = "/api/v1/sites/daily/session"
PREVIEW = "/api/v1/sites/daily/preview"


def _send(client, path: str, body: bytes):
    """Send a body in chunks: without a length, as a server hands it on that took the chunks apart."""
    environ = create_environ(
        path, method="POST", data=body, content_type="application/json", headers={"Transfer-Encoding": "chunked"}
    )
    del environ["CONTENT_LENGTH"]
    return client.open(environ)


def test_a_session_needs_no_body(client, site):
    assert client.post(SESSION).status_code == 201


def test_a_body_in_chunks_is_read_whole(client, site):
    answer = _send(client, PREVIEW, b'{"source": "*chunked*"}')
    assert answer.json == {"body": [{"t": "p", "c": [{"t": "em", "c": ["chunked"]}]}]}


@pytest.mark.parametrize("chars", [64 * 1024, 1_000_000])
def test_a_body_in_chunks_beyond_the_limit_is_refused_as_too_large(client, site, chars):
    answer = _send(client, PREVIEW, b'{"source": "' + b"a" * chars + b'"}')
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")


def test_who_is_not_known_is_told_how_to_say_who(client, site):
    answer = client.get("/api/v1/sites/daily/me/comments")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
