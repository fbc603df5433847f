"""The queue with colleagues in it: claims and races seen at once, a selection decided and undone by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.desk_page import narrow, post_comment, sign_in, status_of

QUEUE = "/desk/daily/comments?queue=held&order=newest"


@pytest.fixture
def two(contexts, service):
    """A moderator and an administrator on the same queue, and three new comments at its top."""
    page = sign_in(contexts, service)
    comments = [post_comment(service, page) for _ in range(3)]
    other = sign_in(contexts, service, "administrator")
    for one in (page, other):
        one.goto(QUEUE)
    return page, other, comments


def card(page, comment):
    return page.locator(f"#c-{comment}")


def test_a_claim_is_seen_by_a_colleague_within_seconds(two):
    page, other, comments = two
    page.keyboard.press("j")
    expect(card(page, comments[2])).to_be_focused()
    page.keyboard.press("c")
    mine = card(page, comments[2]).get_by_role("button", name="I have it open")
    expect(mine).to_have_attribute("aria-pressed", "true")
    expect(card(other, comments[2]).locator("[data-holder]")).to_have_text(re.compile("has it open"))
    card(other, comments[2]).get_by_role("button", name="I have it open").click()
    expect(other.locator("[data-toast]")).to_contain_text("Somebody else has this comment open")
    page.keyboard.press("c")
    expect(mine).to_have_attribute("aria-pressed", "false")
    expect(card(other, comments[2]).locator("[data-holder]")).to_be_hidden()


def test_what_a_colleague_decides_says_so_where_it_stands(two):
    page, other, comments = two
    card(other, comments[2]).get_by_role("button", name="Approve").click()
    expect(card(other, comments[2])).to_have_count(0)
    told = card(page, comments[2]).get_by_role("alert")
    expect(told).to_contain_text("approved this")
    expect(card(page, comments[2]).locator(".acts")).to_have_count(0)
    expect(card(page, comments[2]).locator("[data-choose]")).to_have_count(0)
    assert findings(page) == []


def test_what_is_out_of_sight_leaves_the_list(contexts, service):
    page = narrow(contexts, service)
    comments = [post_comment(service, page, f"See https://example.org/{number}") for number in range(6)]
    page.goto(QUEUE)
    expect(card(page, comments[0])).not_to_be_in_viewport()
    other = sign_in(contexts, service, "administrator")
    other.goto(f"/desk/daily/comments/{comments[0]}")
    other.get_by_role("button", name="Approve").click()
    expect(other.locator("[data-toast]")).to_be_visible()
    expect(card(page, comments[0])).to_have_count(0)
    expect(card(page, comments[5])).to_be_visible()


def test_a_race_that_is_lost_says_what_the_other_did(two, service):
    page, other, comments = two
    # No news: only the answer to the own decision tells.
    page.route("**/comments/state?*", lambda route: route.abort())
    card(other, comments[1]).get_by_role("button", name="Spam").click()
    expect(card(other, comments[1])).to_have_count(0)
    card(page, comments[1]).get_by_role("button", name="Approve").click()
    expect(card(page, comments[1]).get_by_role("alert")).to_contain_text("marked this as spam")
    assert status_of(service, page, comments[1]) == 404


def test_a_selection_is_decided_and_undone_by_keyboard_alone(two, service):
    page, _other, comments = two
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    bar = page.get_by_role("form", name="Decide about the selected comments")
    expect(bar).to_contain_text("Selected: 2")
    page.keyboard.press("r")
    page.keyboard.press("3")
    expect(page.locator("[data-toast]")).to_contain_text("Rejected: 2 comments.")
    for comment in comments[1:]:
        expect(card(page, comment)).to_have_count(0)
    page.keyboard.press("u")
    expect(page.locator("[data-toast]")).to_contain_text("Put back: 2 comments.")
    for comment in comments:
        expect(card(page, comment)).to_be_visible()


def test_a_whole_page_is_ticked_and_all_between_with_shift(two):
    page, _other, comments = two
    boxes = page.locator("[data-choose]")
    everything = page.get_by_label("Select all on this page")
    everything.check()
    expect(page.locator("[data-choose]:checked")).to_have_count(boxes.count())
    everything.uncheck()
    expect(page.get_by_role("form", name="Decide about the selected comments")).to_be_hidden()
    boxes.nth(0).check()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(page.locator("[data-choose]:checked")).to_have_count(3)
    expect(card(page, comments[1]).locator("[data-choose]")).to_be_checked()


def test_everything_like_one_text_is_told_and_then_decided(two, service):
    page, _other, _comments = two
    copies = [
        post_comment(service, page, f"Earn {number} euros at https://win.example/{number}") for number in range(3)
    ]
    page.goto(QUEUE)
    card(page, copies[0]).get_by_role("link", name="3 texts like this wait").click()
    expect(page.locator("[data-card]")).to_have_count(3)
    page.get_by_role("button", name="Decide about everything in this list").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3 comments")
    assert findings(page) == []
    page.get_by_role("button", name="3 comments are spam").click()
    expect(page.locator("[data-toast]")).to_contain_text("Marked as spam: 3 comments.")
    assert all(status_of(service, page, copy) == 404 for copy in copies)
    page.keyboard.press("u")
    expect(page.locator("[data-toast]")).to_contain_text("Put back: 3 comments.")


def test_a_large_decision_goes_on_in_the_background_and_is_followed(contexts, service):
    page = sign_in(contexts, service)
    key = service.fresh_key()
    flood = [
        post_comment(service, page, f"A flood of {number} https://flood.example/", key=key) for number in range(205)
    ]
    page.goto(QUEUE)
    card(page, flood[-1]).get_by_role("link", name="All of this article").click()
    expect(page.locator(".narrowed")).to_be_visible()
    page.get_by_role("button", name="Decide about everything in this list").click()
    page.get_by_role("button", name="Approve 205 comments").click()
    expect(page.locator("[data-told]")).to_have_text("Approved: 205 comments.")
    assert status_of(service, page, flood[0]) == 200
    page.get_by_role("button", name="Undo all of it").click()
    expect(page.locator("[data-told]")).to_have_text("Put back: 205 comments.")
    assert status_of(service, page, flood[0]) == 404
