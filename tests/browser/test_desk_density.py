"""Cards close together for whoever wants that: twice as many in sight, still within reach, and still clean."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.conftest import NARROW
from tests.browser.desk_page import post_comment, send_report, sign_in

SCREEN = {"viewport": {"width": 1280, "height": 900}}
# Whole cards that are in sight at the top of the list.
IN_SIGHT = """() => [...document.querySelectorAll("[data-card]")]
  .filter((card) => card.getBoundingClientRect().bottom <= innerHeight).length"""
# What a finger may press in a list, and how high it is.
HEIGHTS = """() => [...document.querySelectorAll(".card :is(.acts .btn, .speaking > .btn), .density, .search .btn")]
  .filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().height)"""
LOOKS = {
    "wide": SCREEN,
    "wide-dark": {**SCREEN, "color_scheme": "dark"},
    "narrow": NARROW,
    "narrow-dark": {**NARROW, "color_scheme": "dark"},
}
LIST = "/desk/daily/comments?queue=held&order=newest"


def fill(service, page):
    for number in range(8):
        words = (
            f"The council has {number} plans, and each of them is at https://plans.example/{number} for all to read."
        )
        post_comment(service, page, words)


def test_compact_shows_twice_as_many_and_is_kept_until_it_is_switched_off(contexts, service):
    page = sign_in(contexts, service, **SCREEN)
    fill(service, page)
    page.goto(LIST)
    comfortable = page.evaluate(IN_SIGHT)
    page.keyboard.press("j")
    button = page.get_by_role("button", name="Compact")
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("body.compact")).to_be_visible()
    compact = page.evaluate(IN_SIGHT)
    assert compact >= 2 * comfortable >= 2
    expect(page.locator("[data-card]").first).to_be_in_viewport()
    page.reload()
    assert page.evaluate(IN_SIGHT) == compact
    page.get_by_role("contentinfo").get_by_role("link", name="Your account").click()
    expect(page.get_by_role("heading", name="Cards in the lists")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("button", name="Compact").click()
    expect(page.get_by_role("status")).to_contain_text("Cards have room around them now.")
    page.goto(LIST)
    assert page.evaluate(IN_SIGHT) == comfortable


def test_without_script_it_is_a_plain_form(contexts, service):
    page = sign_in(contexts, service, java_script_enabled=False, **SCREEN)
    page.goto(LIST)
    page.get_by_role("button", name="Compact").click()
    expect(page.locator("body.compact")).to_be_visible()
    expect(page).to_have_url(f"{service.url}{LIST}")


@pytest.mark.parametrize("look", LOOKS)
def test_compact_lists_are_clean_and_within_reach(contexts, service, picture, look):
    page = sign_in(contexts, service, **LOOKS[look])
    page.context.add_cookies([{"name": "desk-cards", "value": "compact", "url": f"{service.url}/desk"}])
    fill(service, page)
    send_report(service, page, service.fresh_key())
    for name, url in (("comments", LIST), ("reports", "/desk/daily/reports?order=newest")):
        page.goto(url)
        expect(page.locator("body.compact [data-card]").first).to_be_visible()
        picture(page, f"desk-compact-{name}-{look}")
        assert findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert min(page.evaluate(HEIGHTS)) >= 24
    page.goto(LIST)
    page.locator("[data-card]").first.locator("summary", has_text="Reject").click()
    expect(page.get_by_role("button", name="Insult or harassment").first).to_be_in_viewport()
