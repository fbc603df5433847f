"""Reading: copy link, share, jump to the parent, the time as a link."""

import pytest
from playwright.sync_api import expect

from .thread_page import ThreadPage

SHEET = """(outcome) => {
  window.shared = [];
  navigator.share = async (what) => { shared.push(what); if (outcome) throw new DOMException('no', outcome); };
}"""


@pytest.fixture
def article(page, service):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return ThreadPage(page, service)


def permalink(article, text):
    return article.comment(text).locator("a.date").get_attribute("href")


def test_the_link_of_a_comment_is_copied(article):
    article.open(csp=None).post("Root words.")
    article.menu("Root words.", "Copy link")
    expect(article.comment("Root words.").get_by_text("Link copied")).to_be_visible()
    assert article.page.evaluate("navigator.clipboard.readText()") == permalink(article, "Root words.")


def test_a_comment_is_shared_by_the_devices_own_sheet(article):
    article.open(csp=None).post("Root words.")
    article.page.evaluate(SHEET, "")
    article.menu("Root words.", "Share")
    article.page.wait_for_function("shared.length === 1")
    assert article.page.evaluate("shared[0]") == {"title": "The bridge", "url": permalink(article, "Root words.")}


@pytest.mark.parametrize(("outcome", "copied"), [("AbortError", 0), ("NotAllowedError", 1)])
def test_a_sheet_that_does_not_open_copies_and_one_that_was_closed_does_not(article, outcome, copied):
    article.open(csp=None).post("Root words.")
    article.page.evaluate(SHEET, outcome)
    article.menu("Root words.", "Share")
    article.page.wait_for_function("shared.length === 1")
    expect(article.comment("Root words.").get_by_text("Link copied")).to_have_count(copied)


def test_without_a_sheet_there_is_only_the_link(article):
    article.page.add_init_script("delete Navigator.prototype.share")
    article.open(csp=None).post("Root words.")
    article.comment("Root words.").get_by_role("button", name="More actions").click()
    expect(article.thread.get_by_role("menuitem", name="Copy link")).to_be_visible()
    expect(article.thread.get_by_role("menuitem", name="Share")).to_have_count(0)


def test_a_reply_leads_to_the_comment_it_answers(article):
    article.open(csp=None).post("Root words.")
    article.reply("Root words.", "An answer.")
    article.menu("An answer.", "Go to the comment it answers")
    expect(article.comment("Root words.")).to_be_focused()


def test_the_time_is_the_comments_address(article):
    article.open(csp=None).post("Root words.")
    article.comment("Root words.").locator("a.date").click()
    expect(article.comment("Root words.")).to_be_focused()
    assert article.page.url.endswith("#" + article.comment("Root words.").get_attribute("id"))


def test_the_menu_offers_to_edit_and_withdraw_until_the_time_it_names(article):
    article.page.clock.install()
    article.open(csp=None).post("Root words.")
    edit = article.thread.get_by_role("menuitem", name="Edit (until ")
    withdraw = article.thread.get_by_role("menuitem", name="Withdraw")
    more = article.comment("Root words.").get_by_role("button", name="More actions")
    more.click()
    expect(edit).to_be_visible()
    expect(withdraw).to_be_visible()
    article.page.keyboard.press("Escape")
    article.page.clock.fast_forward("16:00")
    more.click()
    expect(article.thread.get_by_role("menuitem", name="Copy link")).to_be_visible()
    expect(edit).to_have_count(0)
    expect(withdraw).to_have_count(0)
