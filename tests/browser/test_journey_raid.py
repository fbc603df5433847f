"""A raid is fended off at the desk, and what that does on the newspaper's page while a reader is writing there."""

import re

import pytest
from playwright.sync_api import expect

from .axe import findings
from .desk_page import post_comment
from .thread_page import ThreadPage

CLOSED = "For a while only readers with an account can write here. Your text stays in the box."


@pytest.fixture
def article(page, service):
    return ThreadPage(page, service)


@pytest.fixture
def desk(signed_in, service):
    """The page Raid of the whole site, which is left as it was found."""
    address = f"{service.url}/desk/daily/raid"
    signed_in.goto(address)
    yield signed_in
    signed_in.goto(address)
    for button in ("Open anonymous posting", "End raid mode"):
        if signed_in.get_by_role("button", name=button).count():
            signed_in.get_by_role("button", name=button).click()
            expect(signed_in.get_by_role("button", name=button)).to_have_count(0)


def press(page, name):
    page.get_by_role("button", name=name).click()


def test_anonymous_posting_is_closed_while_somebody_writes_and_opened_again(article, desk, picture):
    article.open().post("Before the storm.")
    article.write("What I was about to say.")
    press(desk, "Close anonymous posting")
    expect(desk.get_by_role("heading", name="Anonymous posting is closed")).to_be_visible()
    picture(desk, "raid-desk-closed")
    press(article.thread, "Post comment")
    expect(article.thread.locator(".pause-note")).to_have_text(CLOSED)
    expect(article.box).to_have_value("What I was about to say.")
    picture(article.page, "raid-widget-closed")
    assert findings(article.page) == []

    # Whoever comes now is told before writing anything.
    article.page.reload()
    expect(article.thread.locator(".pause-note")).to_have_text(CLOSED)
    expect(article.box).to_have_value("What I was about to say.")

    press(desk, "Open anonymous posting")
    expect(desk.get_by_role("heading", name="Close anonymous posting")).to_be_visible()
    article.page.reload()
    expect(article.box).to_have_value("What I was about to say.")
    expect(article.thread.locator(".pause-note")).to_have_count(0)
    article.thread.get_by_label("Your name").fill("Ann")
    press(article.thread, "Post comment")
    expect(article.comment("What I was about to say.")).to_be_visible()


def test_raid_mode_on_one_thread_holds_newcomers_and_slows_everybody(article, signed_in, service, contexts, picture):
    post_comment(service, signed_in, source=f"Calm words {article.key}.", key=article.key)
    signed_in.goto(f"{service.url}/desk/daily/threads")
    signed_in.locator("a", has_text=re.compile("^Switches")).first.click()
    expect(signed_in.get_by_role("heading", name="Who may write")).to_be_visible()
    signed_in.goto(signed_in.url.replace("/settings", "/raid"))
    signed_in.get_by_label("Seconds between two comments of a reader").fill("600")
    press(signed_in, "Begin raid mode")
    expect(signed_in.get_by_role("heading", name="Raid mode is on here")).to_be_visible()
    picture(signed_in, "raid-desk-thread")
    assert findings(signed_in) == []

    article.open()
    article.box.click()
    expect(article.thread.locator(".pause-note")).to_contain_text("one comment every 600 seconds")
    article.write("I am new here.")
    press(article.thread, "Post comment")
    expect(article.comment("I am new here.")).to_contain_text("There are unusually many comments just now")
    article.box.click()
    article.box.fill("And in a hurry.")
    press(article.thread, "Post comment")
    expect(article.thread.locator(".pause-note")).to_contain_text("You can write again at ")
    expect(article.box).to_have_value("And in a hurry.")
    picture(article.page, "raid-widget-slow")

    press(signed_in, "End raid mode")
    expect(signed_in.get_by_role("button", name="Begin raid mode")).to_be_visible()
    press(article.thread, "Post comment")
    expect(article.comment("And in a hurry.")).to_be_visible()
    other = ThreadPage(contexts.new().new_page(), service, article.key).open()
    expect(other.comment("And in a hurry.")).to_be_visible()
    expect(other.comment("I am new here.")).to_have_count(0)
