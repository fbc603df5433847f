"""From the first comment to a discussion, between the newspaper's site and the service's."""

import pytest
from playwright.sync_api import expect

from .journey import HANDS, Article

FIRST = "The ferry should come back."
LATER = "I crossed on foot this morning."
REPLY = "It never left, it only moved upstream."


@pytest.mark.parametrize("hands", HANDS, ids=lambda one: one.name)
def test_three_readers_start_a_discussion_and_put_it_in_order(contexts, service, hands):
    first = Article(contexts.new(**hands.options).new_page(), service, hands).open()
    first.count(0)
    expect(first.thread.get_by_label("Write the first comment for this!")).to_be_visible()
    expect(first.thread.locator("form svg.avatar")).to_be_visible()
    expect(first.comment_on(FIRST)).to_be_visible()
    first.count(1)

    second = Article(contexts.new(**hands.options).new_page(), service, hands, first.key).open()
    second.answer(FIRST, REPLY)
    second.count(2)
    expect(second.comment_on(LATER, "Ben")).to_be_visible()
    second.count(3)

    third = Article(contexts.new(**hands.options).new_page(), service, hands, first.key).open()
    third.count(3)
    up = third.comment(FIRST).get_by_role("button", name="Good comment")
    with third.page.expect_response(lambda answer: answer.url.endswith("/vote")) as voted:
        hands.press(up)
    assert voted.value.ok
    expect(up).to_have_attribute("aria-pressed", "true")

    roots = third.thread.locator(".list:not(.replies) > li > article .body")
    third.order("Newest")
    expect(roots).to_have_text([LATER, FIRST])
    third.order("Oldest")
    expect(roots).to_have_text([FIRST, LATER])
    third.order("Newest")
    third.order("Best")
    expect(roots).to_have_text([FIRST, LATER])
    third.order("Newest")
    expect(roots).to_have_text([LATER, FIRST])
    third.page.reload()
    expect(third.thread.get_by_role("button", name="Newest")).to_have_attribute("aria-pressed", "true")
    expect(roots).to_have_text([LATER, FIRST])
    expect(up).to_have_attribute("aria-pressed", "true")
    assert third.page.evaluate("document.documentElement.scrollWidth") <= third.page.viewport_size["width"]
