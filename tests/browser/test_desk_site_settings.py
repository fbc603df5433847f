"""An administrator sets the rules and words of the whole site; readers' pages follow."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW
from tests.browser.desk_page import post_comment, sign_in
from tests.browser.test_desk_accessibility import faults

LOOKS = {
    "wide": {},
    "wide-dark": {"color_scheme": "dark"},
    "narrow": NARROW,
    "narrow-dark": {**NARROW, "color_scheme": "dark"},
}


def _open(contexts, service, **options):
    page = sign_in(contexts, service, "administrator", **options)
    page.get_by_role("navigation", name="Desk").get_by_role("link", name="Settings").click()
    expect(page.get_by_role("heading", name="Settings of")).to_be_visible()
    return page


def _head(service, page, key):
    return page.request.get(f"{service.url}/api/v1/sites/daily/thread?key={key}").json()["thread"]


def test_words_and_switches_are_set_by_keyboard_and_readers_see_them(contexts, fresh_service):
    page = _open(contexts, fresh_service)
    key = fresh_service.fresh_key()
    post_comment(fresh_service, page, "First", key=key)
    page.get_by_label("House rules").fill("Be **kind**.")
    page.get_by_role("button", name="Preview the words").press("Enter")
    expect(page.locator(".preview strong")).to_have_text("kind")
    downvotes = page.get_by_label("Readers may vote against a comment")
    expect(downvotes).to_be_checked()
    downvotes.focus()
    page.keyboard.press("Space")
    expect(downvotes).not_to_be_checked()
    page.get_by_role("button", name="Save the settings").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The settings are changed.")
    expect(page.locator(".side li").first).to_contain_text(re.compile("Readers may vote against a comment yes →.*no"))
    told = _head(fresh_service, page, key)
    assert told["downvotes"] is False
    assert told["house_rules"][0]["c"][1] == {"t": "strong", "c": ["kind"]}


def test_a_refused_value_is_focused_and_the_rest_is_still_there(contexts, service):
    page = _open(contexts, service)
    page.get_by_label("Announcement above every discussion").fill("To be kept.")
    minutes = page.get_by_label("Minutes to change one’s own comment")
    # The browser would not send this; a script or an old one may.
    minutes.evaluate("one => { one.removeAttribute('max'); one.value = '2000'; }")
    page.get_by_role("button", name="Save the settings").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was saved yet.")
    expect(minutes).to_be_focused()
    expect(minutes).to_have_accessible_description(re.compile("So long a reader.* from 0 to 1440[.]$", re.DOTALL))
    expect(page.locator("#edit_minutes-wrong")).to_have_text("This has to be a whole number from 0 to 1440.")
    expect(page.get_by_label("Announcement above every discussion")).to_have_value("To be kept.")
    assert faults(page) == []
    page.get_by_role("alert").get_by_role("link", name="Minutes to change").click()
    expect(minutes).to_be_focused()


@pytest.mark.parametrize("look", LOOKS)
def test_the_page_is_clean_wide_and_narrow(contexts, service, picture, look):
    page = _open(contexts, service, **LOOKS[look])
    picture(page, f"desk-settings-{look}")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for label in page.locator(".settings label.switch").all():
        assert label.bounding_box()["height"] >= 24
