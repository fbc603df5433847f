"""Figures about comments: no fault that axe can see, reached from the overview, readable without colour."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.desk_page import narrow, post_comment, sign_in

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
PAGE = "/desk/daily/figures/comments"


@pytest.mark.parametrize(("open_desk", "scheme"), [(sign_in, "light"), (narrow, "dark")])
def test_the_figures_are_clean_and_say_the_same_as_a_table(contexts, service, picture, open_desk, scheme):
    page = open_desk(contexts, service, color_scheme=scheme)
    post_comment(service, page)
    page.goto("/desk/daily/")
    page.get_by_role("main").get_by_role("link", name="Figures").click()
    expect(page.get_by_role("heading", level=1, name="Figures about comments")).to_be_visible()
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_role("link", name="Today")).to_have_attribute("aria-current", "page")
    expect(page.get_by_role("img", name="What came in").locator(".bar-stripes")).not_to_have_count(0)
    assert findings(page, options=RULES) == []
    page.get_by_text("The numbers as a table").first.click()
    expect(page.locator("#came-table")).to_be_visible()
    assert findings(page, options=RULES) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, f"desk-moderation-figures-{scheme}")


def test_a_day_on_which_nothing_happened_is_clean(contexts, service):
    page = sign_in(contexts, service)
    page.goto(f"{PAGE}?from=2001-01-01&to=2001-01-02")
    expect(page.get_by_role("img", name="What came in")).to_contain_text("Nothing in this period")
    assert findings(page, options=RULES) == []
