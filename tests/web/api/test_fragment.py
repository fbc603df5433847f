"""The thread as a piece of HTML for the publisher's server to include."""

import json
import re
from html.parser import HTMLParser

import pytest

from commentsvc.services import moving

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    "]]> --> <!--<script </script",
    "\u2028 &lt;/script&gt; &amp; \\u003c/script>",
    "<img src=x onerror=alert(1)> [x](javascript:alert(1))",
)


class Elements(HTMLParser):
    """Start tags as a browser sees them, and the text inside scripts."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.tags, self.scripts, self._script = [], [], False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag == "script":
            self._script = True
            self.scripts.append("")

    def handle_endtag(self, tag):
        if tag == "script":
            self._script = False

    def handle_data(self, data):
        if self._script:
            self.scripts[-1] += data

    def with_(self, **attributes) -> list[dict]:
        return [found for _, found in self.tags if attributes.items() <= found.items()]

    @property
    def section(self) -> dict:
        return next(found for tag, found in self.tags if tag == "section")


def fragment(api, key="bridge", **query):
    return api.thread(key, format="html", **query)


def test_it_is_the_json_page_as_html_and_carries_it(api):
    root = api.posted("Hello *you*")
    api.posted("An answer", parent=root["id"], author={"name": "Ben"})
    answer = fragment(api)
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    page = Elements(answer.text)
    assert json.loads(page.scripts[0]) == api.thread().json
    assert "Hello <em>you</em>" in answer.text
    assert page.section["data-site"] == "daily"
    assert page.section["data-key"] == "bridge"
    assert page.section["data-sort"] == "best"
    assert page.section["data-version"] == str(api.thread().json["thread"]["version"])
    assert "data-part" not in page.section


def test_bodies_are_cleaned_html_with_their_own_direction(api):
    api.posted("One *two*\n\n> three", author={"name": "Ann"})
    answer = fragment(api).text
    assert (
        '<div class="body" dir="auto" itemprop="text"><p>One <em>two</em></p><blockquote><p>three</p></blockquote>'
        in (answer.replace("\n", ""))
    )
    assert re.search(r'<bdi class="name"[^>]* dir="auto"[^>]*>Ann</bdi>', answer)


@pytest.mark.parametrize("source", HOSTILE)
def test_no_words_of_readers_end_the_data_or_become_elements(api, source):
    api.posted(source, author={"name": "<b>An</b>n"})
    answer = fragment(api)
    page = Elements(answer.text)
    assert json.loads(page.scripts[0]) == api.thread().json
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not {"img", "b", "style", "iframe"} & {tag for tag, _ in page.tags}
    assert not any("javascript:" in str(found.get("href")) for _, found in page.tags)
    inside = answer.text.partition("data-commentsvc>")[2].rpartition("</script>")[0]
    assert not set("<>&") & set(inside)


def test_a_hostile_title_and_address_stay_attributes_and_text(api):
    key = '"><script>alert(1)</script>'
    page = Elements(fragment(api, key).text)
    assert page.section["data-key"] == key
    assert len(page.scripts) == 1


def test_every_link_is_whole(api):
    for number in range(3):
        root = api.posted(f"Root {number}")
        for reply in range(4):
            api.posted(f"Reply {reply}", parent=root["id"])
    page = Elements(fragment(api, limit=2, sort="oldest").text)
    links = [found["href"] for tag, found in page.tags if tag == "a"]
    assert all(link.startswith("http://127.0.0.1:5000/embed/") for link in links)
    assert any("cursor=" in link and "sort=oldest" in link for link in links)
    assert any("branch=" in link for link in links)
    assert any("/reply?key=bridge" in link for link in links)
    for link in links:
        status = api.client.get(link.removeprefix("http://127.0.0.1:5000")).status_code
        assert status in (200, 302), link


def test_machines_read_who_wrote_what_and_when(api):
    root = api.posted("Root")
    api.posted("Reply", parent=root["id"])
    page = Elements(fragment(api).text)
    assert page.section["itemtype"] == "https://schema.org/Article"
    assert page.section["itemid"] == "http://localhost:5001/bridge"
    assert len(page.with_(itemprop="comment", itemtype="https://schema.org/Comment")) == 2
    assert next(one["datetime"] for one in page.with_(itemprop="datePublished")) == root["created_at"]
    for name in ("author", "text", "url", "upvoteCount"):
        assert len(page.with_(itemprop=name)) == 2, name


def test_a_tombstone_shows_nothing_of_what_was_there(api):
    ann = api.reader("Ann")
    root = ann.posted("Secret words")
    api.posted("Reply", parent=root["id"])
    ann.withdraw(root["id"])
    answer = fragment(api)
    assert "Secret" not in answer.text
    assert "The author withdrew this comment." in answer.text
    assert len(Elements(answer.text).with_(itemprop="comment")) == 1


def test_an_article_nobody_has_commented_on_invites(api):
    answer = fragment(api, "never-seen")
    assert answer.status_code == 200
    assert "Write the first comment" in answer.text
    assert json.loads(Elements(answer.text).scripts[0])["comments"] == []


def test_it_is_the_same_for_everyone_and_answers_304(api):
    api.posted()
    first = fragment(api)
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert "public" in first.headers["Cache-Control"]
    assert "Set-Cookie" not in first.headers
    assert "Accept-Language" not in first.headers.get("Vary", "")
    other = api.with_(Accept_Language="uk")
    assert fragment(other).data == first.data
    assert fragment(api.with_(If_None_Match=first.headers["ETag"])).status_code == 304
    api.posted("Another")
    assert fragment(api.with_(If_None_Match=first.headers["ETag"])).status_code == 200
    # JSON and HTML are two pages, each kept under its own name.
    assert api.thread().mimetype == "application/json"


def test_its_language_is_the_site_s_or_the_one_asked_for(api, app, site):
    api.posted()
    assert Elements(fragment(api).text).section["lang"] == "en"
    answer = fragment(api, lang="uk")
    assert Elements(answer.text).section["lang"] == "uk"
    assert answer.headers["Content-Language"] == "uk"
    assert "lang=uk" in answer.text
    assert Elements(fragment(api.with_(Accept_Language="ru")).text).section["lang"] == "en"


def test_it_says_when_it_was_made_in_steps_of_ten_minutes(api, clock):
    api.posted()
    first = Elements(fragment(api).text).section["data-made"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d0:00Z", first)


def test_further_pages_say_that_they_are_a_part(api):
    for number in range(3):
        api.posted(str(number))
    cursor = api.thread(limit=2).json["next_cursor"]
    assert "data-part" in Elements(fragment(api, limit=2, cursor=cursor).text).section


def test_refusals_stay_problem_documents(api):
    assert fragment(api.at("nowhere")).mimetype == "application/problem+json"
    assert api.thread(format="xml").status_code == 422


def test_the_description_names_both_media_types(api):
    document = api.client.get("/api/v1/openapi.json").json
    answer = document["paths"]["/api/v1/sites/{site}/thread"]["get"]["responses"]["200"]
    assert set(answer["content"]) == {"application/json", "text/html"}


def test_asked_for_by_a_former_key_it_says_that_key(api, factories):
    factories.comment(key="old")
    factories.act(lambda: moving.move(factories.context(), "old", "new", None))
    page = Elements(fragment(api, "old").text)
    assert page.section["data-key"] == "old"
    assert json.loads(page.scripts[0])["thread"]["key"] == "new"


def test_picks_stand_above_the_list_and_say_nothing_twice_to_machines(api, factories):
    roots = [api.posted(f"Root {number}") for number in range(3)]
    reply = api.posted("A telling reply", parent=roots[0]["id"])
    factories.pick(reply["id"])
    answer = fragment(api)
    page, above = Elements(answer.text), answer.text.partition('<section class="picks"')[2].partition("</section>")[0]
    assert "A telling reply" in above and "Root" not in above
    assert f"at={reply['id']}" in above and f'id="comment-{reply["id"]}"' not in above
    assert "itemprop" not in above and "itemscope" not in above
    assert len(page.with_(itemprop="comment")) == 4
    assert len({found["id"] for _, found in page.tags if "id" in found}) == len(page.with_(**{"class": "name"})) * 2 - 2
    cursor = api.thread(limit=2).json["next_cursor"]
    assert 'class="picks"' not in fragment(api, limit=2, cursor=cursor).text


def test_the_newsroom_s_words_stand_where_one_can_write(api, factories):
    api.posted()
    factories.settings(announcement="Be *kind*.", house_rules="- No shouting", pre_moderate=True)
    answer = fragment(api).text
    assert "Be <em>kind</em>." in answer
    assert "<summary>House rules</summary>" in answer and "<li>No shouting</li>" in answer
    assert "Comments are read by a moderator before they appear." in answer
    factories.lock()
    answer = fragment(api).text
    assert "Be <em>kind</em>." in answer and "<li>No shouting" not in answer and "The discussion is closed." in answer


def test_its_style_sheet_has_a_lasting_address(client):
    answer = client.get("/embed/thread.css")
    assert answer.mimetype == "text/css"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "public" in answer.headers["Cache-Control"] and "immutable" not in answer.headers["Cache-Control"]
    assert client.get("/embed/thread.css", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
