"""An administrator erases a reader who asked for it, by keyboard, seeing what goes."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TIMEOUT_MS
from tests.browser.desk_page import post_comment, status_of
from tests.browser.test_desk_accessibility import faults
from tests.browser.test_desk_people import LOOKS, administrator


@pytest.mark.parametrize("look", LOOKS)
def test_a_reader_is_found_looked_at_and_erased(contexts, service, picture, look):
    page = administrator(contexts, service, **LOOKS[look])
    comment = post_comment(service, page, "Please forget me.", name="Marta Ilchenko")
    page.goto("/desk/daily/settings")
    page.get_by_role("navigation", name="Settings").get_by_role("link", name="Erase a reader").press("Enter")
    field = page.get_by_label("E-mail address, or the id")
    field.fill("nobody.of.ours@example.org")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("There is no such reader")
    assert faults(page) == []
    field.fill(comment)
    field.press("Enter")
    expect(page.get_by_role("heading", name="What would go")).to_be_visible()
    expect(page.get_by_text("Marta Ilchenko")).to_be_visible()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
    picture(page, f"desk-erasure-{look}")
    page.get_by_label("The texts go as well").check()
    page.get_by_label("Yes, erase.").check()
    page.get_by_role("button", name="Erase", exact=True).press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Every way in is closed")
    expect(page.get_by_label("E-mail address, or the id")).to_have_value("")
    # The worker does the rest.
    deadline = time.monotonic() + 4 * TIMEOUT_MS / 1000
    while status_of(service, page, comment) != 404:
        assert time.monotonic() < deadline, "the comment is still there"
        page.wait_for_load_state()
