"""Others have reported the same place: one press adds one more reader, and the newsroom gets no second report."""

import re

import pytest
from playwright.sync_api import expect

from . import axe
from .correction_page import CorrectionPage
from .thread_page import problem

SUPPORT = re.compile(r"/api/v1/sites/daily/corrections/support$")


@pytest.fixture
def article(page, service):
    return CorrectionPage(page, service)


@pytest.fixture
def second(article, service, contexts):
    """Another reader, before a form about words that the first one has reported."""
    article.open().report("recieve").send().arrived()
    other = CorrectionPage(contexts.new().new_page(), service, article.key).open().report("recieve")
    expect(other.join).to_be_visible()
    return other


def test_one_press_adds_the_reader_and_says_thank_you(second):
    second.join.click()
    expect(second.dialog.get_by_role("heading", name="Thank you")).to_be_focused()
    expect(second.dialog.get_by_text("2 readers have now reported this place, you among them.")).to_be_visible()
    assert second.bodies == []
    second.page.keyboard.press("Escape")
    expect(second.dialog).to_be_hidden()
    assert second.selected() == "recieve"
    second.report("recieve")
    expect(second.dialog.get_by_text("You have already added yours")).to_be_visible()
    expect(second.join).to_have_count(0)


def test_by_keyboard_alone(second):
    expect(second.proposal).to_be_focused()
    second.page.keyboard.press("Shift+Tab")
    expect(second.join).to_be_focused()
    second.page.keyboard.press("Enter")
    expect(second.dialog.get_by_role("heading", name="Thank you")).to_be_focused()


def test_what_the_reader_has_typed_stays_and_can_still_be_sent(second):
    second.proposal.fill("receive")
    second.join.click()
    told = second.dialog.get_by_text("2 readers have now reported this place")
    expect(told).to_be_focused()
    expect(second.proposal).to_have_value("receive")
    assert second.send().arrived()["replacement"] == "receive"


def test_without_a_connection_it_can_be_pressed_again(second):
    second.page.context.set_offline(True)
    second.join.click()
    expect(second.dialog.get_by_text("Please try again.")).to_be_visible()
    second.page.context.set_offline(False)
    second.join.click()
    expect(second.dialog.get_by_role("heading", name="Thank you")).to_be_visible()


def test_a_refusal_is_told_in_the_words_of_the_service(second):
    second.page.route(SUPPORT, lambda route: route.fulfill(**problem(403, "banned", "You may not write here.")))
    second.join.click()
    expect(second.dialog.get_by_text("You may not write here.")).to_be_visible()
    expect(second.join).to_be_visible()


def test_the_offer_is_fit_for_everybody(second):
    assert axe.findings(second.page) == []
