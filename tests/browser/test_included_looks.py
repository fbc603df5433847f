"""Included comments as they look before, or without, JavaScript: with the linked style sheet, under a strict policy."""

import re
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.conftest import NARROW
from tests.browser.thread_page import ThreadPage

LOOKS = {
    "wide": {},
    "wide-dark": {"color_scheme": "dark"},
    "narrow": NARROW,
    "narrow-dark": {**NARROW, "color_scheme": "dark"},
}
# What a publisher's page needs for the sheet: style-src, and nothing unsafe.
POLICY = "default-src 'none'; style-src {service} 'nonce-test'"
# A page with rules of its own for text, as articles have.
PAGE = """body { background: light-dark(#fff, #16181a) } main { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font-family: Georgia, serif }
  main p { margin: 1.5em 0; text-indent: 0 } main ol { padding-left: 40px } main a { color: light-dark(#0a58ca, #8ab4f8) }"""


@pytest.fixture
def read(contexts, service):
    """`read(key, **options)`: a page without JavaScript with the comments of a demo article in its HTML."""

    def go(key, lang="en", **options):
        query = urlencode({"key": key, "format": "html", "sort": "oldest", "lang": lang})
        with urlopen(f"{service.url}/api/v1/sites/daily/thread?{query}") as answer:
            inside = answer.read().decode()
        page = contexts.new(java_script_enabled=False, **options).new_page()
        link = f'<link rel="stylesheet" href="{service.url}/embed/thread.css">'
        article = ThreadPage(page, service, key)
        return article.open(before=link, inside=inside, css=PAGE, csp=POLICY, ready=False)

    return go


@pytest.mark.parametrize("look", LOOKS)
def test_they_are_fit_to_be_seen(read, picture, look):
    article = read("article-17", **LOOKS[look])
    expect(article.page.get_by_role("region", name="Editors’ picks").locator("article")).to_have_count(2)
    expect(article.page.locator(".commentsvc-thread .list").first).to_have_css("list-style-type", "none")
    picture(article.page, f"included-{look}")
    for link in article.page.locator(".commentsvc-thread a:visible").all():
        if not link.evaluate("one => one.closest('.body, .words')"):
            assert link.bounding_box()["height"] >= 24, link.inner_text()
    assert article.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [one for one in article.messages if "Content Security Policy" in one and "script" not in one] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(contexts, service, read, scheme):
    article = read("article-17", color_scheme=scheme)
    markup = article.page.content()
    # axe-core is a script itself: the same page once more, without the element's.
    page = contexts.new(color_scheme=scheme).new_page()
    page.context.grant_permissions(["local-network-access"])
    page.route("**/embed.js", lambda route: route.abort())
    page.route(f"{service.newspaper}/looks", lambda route: route.fulfill(body=markup, content_type="text/html"))
    page.goto(f"{service.newspaper}/looks")
    expect(page.locator(".commentsvc-thread .list").first).to_have_css("list-style-type", "none")
    assert axe.findings(page) == []


def test_right_to_left_words_and_a_pick_lead_where_they_should(read, picture):
    article = read("article-19")
    picture(article.page, "included-arabic")
    article = read("article-17")
    picks = article.page.get_by_role("region", name="Editors’ picks")
    expect(picks.get_by_role("link", name="in the discussion").first).to_have_attribute(
        "href", re.compile(r"/embed/daily/thread\?.*at=")
    )
