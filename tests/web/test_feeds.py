"""Atom feeds: well-formed whatever readers typed, the same for everybody, in the site's language."""

import re
from datetime import datetime
from xml.etree import ElementTree

import pytest
from sqlalchemy import update

from commentsvc.db import db, unit_of_work
from commentsvc.models.article import Article
from commentsvc.models.comment import Comment
from commentsvc.models.site import Site
from commentsvc.web import atom

ATOM = "{http://www.w3.org/2005/Atom}"
REPLY = "{http://purl.org/syndication/thread/1.0}in-reply-to"
FORBIDDEN = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), 0x7F, 0x85, 0x2028, 0xFFFE, 0xFFFF]))


@pytest.fixture
def feed(client, site):
    """`feed(path, **headers)`: the parsed feed; each call has a name of its own, for a feed is kept for a while."""
    calls = iter(range(1000))

    def get(path="comments.atom", **headers):
        glue = "&" if "?" in path else "?"
        answer = client.get(f"/feeds/daily/{path}{glue}n={next(calls)}", headers=headers)
        assert answer.status_code == 200, answer.text
        assert answer.mimetype == "application/atom+xml"
        return ElementTree.fromstring(answer.data)

    return get


def text(element, *names):
    return element.findtext("/".join(ATOM + name for name in names))


def links(element):
    return {one.get("rel"): one.get("href") for one in element.findall(f"{ATOM}link")}


def test_a_site_without_comments_has_a_valid_empty_feed(feed):
    root = feed()
    assert root.tag == f"{ATOM}feed"
    assert text(root, "title") == "The daily: comments"
    assert text(root, "id").startswith("urn:uuid:")
    assert datetime.fromisoformat(text(root, "updated")).tzinfo
    assert links(root) == {
        "self": "http://127.0.0.1:5000/feeds/daily/comments.atom",
        "alternate": "http://localhost:5001/",
    }
    assert root.findall(f"{ATOM}entry") == []


def test_an_entry_has_what_the_standard_asks_for(feed, api, clock, factories):
    factories.publish()
    root = api.posted("Hello *you* <b>")
    clock.pass_by(minutes=5)
    reply = api.posted("Me too", parent=root["id"])
    newest, oldest = feed().findall(f"{ATOM}entry")
    assert text(oldest, "title") == "Ann on “The bridge”"
    assert text(oldest, "author", "name") == "Ann"
    assert text(oldest, "published") == text(oldest, "updated") == "2026-03-02T09:00:00Z"
    assert text(oldest, "content") == "<p>Hello <em>you</em> &lt;b&gt;</p>"
    assert oldest.find(f"{ATOM}content").get("type") == "html"
    assert links(oldest) == {"alternate": root["permalink"]}
    assert links(newest) == {"alternate": reply["permalink"]}
    assert newest.find(REPLY).get("ref") == text(oldest, "id")
    assert oldest.find(REPLY) is None
    assert len({text(one, "id") for one in (newest, oldest)}) == 2


def test_a_headline_that_one_reader_gave_is_in_no_feed(feed, api):
    api.posted("Hello")
    for path in ("comments.atom", "thread.atom?key=bridge"):
        root = feed(path)
        assert text(root, "entry", "title") == "Comment by Ann"
    assert text(root, "title") == "The daily: comments on an article"
    assert links(root)["alternate"].endswith("/embed/daily/thread?key=bridge")


def test_an_edit_moves_the_entry_s_and_the_feed_s_time_and_keeps_the_id(feed, api, clock):
    ann = api.reader("Ann")
    posted = ann.posted("First")
    before = feed().find(f"{ATOM}entry")
    clock.pass_by(minutes=3)
    ann.edit(posted["id"], "Second")
    root = feed()
    after = root.find(f"{ATOM}entry")
    assert text(after, "id") == text(before, "id")
    assert text(after, "updated") == text(root, "updated") == "2026-03-02T09:03:00Z"
    assert text(after, "published") == "2026-03-02T09:00:00Z"


@pytest.mark.parametrize("path", ["comments.atom", "thread.atom?key=bridge"])
def test_hostile_names_and_texts_still_make_a_document(app, feed, factories, path):
    comment = factories.comment("Hello")
    hostile = f'</content><script>alert("1")</script>]]>&amp;{FORBIDDEN.replace(chr(0), "")}\N{PILE OF POO}'
    with app.app_context(), unit_of_work():
        nodes = [{"t": "p", "c": [hostile, {"t": "a", "href": "javascript:alert(1)", "c": ["link"]}]}]
        db.session.execute(update(Comment).where(Comment.id == comment.id).values(author_name=hostile[:60], body=nodes))
        db.session.execute(update(Article).values(title=hostile[:200]))
    root = feed(path)
    entry = root.find(f"{ATOM}entry")
    assert text(entry, "author", "name").startswith("</content><script>")
    html = text(entry, "content")
    assert "<script" not in html
    assert "javascript:" not in html
    assert "\N{PILE OF POO}" in html
    assert not re.search(f"[{re.escape(FORBIDDEN)}]", ElementTree.tostring(root, encoding="unicode"))


def test_what_readers_cannot_see_is_in_no_feed(feed, factories):
    factories.held(source="Waits")
    gone = factories.comment("Gone")
    factories.comment("Stays", parent=gone)
    factories.withdraw(gone)
    for path in ("comments.atom", "thread.atom?key=bridge"):
        assert [text(one, "content") for one in feed(path).findall(f"{ATOM}entry")] == ["<p>Stays</p>"]


def test_a_thread_s_feed_holds_its_own_comments_at_every_depth(feed, factories, clock):
    root = factories.comment("Root")
    clock.pass_by(minutes=1)
    factories.comment("Elsewhere", key="other")
    reply = factories.comment("Reply", parent=root)
    clock.pass_by(minutes=1)
    factories.comment("Deeper", parent=reply)
    found = feed("thread.atom?key=bridge")
    assert [text(one, "content") for one in found.findall(f"{ATOM}entry")] == [
        "<p>Deeper</p>",
        "<p>Reply</p>",
        "<p>Root</p>",
    ]
    assert text(found, "title") == "The daily: comments on “The bridge”"
    assert links(found)["alternate"] == "http://localhost:5001/bridge"
    assert links(found)["self"].endswith("/feeds/daily/thread.atom?key=bridge")


def test_an_article_nobody_has_commented_on_has_an_empty_feed(feed):
    root = feed("thread.atom?key=never-seen")
    assert root.findall(f"{ATOM}entry") == []
    assert links(root)["alternate"].endswith("/embed/daily/thread?key=never-seen")


def test_who_has_the_feed_is_told_so_until_somebody_writes(client, factories):
    factories.comment("One")
    first = client.get("/feeds/daily/thread.atom?key=bridge")
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/feeds/daily/thread.atom?key=bridge", headers=known).status_code == 304
    factories.comment("Two")
    # Under another name, for a feed is kept for some seconds.
    again = client.get("/feeds/daily/thread.atom?key=bridge&url=", headers=known)
    assert (again.status_code, b"&lt;p&gt;Two" in again.data) == (200, True)


def test_a_feed_speaks_the_site_s_language_whoever_asks(app, client, feed, factories):
    with app.app_context(), unit_of_work():
        db.session.execute(update(Site).values(language="uk"))
    factories.comment("Так")
    root = feed(Accept_Language="ru")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "uk"
    assert text(root, "title") == "The daily: коментарі"
    assert "Accept-Language" not in client.get("/feeds/daily/comments.atom").headers.get("Vary", "")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/feeds/no-such/comments.atom", 404),
        ("/feeds/no-such/thread.atom?key=a", 404),
        ("/feeds/daily/thread.atom", 422),
        ("/feeds/daily/thread.atom?url=https://elsewhere.example/", 422),
        ("/feeds/daily/thread.atom?key=%00", 422),
    ],
)
def test_a_feed_of_nothing_is_refused(client, site, address, status):
    assert client.get(address).status_code == status


def test_a_feed_can_be_read_by_programs_in_browsers(client, site):
    answer = client.get("/feeds/daily/comments.atom")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_plain_page_says_where_its_feed_is(client, site):
    page = client.get("/embed/daily/thread?key=a%26b").text
    assert 'type="application/atom+xml"' in page
    (address,) = re.findall(r'rel="alternate"[^>]*href="([^"]+)"', page)
    assert client.get(address.replace("&amp;", "&")).status_code == 200
    assert 'rel="alternate"' not in client.get("/embed/daily/thread?key=a&frame=1").text


def test_ids_never_change():
    assert atom._id("comment 23456789abcdefgh") == "urn:uuid:09d4cf41-adb7-5ba5-bbfe-afe57df63488"
