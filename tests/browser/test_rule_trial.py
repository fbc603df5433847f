"""An administrator tries a list of words on the last month by keyboard, mends it, saves it, and sees it act."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW
from tests.browser.desk_page import post_comment, sign_in
from tests.browser.test_desk_accessibility import faults

LOOKS = {"wide": {}, "narrow-dark": {**NARROW, "color_scheme": "dark"}}


def _lists(contexts, service, **options) -> Page:
    page = sign_in(contexts, service, "administrator", **options)
    page.get_by_role("navigation", name="Desk").get_by_role("link", name="Settings").press("Enter")
    page.get_by_role("navigation", name="Settings").get_by_role("link", name="Screening").press("Enter")
    page.get_by_role("link", name=re.compile("Write a list|All lists, and a new one")).press("Enter")
    expect(page.get_by_role("heading", name="A new list")).to_be_visible()
    return page


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).press("Enter")


def _tried(page: Page) -> str:
    """What the trial tells, once the page that waits for it has it."""
    expect(page.get_by_role("button", name="Go on to change or save it")).to_be_visible(timeout=30_000)
    return page.locator(".lead").inner_text()


def test_a_list_is_tried_mended_and_saved_by_keyboard_and_holds_what_it_should(contexts, fresh_service):
    page = _lists(contexts, fresh_service)
    key = fresh_service.fresh_key()
    post_comment(fresh_service, page, "The Gooseberry market is open again.", key=key)
    post_comment(fresh_service, page, "What a goose you are.", key=key)
    page.get_by_label("Name").fill("Insults")
    page.get_by_label("Words").fill("goose*")
    _press(page, "Try it on the last month")
    assert _tried(page).startswith("On the last month this would have stopped 2 of")
    expect(page.locator(".trial-fate mark")).to_have_text(["Gooseberry", "goose"])
    _press(page, "Go on to change or save it")
    expect(page.get_by_label("Name")).to_have_value("Insults")
    page.get_by_label("Words").fill("goose")
    _press(page, "Try it on the last month")
    assert _tried(page).startswith("On the last month this would have stopped 1 of")
    expect(page.locator(".trial-fate")).to_contain_text("On the list “Insults”")
    assert faults(page) == []
    _press(page, "Go on to change or save it")
    _press(page, "Keep the list")
    expect(page.get_by_role("status")).to_contain_text("The list is kept.")
    for words in ("Gooseberries are ripe.", "G o o s e !"):
        post_comment(fresh_service, page, words, key=key)
    page.goto(f"{fresh_service.url}/desk/daily/comments?queue=held")
    card = page.locator("[data-card]", has_text="G o o s e")
    expect(card.locator("mark")).to_have_text("G o o s e")
    expect(card).to_contain_text("On the list “Insults”")
    expect(page.locator("[data-card]", has_text="Gooseberries")).to_have_count(0)


@pytest.mark.parametrize("look", LOOKS)
def test_the_form_is_clean_and_a_wrong_line_is_told_where_it_stands(contexts, service, picture, look):
    page = _lists(contexts, service, **LOOKS[look])
    page.get_by_label("Name").fill("Parts")
    page.get_by_label("Words").fill("fine\n*a*")
    _press(page, "Keep the list")
    words = page.get_by_label("Words")
    expect(words).to_be_focused()
    expect(words).to_have_accessible_description(re.compile("Line 2 is no entry"))
    expect(words).to_have_value("fine\n*a*")
    picture(page, f"desk-word-list-{look}")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
