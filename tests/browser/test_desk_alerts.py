"""My alerts at the desk, by keyboard, wide and narrow, light and dark."""

import pytest
from playwright.sync_api import expect

from .axe import findings
from .conftest import NARROW, sign_in


def test_alerts_are_chosen_by_keyboard_and_told_back(signed_in):
    page = signed_in
    page.get_by_role("link", name="My alerts").click()
    expect(page.get_by_role("heading", name="My alerts")).to_be_visible()
    page.get_by_role("radio", name="Not at all").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name="Gathered, once an hour")).to_be_checked()
    page.get_by_role("checkbox", name="Flagged comments").focus()
    page.keyboard.press("Space")
    page.get_by_label("Not disturbed from").fill("22:00")
    page.get_by_label("until").fill("07:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_role("radio", name="Gathered, once an hour")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Flagged comments")).not_to_be_checked()
    expect(page.get_by_label("until")).to_have_value("07:00")
    assert findings(page) == []
    page.get_by_label("until").fill("22:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("two times of a day")
    assert findings(page) == []
    page.get_by_role("link", name="My alerts").click()
    page.get_by_role("radio", name="Not at all").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()


@pytest.mark.parametrize("options", [{}, NARROW | {"color_scheme": "dark"}], ids=["wide", "narrow-dark"])
def test_the_page_is_calm_wide_and_narrow(contexts, service, picture, options, request):
    page = sign_in(contexts, service, **options)
    page.goto("/desk/daily/alerts")
    expect(page.get_by_role("heading", name="Quiet hours")).to_be_visible()
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, f"desk-alerts-{request.node.callspec.id}")
