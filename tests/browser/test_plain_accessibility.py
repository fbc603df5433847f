"""axe-core finds nothing on the readers' plain pages, light and dark, wide and narrow."""

import itertools

import pytest
from playwright.sync_api import expect

from .axe import findings

LOOKS = list(itertools.product(["light", "dark"], [360, 1280]))


@pytest.fixture(params=LOOKS, ids=[f"{scheme}-{width}" for scheme, width in LOOKS])
def page(contexts, request):
    scheme, width = request.param
    return contexts.new(color_scheme=scheme, viewport={"width": width, "height": 800}).new_page()


def check(page):
    """What axe-core finds on the page; best practices that it only suggests are held too."""
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"


def test_thread_and_its_forms(page, service):
    address = f"{service.url}/embed/daily/thread?key={service.fresh_key()}"
    page.goto(address)
    check(page)
    page.get_by_label("Your comment").fill("A word with *weight* and `code`.\n\n> A quote.")
    page.get_by_label("Your name").fill("Ann")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("status")).to_be_visible()
    check(page)
    page.get_by_label("Your comment").fill("See https://example.org/ there.")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_text("are read by a moderator")).to_be_visible()
    page.get_by_label("Your comment").fill("x" * 5001)
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check(page)
    page.goto(address)
    page.get_by_role("link", name="Reply to Ann").click()
    expect(page.get_by_label("Your reply")).to_be_visible()
    check(page)
    page.context.clear_cookies()
    page.goto(address)
    page.get_by_role("button", name="Good comment").click()
    expect(page.locator('[aria-pressed="true"]')).to_be_visible()
    check(page)
    page.get_by_role("link", name="Flag the comment by Ann").click()
    expect(page.get_by_role("link", name="Back to the discussion")).to_be_visible()
    check(page)


@pytest.mark.parametrize("query", ["key=article-17", "key=article-17&filter=staff", "key=article-19&lang=ar"])
def test_the_demo_s_lively_threads(page, service, query):
    page.goto(f"{service.url}/embed/daily/thread?{query}")
    expect(page.locator("article.comment").first).to_be_visible()
    check(page)


def test_correction_and_status(page, service):
    page.goto(f"{service.url}/embed/daily/correction?key={service.fresh_key()}&quote=recieve")
    check(page)
    page.get_by_label("How should it read?").fill("receive")
    page.get_by_label("Typo").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Status of your report").click()
    expect(page.locator("mark")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Withdraw the report").click()
    expect(page.get_by_role("button", name="Withdraw")).to_be_visible()
    check(page)


def test_what_is_known_of_readers(page, service, picture):
    page.goto(f"{service.url}/embed/daily/privacy")
    expect(page.get_by_role("heading", name="What is known of you here")).to_be_visible()
    check(page)
    scheme = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'")
    picture(page, f"privacy-{scheme}-{page.viewport_size['width']}")
    page.goto(f"{service.url}/embed/daily/privacy?lang=uk")
    expect(page.get_by_role("heading", name="Що тут про вас відомо")).to_be_visible()
    check(page)


@pytest.mark.parametrize("path", ["/", "/api/docs", "/report/nothing", "/embed/nobody/thread?key=a"])
def test_other_pages(page, service, path):
    page.goto(service.url + path)
    check(page)
