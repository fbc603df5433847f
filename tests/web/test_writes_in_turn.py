"""Writes are computed one after the other; reads, the desk, and bodies that come slowly do not stand in line."""

import io
import threading

import pytest

from commentsvc.domain.limits import BODY_MAX_BYTES
from commentsvc.web.writes_in_turn import WritesInTurn
from commentsvc.write_queue import Turnstile

WAIT_SECONDS = 30
COMMENTS = "/api/v1/sites/daily/comments"


def environ(method, path, body=b"", **more):
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        **more,
    }


class Application:
    """Answers with the body it was sent, once ``go`` is set; ``inside`` says how many are being answered."""

    def __init__(self):
        self.go = threading.Event()
        self.arrived = threading.Semaphore(0)
        self.inside = 0

    def __call__(self, environ, start_response):
        self.inside += 1
        self.arrived.release()
        assert self.go.wait(WAIT_SECONDS)
        self.inside -= 1
        return [environ["wsgi.input"].read()]


@pytest.fixture
def application():
    return Application()


@pytest.fixture
def layer(application):
    return WritesInTurn(application, Turnstile())


def ask(layer, asked):
    thread = threading.Thread(target=layer, args=(asked, None), daemon=True)
    thread.start()
    return thread


def test_one_write_at_a_time(layer, application):
    threads = [ask(layer, environ("POST", COMMENTS)) for _ in range(3)]
    assert application.arrived.acquire(timeout=WAIT_SECONDS)
    # A read comes after them, and is inside beside the one write.
    threads.append(ask(layer, environ("GET", COMMENTS)))
    assert application.arrived.acquire(timeout=WAIT_SECONDS)
    assert application.inside == 2
    application.go.set()
    for thread in threads:
        thread.join(WAIT_SECONDS)
    assert application.inside == 0


@pytest.mark.parametrize(
    "asked",
    [
        environ("GET", COMMENTS),
        environ("OPTIONS", COMMENTS),
        environ("POST", "/desk/sign-in"),
        environ("POST", COMMENTS, HTTP_TRANSFER_ENCODING="chunked"),
        environ("POST", COMMENTS) | {"CONTENT_LENGTH": str(BODY_MAX_BYTES + 1)},
        environ("POST", COMMENTS) | {"CONTENT_LENGTH": "many"},
    ],
)
def test_what_does_not_stand_in_line(layer, application, asked):
    write = ask(layer, environ("POST", COMMENTS))
    assert application.arrived.acquire(timeout=WAIT_SECONDS)
    other = ask(layer, asked)
    assert application.arrived.acquire(timeout=WAIT_SECONDS)
    application.go.set()
    write.join(WAIT_SECONDS)
    other.join(WAIT_SECONDS)


def test_a_slow_body_keeps_nobody_waiting(layer, application):
    class Slow:
        """A reader on a train."""

        reading, sent = threading.Event(), threading.Event()

        def read(self, length):
            self.reading.set()
            assert self.sent.wait(WAIT_SECONDS)
            return b"words"[:length]

    application.go.set()
    slow = ask(layer, environ("POST", COMMENTS, b"words") | {"wsgi.input": Slow()})
    assert Slow.reading.wait(WAIT_SECONDS)
    assert layer(environ("POST", COMMENTS, b"quick"), None) == [b"quick"]
    Slow.sent.set()
    slow.join(WAIT_SECONDS)
    assert not slow.is_alive()
