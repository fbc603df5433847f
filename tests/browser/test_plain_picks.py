"""What a newcomer to the demo sees without JavaScript: picks on top, the newsroom's answers, filters."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW

LOOKS = {
    "wide": {},
    "wide-dark": {"color_scheme": "dark"},
    "narrow": NARROW,
    "narrow-dark": {**NARROW, "color_scheme": "dark"},
}


@pytest.fixture
def plain(contexts):
    return contexts.new(java_script_enabled=False).new_page()


def test_picks_stand_on_top_and_lead_to_their_place(plain, service):
    plain.goto(f"{service.url}/embed/daily/thread?key=article-17&sort=newest")
    picks = plain.get_by_role("region", name="Editors’ picks")
    expect(picks.locator("article")).to_have_count(3)
    expect(picks.locator("article").first).to_contain_text("My wife said that for this she would stand.")
    picks.get_by_role("link", name="The comment by Man with a chair in the discussion").click()
    expect(plain.locator("article.comment.lit")).to_contain_text("My wife said that for this she would stand.")


def test_the_newsroom_and_the_author_of_the_article_stand_out(plain, service):
    plain.goto(f"{service.url}/embed/daily/thread?key=article-17")
    filters = plain.get_by_role("navigation", name="Which comments")
    expect(filters.locator("[aria-current]")).to_have_text("All")
    filters.get_by_role("link", name="Newsroom").click()
    expect(filters.locator("[aria-current]")).to_have_text("Newsroom")
    author = plain.locator("article.comment", has_text="I wrote that sum").locator("header")
    expect(author).to_contain_text("Larysa Horoshko")
    expect(author.locator(".badge")).to_have_text(["Author of the article", "Newsroom"])
    moderator = plain.locator("article.comment", has_text="That was me, with tea.").locator("header")
    expect(moderator.locator(".badge")).to_have_text(["Newsroom"])
    expect(moderator).to_contain_text("to Signalman, retired")
    expect(plain.locator(".badge.by-new")).to_have_count(0)


def test_a_filter_by_keyboard(plain, service):
    plain.goto(f"{service.url}/embed/daily/thread?key=article-17")
    plain.get_by_role("link", name="Editors’ picks").focus()
    plain.keyboard.press("Enter")
    expect(plain.locator(".filters [aria-current]")).to_have_text("Editors’ picks")
    expect(plain.locator("article.comment")).to_have_count(3)


@pytest.mark.parametrize("look", LOOKS)
def test_it_fits_wide_and_narrow(contexts, service, picture, look):
    page = contexts.new(java_script_enabled=False, **LOOKS[look]).new_page()
    for name, query in (
        ("picks", "key=article-17"),
        ("newsroom", "key=article-17&filter=staff"),
        ("arabic", "key=article-19"),
    ):
        page.goto(f"{service.url}/embed/daily/thread?{query}")
        expect(page.locator(".filters [aria-current]")).to_be_visible()
        picture(page, f"plain-{name}-{look}")
        for link in page.locator(".filter, .picks .act").all():
            assert link.bounding_box()["height"] >= 24
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
