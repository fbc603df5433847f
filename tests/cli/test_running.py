"""The service as it runs: it starts, answers, ends politely, and survives being killed."""

import http.client
import json
import signal
import threading
import time
import uuid
from pathlib import Path

import pytest

from tests.running import start_service

# Processes that start, end and are killed on a busy machine: see tests/browser/conftest.py.
pytestmark = pytest.mark.flaky(reruns=2)
CLIENTS = 8
# Enough that every client is in the middle of a post when the end comes.
ANSWERED_BEFORE_THE_END = 40


class Poster(threading.Thread):
    """Posts comments, one after the other, until the service is gone; notes what was answered 201."""

    def __init__(self, service, number: int, enough: threading.Semaphore):
        super().__init__(daemon=True)
        self.service, self.number, self.enough = service, number, enough
        self.answered: dict[str, dict] = {}
        self.tried: dict[str, bytes] = {}
        self.refused: list[str] = []

    def run(self):
        try:
            while True:
                key = uuid.uuid4().hex
                self.tried[key] = json.dumps(
                    {"thread": {"key": "crash"}, "source": f"Comment {key}", "author": {"name": f"R{self.number}"}}
                ).encode()
                status, answer = post(self.service, key, self.tried[key])
                if status != 201:
                    self.refused.append(f"{status}: {answer}")
                    return
                self.answered[key] = answer
                self.enough.release()
        except (OSError, http.client.HTTPException):
            return


def post(service, key: str, body: bytes) -> tuple[int, dict]:
    connection = http.client.HTTPConnection("127.0.0.1", int(service.environment["PORT"]), timeout=30)
    try:
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        connection.request("POST", "/api/v1/sites/daily/comments", body, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def get(service, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", int(service.environment["PORT"]), timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def posted_sources(service) -> list[str]:
    """The sources of all comments of the thread, page by page."""
    sources, cursor = [], ""
    while cursor is not None:
        path = "/api/v1/sites/daily/thread?key=crash&sort=oldest&limit=50"
        page = json.loads(get(service, path + (f"&cursor={cursor}" if cursor else ""))[1])
        sources += [comment["body"][0]["c"][0] for comment in page["comments"]]
        cursor = page["next_cursor"]
    return sources


def start_posting(service) -> list[Poster]:
    enough = threading.Semaphore(0)
    posters = [Poster(service, number, enough) for number in range(CLIENTS)]
    for poster in posters:
        poster.start()
    for _ in range(ANSWERED_BEFORE_THE_END):
        assert enough.acquire(timeout=60), [poster.refused for poster in posters]
    return posters


def children_of(pid: int) -> list[int]:
    return [int(number) for number in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def alive(pid: int) -> bool:
    """Whether a process still does anything; one that is dead and not yet buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def prepared(tmp_path):
    """A data directory with the site, without the demo's comments."""

    def start(**settings):
        return start_service(tmp_path, COMMENTSVC_DEMO="false", **settings)

    with start() as service:
        service.run("site", "create", "daily", "--name", "Daily", "--origin", "http://localhost:1")
    return start


def test_a_power_cut_loses_no_answered_comment_and_a_retry_makes_no_second_one(prepared):
    with prepared() as service:
        posters = start_posting(service)
        service.kill()
        for poster in posters:
            poster.join(30)
            assert poster.refused == []
    with prepared() as service:
        sources = posted_sources(service)
        assert len(sources) == len(set(sources))
        answered = {key for poster in posters for key in poster.answered}
        assert {f"Comment {key}" for key in answered} <= set(sources)
        for poster in posters:
            for key, body in poster.tried.items():
                status, answer = post(service, key, body)
                assert status == 201
                if key in poster.answered:
                    assert answer == poster.answered[key]
        tried = {f"Comment {key}" for poster in posters for key in poster.tried}
        sources = posted_sources(service)
        assert sorted(sources) == sorted(tried)
        assert service.run("verify") == "Everything is as it should be.\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_polite_end_answers_what_was_begun(prepared, number):
    with prepared() as service:
        posters = start_posting(service)
        service.process.send_signal(number)
        assert service.process.wait(30) == 0
        for poster in posters:
            poster.join(30)
            assert poster.refused == []
        answered = {f"Comment {key}" for poster in posters for key in poster.answered}
    with prepared() as service:
        assert answered <= set(posted_sources(service))


def test_the_newspaper_is_on_another_site_and_leads_there(tmp_path):
    with start_service(tmp_path) as service:
        assert get(service, "/readyz")[0] == 200
        connection = http.client.HTTPConnection("127.0.0.1", int(service.environment["PORT"]), timeout=30)
        connection.request("GET", "/demo")
        assert connection.getresponse().getheader("Location") == f"{service.newspaper}/"
        connection.close()
        newspaper = http.client.HTTPConnection("localhost", int(service.environment["DEMO_PORT"]), timeout=30)
        newspaper.request("GET", "/")
        page = newspaper.getresponse().read().decode()
        newspaper.close()
        assert f"{service.url}/embed.js" in page
        log = (service.data_dir / "serve.log").read_text()
    # The first housekeeping may say what it forgot; nothing went wrong.
    assert [line for line in log.splitlines() if "INFO in housekeeping: housekeeping" not in line] == []


def test_what_the_supervisor_started_ends_with_it(prepared):
    with prepared() as service:
        children = children_of(service.process.pid)
        assert len(children) == 2
        service.process.kill()
        deadline = time.monotonic() + 60
        while any(alive(child) for child in children):
            assert time.monotonic() < deadline
            threading.Event().wait(0.1)
        with pytest.raises(OSError):
            get(service, "/healthz")
