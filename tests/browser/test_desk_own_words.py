"""One of the newsroom changes an answer, and takes it back, by mouse and by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk_page import narrow, post_comment, sign_in
from tests.browser.test_desk_accessibility import faults


@pytest.fixture
def answered(service):
    """`answered(page)`: the newsroom's answer to a reader, alone on its page at the desk; the article's key."""

    def go(page):
        key = service.fresh_key()
        asked = post_comment(service, page, "When was the bridge built?", key=key)
        page.goto(f"/desk/daily/comments/{asked}")
        page.get_by_text("Reply as the newsroom").click()
        page.get_by_label("Your comment").fill("In 1936.")
        page.get_by_role("button", name="Post as the newsroom").click()
        expect(page.get_by_text("Your comment is on the page.")).to_be_visible()
        (own,) = _said(service, page, key)
        page.goto(f"/desk/daily/comments/{own['id']}")
        return key

    return go


def _said(service, page, key):
    query = {"key": key, "filter": "staff"}
    return page.request.get(f"{service.url}/api/v1/sites/daily/thread", params=query).json()["comments"]


def test_words_are_changed_by_keyboard_and_the_earlier_ones_stay_at_the_desk(service, contexts, answered, picture):
    page = sign_in(contexts, service)
    key = answered(page)
    page.get_by_text("Change or withdraw my comment").focus()
    page.keyboard.press("Enter")
    box = page.get_by_label("Your words", exact=True)
    expect(box).to_be_focused()
    expect(box).to_have_value("In 1936.")
    picture(page, "desk-own-words")
    assert faults(page) == []
    box.fill("In 1926.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Your comment is changed.")
    expect(page.locator(".revision")).to_contain_text("In 1936.")
    (own,) = _said(service, page, key)
    assert own["body"] == [{"t": "p", "c": ["In 1926."]}] and own["edited_at"]


def test_a_comment_is_withdrawn_on_a_phone(service, contexts, answered, picture):
    page = narrow(contexts, service, color_scheme="dark")
    key = answered(page)
    page.get_by_text("Change or withdraw my comment").click()
    picture(page, "desk-own-words-narrow")
    page.get_by_role("button", name="Withdraw the comment").click()
    expect(page.get_by_role("status")).to_contain_text("Your comment is withdrawn.")
    expect(page.get_by_text("Change or withdraw my comment")).to_have_count(0)
    assert _said(service, page, key) == []


def test_who_comes_second_compares_and_saves_again(service, contexts, answered):
    page = sign_in(contexts, service)
    key = answered(page)
    other = page.context.new_page()
    other.goto(page.url)
    for tab, text in ((other, "In 1926, we think."), (page, "In 1926, we know.")):
        tab.get_by_text("Change or withdraw my comment").click()
        tab.get_by_label("Your words", exact=True).fill(text)
        tab.get_by_role("button", name="Save the words").click()
        if tab is other:
            expect(tab.get_by_role("status")).to_contain_text("Your comment is changed.")
    expect(page.get_by_role("alert")).to_contain_text("changed the words")
    expect(page.locator("blockquote")).to_have_text("In 1926, we think.")
    assert faults(page) == []
    page.get_by_role("button", name="Save the words").click()
    expect(page.get_by_role("status")).to_contain_text("Your comment is changed.")
    assert _said(service, page, key)[0]["body"] == [{"t": "p", "c": ["In 1926, we know."]}]
