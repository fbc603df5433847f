"""A message to the author with a rejection: ready or written, told with the reason, undone and erased with it."""

import json
import re
from html import unescape

import pytest

from tests.api import Api

REASONS = "/desk/daily/settings/reasons"
HOSTILE = '"><img src=x onerror=alert(1)>{{7*7}}'


@pytest.fixture
def ada(newsroom):
    return newsroom.browser("ada")


@pytest.fixture
def reader(newsroom):
    return Api(newsroom.stranger(), "daily").reader("Ann")


def written(reader: Api, source: str = "Buy!") -> str:
    answer = reader.call("POST", "/sites/daily/comments", {"thread": {"key": "bridge"}, "source": source})
    assert answer.status_code == 201, answer.text
    return answer.json["comment"]["id"]


def told(reader: Api) -> dict:
    return reader.call("GET", "/sites/daily/me/comments").json["comments"][0]


def ready(newsroom, client, code: str = "advertising", **texts) -> None:
    seen = re.search(r'name="seen" value="(\w+)"', client.get(f"{REASONS}/{code}").text)[1]
    assert newsroom.send(client, f"{REASONS}/{code}", seen=seen, **texts).status_code == 303


def test_words_go_to_the_author_with_the_reason_and_stand_in_the_log(newsroom, ada, reader):
    comment = written(reader)
    assert "message" not in told(reader)
    newsroom.act(ada, "comment", comment, "reject:advertising", message=HOSTILE, note="Third time")
    mine = told(reader)
    assert (mine["reason_code"], mine["message"]) == ("advertising", HOSTILE)
    here = reader.call("GET", "/sites/daily/me/thread", query={"key": "bridge"}).json["comments"][0]
    assert here["message"] == HOSTILE
    page = ada.get(f"/desk/daily/comments/{comment}").text
    assert "Told the author:" in page and unescape(page).count(HOSTILE) == 1 and "<img src=x" not in page
    row = json.loads(ada.get("/desk/daily/log.jsonl?action=reject").text)
    assert (row["note"], row["told"]) == ("Third time", HOSTILE)
    assert "Third time" in ada.get("/desk/daily/log?q=onerror").text


def test_the_ready_message_is_that_of_the_reason_in_the_site_s_language(newsroom, ada, reader):
    panel = ada.get(f"/desk/daily/comments/{written(reader)}").text
    assert 'name="ready"' not in panel and 'name="message"' in panel
    ready(newsroom, ada, message_en="No adverts, please.", message_uk="Без реклами, будь ласка.")
    comment = written(reader, "Buy more!")
    panel = ada.get(f"/desk/daily/comments/{comment}").text
    assert 'name="ready"' in panel and 'data-template="No adverts, please."' in panel
    assert panel.index("No adverts, please.") < panel.index("Без реклами, будь ласка.")
    newsroom.act(ada, "comment", comment, "reject:advertising", ready="yes")
    assert told(reader)["message"] == "No adverts, please."
    other = written(reader, "Buy it all!")
    newsroom.act(ada, "comment", other, "reject:abuse", ready="yes")
    assert told(reader)["message"] is None
    third = written(reader, "Buy, buy!")
    newsroom.act(ada, "comment", third, "reject:advertising", ready="yes", message="My own words.")
    assert told(reader)["message"] == "My own words."


def test_it_goes_and_comes_with_the_decision(newsroom, ada, reader):
    comment = written(reader)
    newsroom.act(ada, "comment", comment, "reject:advertising", message="No adverts.")
    rejected = newsroom.log()[-1].public_id
    newsroom.act(ada, "comment", comment, "approve", message="Not for approvals.")
    approved = newsroom.log()[-1].public_id
    assert "message" not in told(reader)
    newsroom.send(ada, f"/desk/daily/log/{approved}/undo")
    assert told(reader)["message"] == "No adverts."
    newsroom.act(ada, "comment", comment, "mark_spam", message="Not for spam.")
    assert told(reader)["message"] is None
    newsroom.send(ada, f"/desk/daily/log/{newsroom.log()[-1].public_id}/undo")
    assert told(reader)["message"] == "No adverts."
    second = written(reader, "Buy me!")
    newsroom.act(ada, "comment", second, "reject:advertising", message="Nor this.")
    newsroom.send(ada, f"/desk/daily/log/{newsroom.log()[-1].public_id}/undo")
    assert "message" not in told(reader) and rejected != approved


def test_nobody_else_is_told_and_no_public_page_says_it(newsroom, ada, reader):
    comment = written(reader)
    newsroom.act(ada, "comment", comment, "reject:other", message="Only for Ann.")
    stranger = newsroom.stranger()
    for url in (
        "/api/v1/sites/daily/thread?key=bridge",
        f"/api/v1/comments/{comment}",
        "/embed/daily/thread?key=bridge",
        "/feeds/daily/comments.atom",
    ):
        assert "Only for Ann." not in stranger.get(url).text, url


def test_what_is_too_long_is_refused_and_nothing_is_decided(newsroom, ada, reader):
    comment = written(reader)
    assert newsroom.act(ada, "comment", comment, "reject:other", message="x" * 2001).status_code == 422
    assert newsroom.row("comment", comment).status == "approved"


def test_the_reason_s_page_shows_the_message_as_readers_get_it(newsroom, ada):
    page = newsroom.send(ada, f"{REASONS}/abuse", do="preview", message_uk="Будьте чемні. <b>").text
    assert "<i>Будьте чемні. &lt;b&gt;</i>" in page
