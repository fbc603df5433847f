"""`<correction-notices>` in an article under a strict policy: what it shows, what it does not, and what machines read."""

import json

import pytest
from playwright.sync_api import expect

from .axe import findings
from .host_page import STRICT_CSP
from .notices_page import NOTICES, NoticesPage, notice

HOSTILE = "</script><img src=x onerror=alert(1)><b>bold</b>"


@pytest.fixture
def article(page, service):
    return NoticesPage(page, service)


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


SHIFTS = """new PerformanceObserver((list) => {
  for (const { value } of list.getEntries()) window.shifted = (window.shifted ?? 0) + value;
}).observe({ type: "layout-shift", buffered: true })"""
INCLUDED = """<section class="commentsvc-notices" data-notices="{made}"><p>In 1987, not in 1978.</p>
<script type="application/ld+json">{{}}</script></section>"""


def moved(article) -> float:
    """What Chromium counts of what moved in sight until the page has come to rest (Cumulative Layout Shift)."""
    article.page.wait_for_load_state("networkidle")
    article.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return article.page.evaluate("() => window.shifted ?? 0")


@pytest.mark.parametrize("place", ["below", "included"])
def test_with_notices_nothing_in_sight_moves_below_the_first_window_or_where_they_were_included(article, place):
    article.page.add_init_script(SHIFTS)
    article.answer(notice())
    if place == "below":
        article.open(above='<div class="long">A long article.</div>', css=".long { block-size: 150vh }")
        expect(article.element.get_by_role("article")).to_have_count(1)
    else:
        shown = INCLUDED.format(made="2345678923456789.1.published")
        article.page.add_init_script(
            "window.shown = 0; document.addEventListener('notices:shown', () => { window.shown += 1 })"
        )
        article.open("json-ld", inside=shown, css="correction-notices { display: block }")
        article.page.wait_for_function("() => window.shown === 1")
        expect(article.page.get_by_text("In 1987, not in 1978.")).to_be_visible()
        expect(article.element.get_by_role("article")).to_have_count(0)
        assert article.page.locator('script[type="application/ld+json"]').count() == 1
    assert moved(article) == 0


@pytest.mark.parametrize("made", ["2345678923456789.1.published", ""], ids=["changed since", "no notice then"])
def test_what_was_included_gives_way_to_what_is_true_now(article, made):
    article.answer(notice(version=2, changed_at="2026-03-09T09:00:00.000Z")).open(inside=INCLUDED.format(made=made))
    expect(article.element.get_by_role("article")).to_contain_text("An earlier version named the wrong year.")
    expect(article.page.get_by_text("In 1987, not in 1978.")).to_be_hidden()


def test_what_was_included_stays_where_the_service_is_away(article):
    article.page.route(NOTICES, lambda route: route.abort())
    with article.page.expect_console_message(lambda message: "[commentsvc]" in message.text):
        article.open(inside=INCLUDED.format(made="2345678923456789.1.published"))
    expect(article.page.get_by_text("In 1987, not in 1978.")).to_be_visible()


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
