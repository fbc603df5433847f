"""Writing: thread states, announcement and house rules above the box, what a site switches off."""

import pytest
from playwright.sync_api import expect

from . import staged
from .thread_page import ThreadPage


@pytest.fixture
def article(page, service):
    return ThreadPage(page, service)


def test_announcement_and_house_rules_stand_above_the_box(article, picture):
    article.serves(staged.notices)
    article.open()
    expect(article.thread.get_by_text("The minister answers here")).to_be_visible()
    expect(article.thread.locator(".announcement strong")).to_have_text("today at 18:00")
    rules = article.thread.get_by_text("Name your sources.")
    expect(rules).to_be_hidden()
    article.thread.get_by_text("House rules").click()
    expect(rules).to_be_visible()
    picture(article.page, "states-notices")
    box = article.box.bounding_box()
    assert article.thread.locator(".notices").bounding_box()["y"] < box["y"]
    article.post("I have read them.")
    article.thread.get_by_role("button", name="Newest").click()
    expect(article.thread.get_by_text("Order of comments: Newest")).to_have_count(1)
    expect(rules).to_be_visible()


def test_a_pre_moderated_thread_says_so_before_one_writes(article):
    article.serves(staged.notices)
    article.open()
    expect(article.thread.get_by_text("appear after a moderator has looked at them")).to_be_visible()


def test_comments_off_is_said_and_leaves_no_box(article, picture):
    article.serves(staged.closed)
    article.open()
    expect(article.thread.get_by_text("Comments are switched off for this article.")).to_be_visible()
    expect(article.thread.get_by_role("textbox")).to_have_count(0)
    expect(article.thread.get_by_text("House rules")).to_have_count(0)
    expect(article.thread.get_by_text("The minister answers here")).to_be_visible()
    picture(article.page, "states-closed")


def test_comments_switched_off_while_reading_are_said_at_once(article):
    def later(page, query):
        page["thread"]["state"] = state[-1]

    state = ["open"]
    article.page.clock.install()
    article.serves(later)
    article.open()
    state.append("closed")
    article.page.clock.fast_forward("00:15")
    article.page.clock.fast_forward("10:30")
    expect(article.thread.locator(".place").get_by_text("Comments are switched off")).to_be_visible()
    expect(article.thread.get_by_role("textbox")).to_have_count(0)


def test_a_site_without_votes_against_shows_only_votes_for(article):
    article.open().post("Root words.")
    article.serves(lambda page, query: page["thread"].update(downvotes=False))
    article.open()
    expect(article.comment("Root words.").get_by_role("button", name="Good comment")).to_be_visible()
    expect(article.comment("Root words.").get_by_role("button", name="Poor comment")).to_have_count(0)


def test_a_flag_for_disagreement_is_taken_and_said_to_be_one(article, service, contexts):
    article.open().post("Root words.")
    other = ThreadPage(contexts.new().new_page(), service, article.key).open()
    other.menu("Root words.", "Flag")
    other.thread.get_by_label("I disagree with it").check()
    other.thread.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(other.thread.get_by_role("dialog").get_by_role("status")).to_be_visible()


def test_what_the_site_sets_reaches_its_readers(page, fresh_service, picture):
    words = ("house_rules=Be **kind**.", "announcement=We answer *today*.")
    fresh_service.run("site", "set", "daily", "pre_moderate=true", "downvotes=false", *words)
    page.goto(fresh_service.article("article-17"))
    thread = page.locator("comment-thread")
    thread.evaluate("(one) => one.scrollIntoView()")
    expect(thread.locator(".announcement em")).to_have_text("today")
    thread.get_by_text("House rules").click()
    expect(thread.locator(".rules strong")).to_have_text("kind")
    expect(thread.get_by_text("appear after a moderator has looked at them")).to_be_visible()
    expect(thread.get_by_role("button", name="Good comment").first).to_be_visible()
    expect(thread.get_by_role("button", name="Poor comment")).to_have_count(0)
    picture(page, "states-site")
