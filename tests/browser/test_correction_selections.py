"""What a reader selects becomes words of the article's text, with their place in it."""

import hashlib
import random

import pytest
from playwright.sync_api import expect

from commentsvc.domain.article_text import extract

from .correction_page import BODY, MATCHES, CorrectionPage

STORY = """<h1>The bridge</h1><p class="lead">It opens on <b>Mon</b>day<sup><a href="#n">1</a></sup>, at last.</p>
<p id="a">The new bridge cost 18 million euro.</p><aside id="box">Read also: the old bridge</aside>
<div class="advert">Buy a bridge</div><p id="b">The mayor said <span style="user-select:none">Share</span>so, «об’єкт».</p>
<figure><figcaption>The bridge at night</figcaption></figure><p hidden>Hidden words</p>
<p id="cjk" lang="ja">市長は橋を開いた。</p><p id="nfd">Un cafe\u0301 noir.</p><p id="rtl" dir="rtl">كلّف الجسر مليون يورو</p>
<ul><li>first point</li><li>sec&shy;ond point 🌉 here</li></ul><p id="last">The end.</p>"""

# Ends are [CSS selector of an element, which of its text nodes, offset in it].
SELECT = """([from, to]) => {
  const point = ([selector, which, offset]) => {
    const walker = document.createTreeWalker(document.querySelector(`#story ${selector}`), NodeFilter.SHOW_TEXT);
    for (let n = 0; n <= which; n += 1) walker.nextNode();
    return [walker.currentNode, offset];
  };
  getSelection().setBaseAndExtent(...point(from), ...point(to));
}"""
SELECT_NODES = """([first, from, last, to]) => {
  const walker = document.createTreeWalker(document.querySelector("#story"), NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const [start, end] = [nodes[Math.floor(first * nodes.length)], nodes[Math.floor(last * nodes.length)]];
  getSelection().setBaseAndExtent(start, Math.floor(from * start.length), end, Math.floor(to * end.length));
}"""


@pytest.fixture
def article(page, service):
    return CorrectionPage(page, service).open(STORY, csp=None)


def open_form(article):
    """Presses the keys; what the form asks the service of the place."""
    with article.page.expect_request(lambda request: MATCHES.search(request.url)) as asked:
        article.page.keyboard.press("Control+Enter")
    expect(article.dialog).to_be_visible()
    return asked.value.post_data_json


def check_place(asked, text):
    """The quote and its surroundings stand in the text where they are said to."""
    target = asked["target"]
    start, end = target["start"], target["end"]
    assert text[start:end] == target["exact"]
    assert text[max(0, start - 64) : start] == target["prefix"]
    assert text[end : end + 64] == target["suffix"]
    assert asked["article"]["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert "text" not in asked["article"]


def text_of(story):
    return extract(BODY.format(story=story, key="k", attributes="")).text


CASES = {
    "within a word": (["#a", 0, 5], ["#a", 0, 6], "new", "body"),
    "spaces at its ends": (["#a", 0, 3], ["#a", 0, 8], "new", "body"),
    "inline markup": ([".lead", 1, 1], [".lead", 1, 2], "Monday", "lead"),
    "over a footnote mark": ([".lead", 2, 0], [".lead", 4, 3], "Monday, at", "lead"),
    "from a footnote mark": ([".lead", 3, 0], [".lead", 4, 4], ", at", "lead"),
    "over an advert": (["#a", 0, 29], ["#b", 0, 5], "million euro.\nThe mayor", "body"),
    "from a box": (["#box", 0, 3], ["#b", 0, 5], "The mayor", "body"),
    "into a box": (["#a", 0, 31], ["#box", 0, 9], "euro.", "body"),
    "what cannot be selected": (["#b", 0, 10], ["#b", 2, 2], "said so", "body"),
    "an apostrophe": (["#b", 2, 8], ["#b", 2, 9], "об’єкт", "body"),
    "a caption": (["figcaption", 0, 4], ["figcaption", 0, 5], "bridge", "caption"),
    "the headline into the lead": (["h1", 0, 5], [".lead", 0, 1], "bridge\nIt", "headline"),
    "Japanese": (["#cjk", 0, 3], ["#cjk", 0, 4], "橋", "body"),
    "decomposed": (["#nfd", 0, 4], ["#nfd", 0, 5], "café", "body"),
    "right to left": (["#rtl", 0, 6], ["#rtl", 0, 7], "الجسر", "body"),
    "a soft hyphen": (["li + li", 0, 1], ["li + li", 0, 2], "second", "body"),
    "an emoji and backwards": (["li + li", 0, 15], ["li", 0, 6], "point\nsecond point 🌉", "body"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_selection_becomes_whole_words_of_the_text(article, name):
    begin, end, exact, scope = CASES[name]
    article.page.evaluate(SELECT, [begin, end])
    asked = open_form(article)
    assert asked["target"]["exact"] == exact
    assert asked["target"]["scope"] == scope
    check_place(asked, text_of(STORY))


def test_what_is_no_text_of_the_article_offers_nothing(article):
    for begin, end in ((["#box", 0, 1], ["#box", 0, 4]), ([".lead", 3, 0], [".lead", 3, 1])):
        article.page.evaluate(SELECT, [begin, end])
        article.page.keyboard.press("Control+Enter")
    article.page.evaluate(SELECT, [["#a", 0, 4], ["#a", 0, 7]])
    assert open_form(article)["target"]["exact"] == "new"


def test_selections_at_random_stand_where_they_are_said_to(article):
    choice = random.Random(5)
    text = text_of(STORY)
    for _ in range(20):
        first, last = choice.uniform(0, 0.5), choice.uniform(0.6, 0.99)
        article.page.evaluate(SELECT_NODES, [first, choice.random(), last, choice.random()])
        check_place(open_form(article), text)
        article.page.keyboard.press("Escape")
        expect(article.dialog).to_be_hidden()


def test_the_text_travels_once(article):
    first = article.report("million").send().arrived()
    assert first["article"]["text"] == text_of(STORY)
    article.page.keyboard.press("Escape")
    expect(article.dialog).to_be_hidden()
    with article.page.expect_response(lambda response: MATCHES.search(response.url)) as answered:
        article.report("mayor")
    assert answered.value.json()["text_known"] is True
    second = article.send().arrived()
    assert "text" not in second["article"]
    assert second["article"]["text_sha256"] == hashlib.sha256(text_of(STORY).encode()).hexdigest()


def test_a_service_that_has_lost_the_text_gets_it(article):
    article.report("million").send().arrived()
    article.page.keyboard.press("Escape")
    expect(article.dialog).to_be_hidden()
    with article.page.expect_response(lambda response: MATCHES.search(response.url)):
        article.report("mayor")
    # As if the service had forgotten it: the hash arrives altered.
    sent = []

    def alter(route):
        sent.append(route.request.headers["idempotency-key"])
        body = route.request.post_data_json
        if "text_sha256" in body["article"]:
            body["article"]["text_sha256"] = "0" * 64
        route.continue_(post_data=body)

    article.page.route("**/api/v1/sites/daily/corrections", alter)
    assert article.send().arrived()["article"]["text"] == text_of(STORY)
    assert len(sent) == 2
    assert sent[0] == sent[1]


LONG = "".join(f"<p id='p{n}'>Paragraph <b>{n}</b> of many.</p>" for n in range(400))
HOLD = """() => {
  window.held = [];
  window.real = requestAnimationFrame;
  window.requestAnimationFrame = (frame) => held.push(frame);
}"""
LET_GO = """() => {
  window.requestAnimationFrame = real;
  held.forEach((frame) => requestAnimationFrame(frame));
}"""


def test_a_page_that_changes_while_it_is_read_is_read_as_it_is_then(page, service):
    article = CorrectionPage(page, service).open(LONG, csp=None, ready=False)
    article.select("Paragraph 0", inside="#p0").element.locator(".invitation").wait_for()
    page.evaluate(HOLD)
    page.keyboard.press("Control+Enter")
    # A long article is not read in one go: here the browser has its turn.
    page.wait_for_function("() => held.length > 0")
    page.evaluate("() => document.querySelector('#p399').remove()")
    with page.expect_request(lambda request: MATCHES.search(request.url)) as asked:
        page.evaluate(LET_GO)
    check_place(asked.value.post_data_json, text_of(LONG.rpartition("<p ")[0]))
