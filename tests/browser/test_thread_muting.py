"""Reading: mute an author for oneself."""

import pytest
from playwright.sync_api import expect

from .thread_page import ThreadPage


@pytest.fixture
def article(page, service):
    return ThreadPage(page, service)


@pytest.fixture
def two_writers(article, service, contexts):
    """A thread with two comments of Ben's and one of Cleo's."""
    ben = ThreadPage(contexts.new().new_page(), service, article.key).open()
    ben.post("Ben's first words.", name="Ben")
    cleo = ThreadPage(contexts.new().new_page(), service, article.key).open()
    cleo.reply("Ben's first words.", "Cleo's words.", name="Cleo")
    ben.post("Ben's second words.", name="Ben")
    return article


def test_mute_an_author_for_oneself(two_writers, picture):
    article = two_writers.open()
    article.menu("Ben's first words.", "Mute Ben")
    rows = article.thread.get_by_text("Muted: Ben")
    expect(rows).to_have_count(2)
    expect(article.comment("Ben's first words.")).to_be_focused()
    expect(article.thread.get_by_text("Ben's first words.")).to_be_hidden()
    expect(article.thread.get_by_text("Ben's second words.")).to_be_hidden()
    expect(article.thread.get_by_text("Cleo's words.")).to_be_visible()
    picture(article.page, "muted")
    # Under other names the same person stays muted; after a reload, too.
    article.open().count(3)
    expect(rows).to_have_count(2)


def test_a_muted_comment_can_be_looked_at(two_writers):
    article = two_writers.open()
    article.menu("Ben's first words.", "Mute Ben")
    article.comment("Ben's second words.").get_by_role("button", name="Show the comment by Ben").click()
    expect(article.thread.get_by_text("Ben's second words.")).to_be_visible()
    expect(article.comment("Ben's second words.")).to_be_focused()
    expect(article.thread.get_by_text("Ben's first words.")).to_be_hidden()


def test_muting_is_undone_where_it_was_done(two_writers):
    article = two_writers.open()
    article.menu("Ben's first words.", "Mute Ben")
    article.comment("Ben's first words.").get_by_role("button", name="Unmute Ben").press("Enter")
    expect(article.thread.get_by_text("Ben's second words.")).to_be_visible()
    expect(article.comment("Ben's first words.")).to_be_focused()
    expect(article.thread.get_by_text("Muted: Ben")).to_have_count(0)
    expect(article.thread.get_by_role("button", name="muted")).to_have_count(0)


def test_the_list_of_muted_people_lets_each_be_heard_again(two_writers, picture):
    article = two_writers.open()
    article.menu("Ben's first words.", "Mute Ben")
    article.menu("Cleo's words.", "Mute Cleo")
    article.thread.get_by_role("button", name="2 people muted").click()
    dialog = article.thread.get_by_role("dialog", name="People you have muted")
    picture(article.page, "muted-dialog")
    dialog.get_by_role("button", name="Unmute Ben").press("Enter")
    expect(dialog.get_by_role("button", name="Unmute Cleo")).to_be_focused()
    dialog.get_by_role("button", name="Unmute Cleo").press("Enter")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    article.page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(article.thread.get_by_role("heading").first).to_be_focused()
    expect(article.thread.get_by_text("Cleo's words.")).to_be_visible()
    expect(article.thread.get_by_text("Ben's first words.")).to_be_visible()


def test_nobody_mutes_oneself_and_the_service_is_not_told(two_writers):
    article = two_writers.open()
    article.post("My own words.")
    article.comment("My own words.").get_by_role("button", name="More actions").click()
    expect(article.thread.get_by_role("menuitem", name="Withdraw")).to_be_visible()
    expect(article.thread.get_by_role("menuitem", name="Mute")).to_have_count(0)
    article.page.keyboard.press("Escape")
    sent = []
    article.page.on("request", lambda request: sent.append(request.method) if "/api/" in request.url else None)
    article.menu("Cleo's words.", "Mute Cleo")
    expect(article.thread.get_by_text("Muted: Cleo")).to_be_visible()
    assert [method for method in sent if method != "GET"] == []
