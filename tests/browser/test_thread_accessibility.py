"""axe-core finds nothing in any state of the thread, light or dark."""

import re

import pytest
from playwright.sync_api import expect

from .axe import findings
from .thread_page import ThreadPage, problem

THREADS = re.compile(r"/api/v1/sites/daily/thread\?")


@pytest.fixture(params=["light", "dark"])
def article(page, service, request):
    page.emulate_media(color_scheme=request.param, reduced_motion="reduce")
    return ThreadPage(page, service)


# axe-core takes a page without a background for a white one, whatever its colour scheme.
GROUND = "body { background: light-dark(#fff, #17191b) }"


def check(article):
    """The findings of axe-core inside the thread."""
    assert findings(article.page, context="comment-thread") == []


def test_empty_and_composer_open(article):
    article.open(csp=None, css=GROUND)
    check(article)
    article.box.click()
    expect(article.thread.get_by_role("button", name="Post comment")).to_be_visible()
    check(article)
    article.thread.get_by_role("button", name="Post comment").click()
    expect(article.thread.get_by_text("Please write something first.")).to_be_visible()
    check(article)


def test_comments_replies_held_and_menus(article):
    article.open(csp=None, css=GROUND).post("First words.")
    article.reply("First words.", "An answer.")
    article.post("Look at https://example.org/ now.")
    check(article)
    article.comment("An answer.").get_by_role("button", name="Reply to").click()
    expect(article.thread.get_by_role("button", name="Post reply")).to_be_visible()
    check(article)
    article.comment("First words.").get_by_role("button", name="More actions").click()
    expect(article.thread.get_by_role("menu")).to_be_visible()
    check(article)
    article.thread.get_by_role("menuitem", name="Edit").click()
    expect(article.thread.get_by_label("Edit your comment")).to_be_visible()
    check(article)


def test_dialogs(article, service, contexts):
    article.open(csp=None, css=GROUND).post("First words.")
    article.menu("First words.", "Withdraw")
    expect(article.thread.get_by_role("alertdialog")).to_be_visible()
    check(article)
    other = ThreadPage(contexts.new().new_page(), service, article.key).open(csp=None, css=GROUND)
    other.menu("First words.", "Flag")
    expect(other.thread.get_by_role("dialog")).to_be_visible()
    check(other)


def test_failure(article):
    article.page.route(THREADS, lambda route: route.fulfill(**problem(503, "unavailable", "Down.")))
    article.open(csp=None, css=GROUND, ready=False)
    expect(article.thread.get_by_role("button", name="Try again")).to_be_visible()
    check(article)
