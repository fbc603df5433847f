"""The publisher's server says what an article is, with a signature."""

import itertools
import json

import pytest

from commentsvc.db import db, unit_of_work
from commentsvc.domain.signatures import sign
from commentsvc.models.article import Article, ArticleVersion, Thread
from commentsvc.services import site_keys, sites

ABOUT = {
    "url": "http://localhost:5001/bridge",
    "title": "The bridge that waited",
    "authors": ["Ann Lee"],
    "section": "City",
    "published_at": "2026-03-01T07:00:00+02:00",
}


class Publisher:
    """A newspaper's server with a key."""

    def __init__(self, app, clock):
        self.app, self.client, self.clock = app, app.test_client(), clock
        self.ids = itertools.count()
        self.key, self.secret = self.new_key()

    def new_key(self):
        with self.app.app_context():
            with unit_of_work():
                row = site_keys.create(sites.get("daily"), self.clock.now())
            return row.public_id, site_keys.secret(self.app.extensions["commentsvc"].keys, row)

    def revoke(self, key):
        with self.app.app_context(), unit_of_work():
            site_keys.revoke(sites.get("daily"), key, self.clock.now())

    def put(self, body, key="bridge", *, message_id=None, secret=None, site="daily", **headers):
        raw = json.dumps(body).encode()
        message_id = message_id or f"msg_{next(self.ids)}"
        stamp = str(int(self.clock.now().timestamp()))
        signature = sign(secret or self.secret, message_id, stamp, raw)
        sent = {"webhook-id": message_id, "webhook-timestamp": stamp, "webhook-signature": signature} | headers
        url = f"/api/v1/sites/{site}/articles/{key}"
        return self.client.put(url, data=raw, content_type="application/json", headers=sent)

    def rows(self, model) -> list:
        with self.app.app_context():
            found = list(db.session.query(model).order_by(model.id))
            db.session.expunge_all()
        return found


@pytest.fixture
def publisher(app, site, clock) -> Publisher:
    return Publisher(app, clock)


def test_an_unknown_article_becomes_known_with_its_thread(publisher, api):
    answer = publisher.put(ABOUT)
    assert answer.status_code == 201, answer.text
    assert answer.json == {
        "key": "bridge",
        "url": ABOUT["url"],
        "title": ABOUT["title"],
        "authors": ["Ann Lee"],
        "section": "City",
        "published_at": "2026-03-01T05:00:00.000Z",
        "edit_url": None,
        "thread_version": 2,
    }
    head = api.thread().json["thread"]
    assert (head["title"], head["url"], head["comment_count"]) == (ABOUT["title"], ABOUT["url"], 0)
    assert head["id"] is not None


def test_saying_it_again_changes_nothing(publisher):
    first = publisher.put(ABOUT)
    again = publisher.put(ABOUT)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == first.json
    assert len(publisher.rows(Article)) == len(publisher.rows(Thread)) == 1


def test_the_same_message_is_answered_alike_and_done_once(publisher):
    publisher.put(ABOUT, message_id="msg_a")
    publisher.put({"title": "A better headline"})
    publisher.put(ABOUT, message_id="msg_a")
    assert publisher.rows(Article)[0].title == "A better headline"
    other = publisher.put({"title": "Another"}, message_id="msg_a")
    assert (other.status_code, other.json["errors"][0]["code"]) == (422, "webhook_id_reused")


def test_readers_pages_never_overwrite_the_publishers_word(publisher, reader, api):
    publisher.put(ABOUT)
    reader("Ann").posted("Hello")
    row = publisher.rows(Article)[0]
    assert (row.title, row.provenance) == (ABOUT["title"], "publisher")


def test_it_overwrites_what_readers_pages_said_and_pages_show_it_at_once(publisher, reader, api):
    reader("Ann").posted("Hello")
    assert api.thread().json["thread"]["title"] == "The bridge"
    assert publisher.put(ABOUT).status_code == 201
    assert api.thread().json["thread"]["title"] == ABOUT["title"]
    moved = publisher.put({"url": "http://localhost:5001/new/bridge#top"})
    assert moved.json["url"] == "http://localhost:5001/new/bridge"
    assert moved.json["title"] == ABOUT["title"]
    assert api.thread().json["thread"]["url"] == "http://localhost:5001/new/bridge"


def test_what_is_left_out_stays_and_null_clears(publisher):
    publisher.put(ABOUT | {"edit_url": "https://cms.example/17"})
    kept = publisher.put({"title": "Another"}).json
    assert (kept["section"], kept["authors"], kept["edit_url"]) == ("City", ["Ann Lee"], "https://cms.example/17")
    cleared = publisher.put({"section": None, "authors": None, "published_at": None, "edit_url": None}).json
    assert (cleared["section"], cleared["authors"]) == (None, [])
    assert (cleared["published_at"], cleared["edit_url"]) == (None, None)


def test_each_wording_is_kept_once(publisher):
    for text in ("It was built in 1936.", "It was built in 1926.", "It was built in 1936."):
        assert publisher.put(ABOUT | {"text": text}).status_code in (200, 201)
    assert [row.text for row in publisher.rows(ArticleVersion)] == ["It was built in 1936.", "It was built in 1926."]


def test_a_long_text_is_taken_and_a_longer_one_refused(publisher):
    assert publisher.put(ABOUT | {"text": "я" * 90_000}).status_code == 201
    answer = publisher.put(ABOUT | {"text": "x" * 100_001})
    assert (answer.status_code, answer.json["errors"][0]["code"]) == (422, "too_long")


def test_an_address_may_be_the_key(publisher, api):
    key = "https%3A%2F%2Flocalhost%3A5001%2Fstory%2F17"
    assert publisher.put(ABOUT, key).json["key"] == "https://localhost:5001/story/17"
    assert api.thread("https://localhost:5001/story/17").json["thread"]["title"] == ABOUT["title"]


def test_a_section_that_the_publisher_named_can_be_closed(publisher, app, api):
    publisher.put(ABOUT)
    with app.app_context(), unit_of_work():
        sites.change_settings(sites.get("daily"), {"closed_sections": ["City"]})
    assert api.thread().json["thread"]["state"] == "closed"
    publisher.put({"section": "Culture"})
    assert api.thread().json["thread"]["state"] == "open"


def test_keys_are_replaced_without_a_gap(publisher):
    _new, secret = publisher.new_key()
    assert publisher.put(ABOUT).status_code == 201
    assert publisher.put(ABOUT, secret=secret).status_code == 200
    publisher.revoke(publisher.key)
    refused = publisher.put(ABOUT)
    assert (refused.status_code, refused.json["code"]) == (401, "signature_invalid")
    assert publisher.put(ABOUT, secret=secret).status_code == 200


def test_a_key_of_another_site_signs_nothing_here(publisher, other_site):
    refused = publisher.put(ABOUT, site="other")
    assert (refused.status_code, refused.json["code"]) == (401, "signature_invalid")


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"webhook-id": ""}, "signature_missing"),
        ({"webhook-signature": ""}, "signature_missing"),
        ({"webhook-timestamp": "1772442000"}, "signature_invalid"),
        ({"webhook-timestamp": "1672442000"}, "signature_expired"),
        ({"webhook-signature": "v1,AAAA"}, "signature_invalid"),
    ],
)
def test_what_is_not_signed_is_refused_before_it_is_read(publisher, headers, code):
    if code == "signature_invalid" and "webhook-timestamp" in headers:
        headers = {"webhook-timestamp": str(int(publisher.clock.now().timestamp()) + 1)}
    refused = publisher.put({"url": 7}, **headers)
    assert (refused.status_code, refused.json["code"]) == (401, code)
    assert publisher.rows(Article) == []


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"title": "No address"}, "url", "required"),
        ({"url": ABOUT["url"]}, "title", "required"),
        (ABOUT | {"url": "http://elsewhere.example/x"}, "url", "url_host_unregistered"),
        (ABOUT | {"url": "javascript:alert(1)"}, "url", "url_unreadable"),
        (ABOUT | {"edit_url": "mailto:a@b.example"}, "edit_url", "url_unreadable"),
        (ABOUT | {"title": ""}, "title", "empty"),
        (ABOUT | {"title": "x" * 301}, "title", "too_long"),
        (ABOUT | {"section": "x" * 81}, "section", "too_long"),
        (ABOUT | {"authors": "Ann"}, "authors", "wrong_type"),
        (ABOUT | {"authors": ["A"] * 21}, "authors", "out_of_bounds"),
        (ABOUT | {"authors": [7]}, "authors", "not_text"),
        (ABOUT | {"published_at": "2026-03-01T07:00:00"}, "published_at", "wrong_type"),
        (ABOUT | {"published_at": "9999-01-01T00:00:00Z"}, "published_at", "out_of_bounds"),
    ],
)
def test_what_is_wrong_is_named(publisher, body, field, code):
    answer = publisher.put(body)
    assert answer.status_code == 422, answer.text
    assert [(one["field"], one["code"]) for one in answer.json["errors"]] == [(field, code)]
    assert publisher.rows(Article) == []


def test_pages_named_by_their_address_are_found_at_the_new_one(publisher, api, reader):
    old, new = "http://localhost:5001/old", "http://localhost:5001/new"
    posted = reader("Ann").call("POST", "/sites/daily/comments", {"thread": {"url": old}, "source": "Hello"})
    assert posted.status_code == 201, posted.text
    by_address = lambda url: api.call("GET", "/sites/daily/thread", query={"url": url}).json  # noqa: E731
    key = by_address(old)["thread"]["key"]
    assert by_address(new)["comments"] == []
    path = key.replace(":", "%3A").replace("/", "%2F")
    for _twice in range(2):
        assert publisher.put({"url": new, "title": "The bridge"}, path).json["key"] == key
    for url in (old, new, f"{new}/?utm_source=mail"):
        page = by_address(url)
        assert (page["thread"]["url"], len(page["comments"])) == (new, 1)
    assert (
        reader("Ben").call("POST", "/sites/daily/comments", {"thread": {"url": new}, "source": "Hi"}).status_code == 201
    )
    assert by_address(old)["thread"]["comment_count"] == 2
    # Moved on and back.
    for url in ("http://localhost:5001/newest", old):
        assert publisher.put({"url": url}, path).status_code == 200
    assert {by_address(f"http://localhost:5001/{name}")["thread"]["key"] for name in ("old", "new", "newest")} == {key}


def test_an_address_that_readers_wrote_under_already_stays_theirs_until_an_operator_merges(publisher, api, reader):
    for name in ("old", "new"):
        about = {"thread": {"url": f"http://localhost:5001/{name}"}, "source": name}
        assert reader("Ann").call("POST", "/sites/daily/comments", about).status_code == 201
    head = api.call("GET", "/sites/daily/thread", query={"url": "http://localhost:5001/old"}).json["thread"]
    path = head["key"].replace(":", "%3A").replace("/", "%2F")
    publisher.put({"url": "http://localhost:5001/new", "title": "The bridge"}, path)
    page = api.call("GET", "/sites/daily/thread", query={"url": "http://localhost:5001/new"}).json
    assert [one["body"] for one in page["comments"]] == [[{"t": "p", "c": ["new"]}]]
