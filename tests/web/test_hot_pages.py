"""Kept pages: made once, never stale, the same bytes in every coding."""

import gzip
import threading

import brotli
import pytest

from commentsvc.queries.freshness import Source
from commentsvc.web.hot_pages import ENVIRON_KEY, FOREVER, SECONDS_KEY, HotPages
from commentsvc.web.pace import A_SECOND, IN_A_ROW

LONG = b'{"comments": [' + b'"a comment that repeats itself", ' * 200 + b'"the last"]}'


class FakeWatch:
    """A database that moves when the test says so."""

    def __init__(self):
        self.moved, self.versions, self.asked = 0, {1: 1}, 0

    def stamp(self) -> int:
        return self.moved

    def is_current(self, source: Source) -> bool:
        self.asked += 1
        return source.thread_id is not None and self.versions.get(source.thread_id) == source.version


class FakeApplication:
    """Answers with the thread's version, and counts how often it had to."""

    def __init__(self, watch: FakeWatch, source=None):
        self.watch, self.source, self.made = watch, source, 0
        self.status, self.seconds = "200 OK", None

    def __call__(self, environ, start_response):
        self.made += 1
        environ[SECONDS_KEY] = self.seconds
        environ[ENVIRON_KEY] = self.source or Source(self.watch.versions[1], thread_id=1)
        start_response(self.status, [("Content-Type", "application/json"), ("Date", "long ago")])
        return [LONG + str(self.watch.versions[1]).encode()]


class Caller:
    """Calls a WSGI application as a browser would."""

    def __init__(self, application):
        self.application = application

    def get(self, query="key=a", path="/api/v1/sites/daily/thread", **headers):
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query}
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        answer = {}
        body = b"".join(
            self.application(environ, lambda status, sent: answer.update(status=status, headers=dict(sent)))
        )
        return answer["status"], answer["headers"], body


@pytest.fixture
def watch():
    return FakeWatch()


@pytest.fixture
def behind(watch):
    return FakeApplication(watch)


@pytest.fixture
def caller(watch, behind):
    return Caller(HotPages(behind, watch))


def test_a_page_is_made_once_and_served_many_times(caller, behind):
    bodies = {caller.get()[2] for _ in range(5)}
    assert (behind.made, len(bodies)) == (1, 1)


def test_a_commit_elsewhere_costs_one_look_and_no_new_page(caller, behind, watch):
    caller.get()
    watch.moved += 1
    caller.get()
    caller.get()
    assert (behind.made, watch.asked) == (1, 1)


def test_a_changed_thread_is_made_anew(caller, behind, watch):
    caller.get()
    watch.moved, watch.versions = 1, {1: 2}
    assert caller.get()[2].endswith(b"2")
    assert behind.made == 2


def test_a_page_that_changes_too_fast_is_served_as_it_was_until_its_next_turn(watch, behind):
    moment = [100.0]
    caller = Caller(HotPages(behind, watch, lambda: moment[0]))
    for number in range(IN_A_ROW + 5):
        watch.moved, watch.versions = number, {1: number}
        body = caller.get()[2]
        assert body.endswith(b"]}%d" % min(number, IN_A_ROW - 1))
    assert behind.made == IN_A_ROW
    moment[0] += 2 / A_SECOND
    assert caller.get()[2].endswith(b"]}%d" % (IN_A_ROW + 4))


def test_a_writer_sees_his_own_write_however_fast_the_page_changes(watch, behind):
    caller = Caller(HotPages(behind, watch, lambda: 100.0))
    for number in range(1, IN_A_ROW + 20):
        watch.moved, watch.versions = number, {1: number}
        assert caller.get(f"key=a&v={number}")[2].endswith(b"]}%d" % number)


def test_a_page_made_from_everything_lives_until_any_commit(watch):
    behind = FakeApplication(watch, Source(None))
    caller = Caller(HotPages(behind, watch))
    caller.get()
    caller.get()
    watch.moved += 1
    caller.get()
    assert behind.made == 2


def test_a_list_of_a_whole_site_is_made_once_in_its_time_whatever_is_committed(watch):
    moment = [100.0]
    behind = FakeApplication(watch, FOREVER)
    behind.seconds = 5
    caller = Caller(HotPages(behind, watch, lambda: moment[0]))
    caller.get()
    watch.moved += 1
    caller.get()
    assert (behind.made, watch.asked) == (1, 0)
    moment[0] += 6
    caller.get()
    assert behind.made == 2


def test_the_version_asked_for_is_no_part_of_the_pages_name(caller, behind):
    caller.get("key=a&v=1")
    caller.get("v=1&key=a")
    caller.get("key=a")
    assert behind.made == 1


def test_an_unknown_higher_version_is_answered_with_the_current_page(caller, watch):
    caller.get()
    assert caller.get("key=a&v=99")[2].endswith(b"1")


@pytest.mark.parametrize(
    ("accepted", "coding", "read"),
    [("br, gzip", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes)],
)
def test_every_coding_holds_the_same_bytes(caller, accepted, coding, read):
    _status, headers, body = caller.get(accept_encoding=accepted)
    assert headers.get("Content-Encoding") == coding
    assert read(body) == LONG + b"1"
    assert headers["Content-Length"] == str(len(body))
    assert headers["Vary"] == "Accept-Encoding"


def test_who_has_the_page_is_told_so_without_a_body(caller):
    tag = caller.get()[1]["ETag"]
    status, headers, body = caller.get(if_none_match=tag)
    assert (status, body) == ("304 Not Modified", b"")
    assert headers["ETag"] == tag
    assert "Content-Type" not in headers


def test_the_first_request_may_be_a_conditional_one(caller):
    status, _headers, body = caller.get(if_none_match='W/"another"')
    assert (status, body) == ("200 OK", LONG + b"1")


def test_a_date_is_never_kept(caller):
    caller.get()
    assert "Date" not in caller.get()[1]


def test_refusals_are_passed_on_and_not_kept(caller, behind):
    behind.status = "404 NOT FOUND"
    assert caller.get()[0] == "404 NOT FOUND"
    caller.get()
    assert behind.made == 2


def test_what_is_the_readers_own_is_never_kept(caller, behind):
    caller.get(authorization="Bearer x")
    caller.get(authorization="Bearer x")
    assert behind.made == 2


def test_a_page_with_a_time_of_its_own_is_made_anew_after_it(watch):
    behind = FakeApplication(watch)
    caller = Caller(HotPages(behind, watch))
    for seconds, made in ((0, 2), (3600, 3)):
        behind.seconds = seconds
        caller.get(query=f"key={seconds}")
        caller.get(query=f"key={seconds}")
        assert behind.made == made


def test_files_of_a_release_are_kept_whatever_is_committed(watch):
    behind = FakeApplication(watch, FOREVER)
    caller = Caller(HotPages(behind, watch))
    caller.get(path="/embed.js")
    watch.moved += 1
    caller.get(path="/embed.js")
    assert (behind.made, watch.asked) == (1, 0)


def test_of_many_who_find_a_page_missing_one_makes_it(watch):
    together = threading.Barrier(8)

    class Slow(FakeApplication):
        def __call__(self, environ, start_response):
            arrived.wait(timeout=10)
            return super().__call__(environ, start_response)

    arrived = threading.Event()
    behind = Slow(watch)
    caller = Caller(HotPages(behind, watch))

    def ask():
        together.wait(timeout=10)
        caller.get()

    threads = [threading.Thread(target=ask) for _ in range(7)]
    for thread in threads:
        thread.start()
    together.wait(timeout=10)
    arrived.set()
    for thread in threads:
        thread.join(timeout=10)
    assert behind.made == 1


def test_every_write_is_seen_by_the_next_read(api, factories):
    ann, ben = api.reader("Ann"), api.reader("Ben")
    assert api.thread().json["thread"]["comment_count"] == 0
    root = ann.posted("One")
    assert api.thread().json["thread"]["comment_count"] == 1
    ben.vote(root["id"])
    assert api.thread().json["comments"][0]["votes"]["up"] == 1
    ann.edit(root["id"], "Two")
    assert api.thread().json["comments"][0]["body"] == [{"t": "p", "c": ["Two"]}]
    ben.posted("Reply", parent=root["id"])
    assert api.replies(root["id"]).json["comments"][0]["author"]["name"] == "Ben"
    ann.withdraw(root["id"])
    assert api.thread().json["comments"][0]["withdrawn"] is True
    counts = api.call("GET", "/sites/daily/counts", query={"key": "bridge"})
    assert counts.json == {"counts": {"bridge": 1}}


def test_an_unchanged_page_is_answered_with_304_until_somebody_writes(api):
    ann = api.reader("Ann")
    tag = api.thread().headers["ETag"]
    assert api.with_(If_None_Match=tag).thread().status_code == 304
    ann.posted("News")
    assert api.with_(If_None_Match=tag).thread().status_code == 200
