"""On a phone: 360 pixels wide, no keyboard, no mouse."""

import pytest
from playwright.sync_api import expect

from .correction_page import CorrectionPage


@pytest.fixture
def phone(contexts, service):
    context = contexts.new(viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True)
    return CorrectionPage(context.new_page(), service)


def test_the_sentence_names_the_button_instead_of_keys(phone):
    phone.open()
    expect(phone.element.locator(".invitation")).to_contain_text("press the button that appears")
    assert phone.element.locator("kbd").count() == 0


def test_a_report_by_touch(phone):
    phone.open().select("recieve")
    expect(phone.tip).to_be_visible()
    words = phone.page.locator("#first em").bounding_box()
    button = phone.tip.bounding_box()
    assert button["y"] >= words["y"] + words["height"] + 20, "the button stands clear of the selection's handles"
    assert button["height"] >= 44
    assert button["x"] >= 0 and button["x"] + button["width"] <= 360
    phone.tip.tap()
    expect(phone.marked).to_have_text("recieve")
    phone.proposal.fill("receive")
    for name in ("Send", "Cancel", "Close"):
        box = phone.dialog.get_by_role("button", name=name, exact=True).bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 640, f"{name} is in sight"
        assert box["height"] >= 44
    phone.dialog.get_by_role("button", name="Send").tap()
    assert phone.arrived()["replacement"] == "receive"


def test_the_page_never_scrolls_sideways(phone):
    phone.open().report("recieve its first tram on Monday morning")
    overflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert phone.page.evaluate(overflow) == 0
    body = phone.dialog.locator(".body")
    assert body.evaluate("(one) => one.scrollWidth - one.clientWidth") == 0


def test_far_above_the_element_the_button_comes_too_and_stays_in_sight(phone):
    story = (
        "<p>" + "Many words here. " * 200 + "</p><p id='last'>The last one is wrnog.</p><p>" + "More. " * 400 + "</p>"
    )
    phone.open(story, ready=False).page.locator("#last").evaluate("(one) => one.scrollIntoView({ block: 'end' })")
    phone.select("wrnog")
    expect(phone.tip).to_be_visible()
    box = phone.tip.bounding_box()
    assert box["y"] + box["height"] <= 640
