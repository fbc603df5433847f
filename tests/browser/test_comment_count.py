"""`<comment-count>`: asked for anew when the reader comes back to a page that lies open; large ones are easy to read."""

import pytest
from playwright.sync_api import expect

from .thread_page import ThreadPage

SHOW = "(on) => { window.hiddenNow = !on; document.dispatchEvent(new Event('visibilitychange')); }"


@pytest.fixture
def article(page, service):
    page.add_init_script("Object.defineProperty(document, 'hidden', { get: () => Boolean(window.hiddenNow) })")
    page.clock.install()
    article = ThreadPage(page, service)
    article.open(before=f'<comment-count site="daily" key="{article.key}"></comment-count>')
    return article


def test_a_count_is_asked_for_anew_when_the_reader_comes_back(article):
    count = article.page.locator("comment-count")
    expect(count).to_have_text("0 comments")
    article.posted("It came meanwhile.")
    article.page.evaluate(SHOW, False)
    article.page.clock.fast_forward("02:00")
    article.page.evaluate(SHOW, True)
    article.page.clock.fast_forward("00:01")
    expect(count).to_have_text("1 comment")


def test_a_count_is_kept_where_the_service_does_not_answer(article):
    count = article.page.locator("comment-count")
    expect(count).to_have_text("0 comments")
    article.page.route("**/counts?*", lambda route: route.abort())
    article.page.clock.fast_forward("02:00")
    with article.page.expect_event("requestfailed", lambda request: "/counts?" in request.url):
        article.page.evaluate(SHOW, True)
        article.page.clock.fast_forward("00:01")
    expect(count).to_have_text("0 comments")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "1,234,567 comments"),
        ("uk", "1\u00a0234\u00a0567 коментарів"),
        ("ru", "1\u00a0234\u00a0567 комментариев"),
    ],
)
def test_a_large_count_can_be_read_at_a_glance(page, service, lang, words):
    article = ThreadPage(page, service)
    answer = {"json": {"counts": {article.key: 1_234_567}}, "headers": {"Access-Control-Allow-Origin": "*"}}
    page.route("**/counts?*", lambda route: route.fulfill(**answer))
    article.show(f'<comment-count site="daily" key="{article.key}"></comment-count>', lang=lang)
    expect(page.locator("comment-count")).to_have_text(words)
    # For which all white space is the same.
    assert page.locator("comment-count span").text_content() == words
