"""`<correction-notices>` in an article under a strict policy: what it shows, what it does not, and what machines read."""

import json
import re

import pytest
from playwright.sync_api import expect

from .axe import findings
from .host_page import GROUND, STRICT_CSP, HostPage

NOTICES = re.compile(r"/api/v1/sites/[^/]+/notices")
HOSTILE = "</script><img src=x onerror=alert(1)><b>bold</b>"


def notice(**more):
    """One notice as the service gives it."""
    made = {
        "id": "2345678923456789",
        "kind": "correction",
        "status": "published",
        "text": "An earlier version named the wrong year.",
        "before": "in 1978",
        "after": "in 1987",
        "target": None,
        "language": "en",
        "version": 1,
        "published_at": "2026-03-02T09:00:00.000Z",
        "changed_at": None,
        "withdrawn_at": None,
        "reason": None,
        "url": "https://comments.example/corrections/daily?at=2345678923456789#2345678923456789",
    }
    return made | more


class Article(HostPage):
    """A page with the element, and what it is answered with."""

    def __init__(self, page, service):
        super().__init__(page, service)
        self.element = page.locator("correction-notices")

    def answer(self, *notices):
        document = json.dumps({"article": None, "notices": notices})
        headers = {"Access-Control-Allow-Origin": "*"}
        self.page.unroute(NOTICES)
        self.page.route(
            NOTICES, lambda route: route.fulfill(body=document, content_type="application/json", headers=headers)
        )
        return self

    def open(self, attributes="", **page):
        body = (
            f'<h1>The bridge</h1><correction-notices site="daily" key="{self.key}" {attributes}></correction-notices>'
        )
        self.show(f'{body}<p id="below">Below.</p>', css=GROUND, **page)
        return self


@pytest.fixture
def article(page, service):
    return Article(page, service)


def test_a_notice_stands_in_the_article_with_its_words_and_its_address(article):
    article.answer(notice()).open()
    one = article.element.get_by_role("article")
    expect(one).to_contain_text("Correction")
    expect(one).to_contain_text("An earlier version named the wrong year.")
    expect(one.locator("del")).to_have_text("in 1978")
    expect(one.locator("ins")).to_have_text("in 1987")
    expect(one.locator("time")).to_have_attribute("datetime", "2026-03-02T09:00:00.000Z")
    expect(one.get_by_role("link")).to_have_attribute("href", notice()["url"])
    expect(article.element.get_by_role("region", name="Corrections to this article")).to_be_visible()
    assert article.page.locator('script[type="application/ld+json"]').count() == 0
    assert article.messages == []


def test_without_notices_nothing_is_there_and_nothing_moves(article):
    article.answer()
    with article.page.expect_response(NOTICES):
        article.open()
    article.page.wait_for_function('() => customElements.get("correction-notices")')
    assert article.element.bounding_box()["height"] == 0
    expect(article.element.get_by_role("region")).to_have_count(0)


def test_a_withdrawn_notice_is_a_trace(article):
    gone = {"status": "withdrawn", "text": "", "before": "", "after": "", "reason": "It was right after all."}
    article.answer(notice(**gone, withdrawn_at="2026-03-05T09:00:00.000Z")).open("json-ld")
    one = article.element.get_by_role("article")
    expect(one).to_contain_text("This notice was withdrawn on")
    expect(one).to_contain_text("It was right after all.")
    assert article.page.locator('script[type="application/ld+json"]').count() == 0


def test_machines_read_linked_data_under_a_strict_policy_where_the_page_wants_it(article):
    article.answer(notice(), notice(id="3", text=HOSTILE, changed_at="2026-03-09T09:00:00.000Z"))
    article.open("json-ld", csp=STRICT_CSP.partition("require-trusted-types-for")[0])
    expect(article.element.get_by_role("article")).to_have_count(2)
    data = article.page.locator('head script[type="application/ld+json"]')
    expect(data).to_have_count(1)
    told = json.loads(data.evaluate("(one) => one.textContent"))
    assert (told["@type"], told["dateModified"]) == ("NewsArticle", "2026-03-09T09:00:00.000Z")
    assert [one["@type"] for one in told["correction"]] == ["CorrectionComment"] * 2
    assert told["correction"][1]["text"] == HOSTILE
    assert article.page.locator("img").count() == 0
    assert article.messages == []
    article.page.evaluate('document.querySelector("correction-notices").remove()')
    expect(data).to_have_count(0)


@pytest.mark.parametrize(("lang", "words"), [("uk", "Виправлення"), ("ru", "Исправление"), ("fr", "Correction")])
def test_it_speaks_the_languages_of_the_page_and_follows_a_change(article, lang, words):
    article.answer(notice()).open(lang=lang)
    expect(article.element.locator("[part=kind]")).to_have_text(words)
    article.page.evaluate('document.querySelector("correction-notices").lang = "en"')
    expect(article.element.locator("[part=kind]")).to_have_text("Correction")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_no_fault_that_axe_can_see(article, scheme):
    article.page.emulate_media(color_scheme=scheme)
    article.answer(notice(), notice(kind="retraction", changed_at="2026-03-09T09:00:00.000Z")).open()
    expect(article.element.get_by_role("article")).to_have_count(2)
    assert findings(article.page, context="correction-notices") == []


def test_from_right_to_left(article):
    article.answer(notice(text="السنة خاطئة", language="ar")).open(lang="ar", direction="rtl")
    expect(article.element.get_by_role("article")).to_be_visible()
    assert (
        article.element.evaluate("(one) => getComputedStyle(one.shadowRoot.querySelector('.root')).direction") == "rtl"
    )


def test_where_the_service_is_away_readers_see_nothing_and_the_console_says_why(article):
    article.page.route(NOTICES, lambda route: route.abort())
    with article.page.expect_console_message(lambda message: "[commentsvc]" in message.text):
        article.open()
    assert article.element.bounding_box()["height"] == 0
