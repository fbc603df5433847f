"""`<comment-count>` on a page that lies open: asked for anew when the reader comes back to it."""

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
