"""Notices over HTTP: the API in its forms, the feeds, and hostile words that stay words everywhere."""

import json
import re
from xml.etree import ElementTree

import pytest

from tests.noticing import Newsdesk

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)> \u2028 ]]> {{ 7*7 }} =1+1"


@pytest.fixture
def newsdesk(factories) -> Newsdesk:
    return Newsdesk(factories)


@pytest.fixture
def get(client, site):
    """`get(key="bridge", accept=…, **query)`: the notices of an article."""

    def ask(accept="application/json", headers=None, **query):
        sent = {"Accept": accept} | (headers or {})
        return client.get("/api/v1/sites/daily/notices", query_string={"key": "bridge"} | query, headers=sent)

    return ask


def test_an_article_without_notices_has_an_empty_list_and_makes_nothing(get):
    answer = get(key="never heard of")
    assert answer.status_code == 200
    assert answer.json == {"article": None, "notices": []}
    assert get(format="html").text.strip() == ""


def test_a_notice_says_what_how_and_when(get, newsdesk, factories):
    notice = newsdesk.published(before="seven years", after="eight years", place=("seven", "took ", " years"))
    factories.clock.pass_by(days=1)
    newsdesk.publish_change(notice, text="It took nine years.")
    (told,) = get().json["notices"]
    assert told | {"target": None} == {
        "id": notice.public_id,
        "kind": "correction",
        "status": "published",
        "text": "It took nine years.",
        "before": "",
        "after": "",
        "target": None,
        "language": "en",
        "version": 2,
        "published_at": "2026-03-02T09:00:00.000Z",
        "changed_at": "2026-03-03T09:00:00.000Z",
        "withdrawn_at": None,
        "reason": None,
        "url": f"http://127.0.0.1:5000/corrections/daily?at={notice.public_id}#{notice.public_id}",
    }


def test_the_answer_is_for_everyone_and_says_when_nothing_is_new(get, newsdesk):
    newsdesk.published()
    answer = get(headers={"Origin": "https://anywhere.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "public" in answer.headers["Cache-Control"] and "Accept" in answer.headers["Vary"]
    again = get(headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    newsdesk.published(text="Another.")
    assert get(headers={"If-None-Match": answer.headers["ETag"]}).status_code == 200


def test_the_discussion_says_that_its_article_was_corrected(client, newsdesk, factories):
    comment = factories.comment(key="bridge")

    def line(**query):
        page = client.get("/api/v1/sites/daily/thread", query_string={"key": "bridge"} | query).json
        place = client.get(f"/api/v1/comments/{comment.public_id}", query_string=query).json
        assert place["thread"]["announcement"] == page["thread"]["announcement"]
        return page["thread"]["announcement"]

    assert line() is None
    notice = newsdesk.published()
    link = {"t": "a", "href": "http://127.0.0.1:5000/corrections/daily", "c": ["What was corrected"]}
    assert line() == [{"t": "p", "c": ["This article was corrected on March 2, 2026. ", link]}]
    assert line(lang="uk")[0]["c"][0].startswith("Цю статтю виправлено 2 березня 2026")
    newsdesk.withdraw(notice)
    assert line() is None


def test_a_discussion_that_nobody_has_begun_says_so_too(client, newsdesk):
    def head():
        return client.get("/api/v1/sites/daily/thread?key=bridge").json["thread"]

    assert head()["announcement"] is None
    notice = newsdesk.published()
    assert "was corrected" in head()["announcement"][0]["c"][0]
    newsdesk.withdraw(notice)
    assert (head()["announcement"], head()["comment_count"]) == (None, 0)


@pytest.mark.parametrize("asked", [{"accept": "application/ld+json"}, {"format": "jsonld"}])
def test_linked_data_is_what_schema_org_asks_for(get, newsdesk, factories, asked):
    factories.publish()
    notice = newsdesk.published()
    newsdesk.withdraw(newsdesk.published(text="Wrong after all."))
    answer = get(**asked)
    assert answer.mimetype == "application/ld+json"
    told = answer.json
    assert (told["@context"], told["@type"]) == ("https://schema.org", "NewsArticle")
    assert (told["@id"], told["headline"]) == ("http://localhost:5001/bridge", "The bridge")
    assert told["dateModified"] == "2026-03-02T09:00:00.000Z"
    (correction,) = told["correction"]
    assert correction["@type"] == "CorrectionComment"
    assert correction["text"] == "It took eight years."
    assert correction["datePublished"] == "2026-03-02T09:00:00.000Z"
    assert notice.public_id in correction["url"]


def test_a_withdrawn_notice_is_a_trace(get, newsdesk):
    newsdesk.withdraw(newsdesk.published())
    (told,) = get().json["notices"]
    assert (told["status"], told["text"], told["reason"]) == ("withdrawn", "", "It was right after all.")
    assert "eight years" not in get(format="html").text


def test_hostile_words_are_words_in_the_fragment_and_its_data(get, newsdesk):
    newsdesk.published(text=HOSTILE, before=HOSTILE, after=HOSTILE + " more")
    html = get(format="html").text
    assert re.findall(r"<(?:script|img)[^>]*>", html) == ['<script type="application/ld+json">']
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S).group(1)
    assert json.loads(data)["correction"][0]["text"] == HOSTILE
    assert get().json["notices"][0]["text"] == HOSTILE


def test_the_feeds_have_every_notice_and_every_trace(client, newsdesk, factories):
    factories.publish()
    gone = newsdesk.published(text="Gone.")
    newsdesk.published(text=HOSTILE, kind="clarification")
    factories.clock.pass_by(hours=1)
    newsdesk.withdraw(gone, HOSTILE)
    answer = client.get("/feeds/daily/corrections.atom")
    assert answer.mimetype == "application/atom+xml"
    root = ElementTree.fromstring(answer.data)
    newest, oldest = root.findall(f"{ATOM}entry")
    assert oldest.findtext(f"{ATOM}title") == "Correction, withdrawn: The bridge"
    assert oldest.findtext(f"{ATOM}updated") == "2026-03-02T10:00:00Z"
    assert newest.findtext(f"{ATOM}title") == "Clarification: The bridge"
    assert "<script" not in newest.findtext(f"{ATOM}content")
    assert "&lt;script&gt;" in newest.findtext(f"{ATOM}content")
    feed = client.get("/feeds/daily/corrections.json")
    assert feed.mimetype == "application/feed+json"
    assert feed.json["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["tags"] for item in feed.json["items"]] == [["clarification"], ["correction"]]
    for item in feed.json["items"]:
        assert {"id", "url", "content_html", "date_published"} <= set(item)
        assert "<script" not in item["content_html"] and "Gone." not in item["content_html"]


def test_the_reader_of_a_report_sees_the_notice(api, newsdesk, app):
    sent = api.call(
        "POST",
        "/sites/daily/corrections",
        {
            "article": {"key": "bridge", "url": "http://localhost:5001/bridge"},
            "target": {"exact": "seven", "prefix": "It took ", "suffix": " years"},
            "kind": "wrong_fact",
        },
    ).json
    report = newsdesk.named_report(sent["id"])
    notice = newsdesk.published(report)
    status = api.call("GET", f"/corrections/{sent['id']}", Authorization=f"Bearer {sent['token']}").json
    assert status["status"] == "corrected"
    assert status["notice"]["id"] == notice.public_id
    assert status["notice"]["text"] == "It took eight years."
    page = api.client.get(f"/report/{sent['token']}").text
    assert "It took eight years." in page and notice.public_id in page
    newsdesk.withdraw(notice)
    assert api.call("GET", f"/corrections/{sent['id']}", Authorization=f"Bearer {sent['token']}").json["notice"] is None
