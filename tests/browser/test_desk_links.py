"""From the article to the desk: plain links, for whoever has switched them on in this browser."""

import re

import pytest
from playwright.sync_api import expect

from .thread_page import ThreadPage


@pytest.fixture
def article(page, service):
    return ThreadPage(page, service)


def _at(article, fragment=""):
    # Another fragment alone would not load the page anew.
    article.page.goto("about:blank")
    article.fragment = fragment
    article.open()


def _menu(article, text):
    article.comment(text).get_by_role("button", name="More actions").click()
    expect(article.thread.get_by_role("menuitem").first).to_be_focused()
    return article.thread.get_by_role("menuitem", name="Open in the desk")


def test_who_switched_it_on_finds_the_desk_in_each_menu_and_below_the_thread(article):
    said = article.posted("Root words.")
    _at(article)
    expect(_menu(article, "Root words.")).to_have_count(0)
    _at(article, "#comments-desk=on")
    below = article.thread.get_by_role("link", name="Open in the desk")
    expect(below).to_have_attribute("href", re.compile(rf"^{article.service.url}/desk/daily/threads/\w{{16}}$"))
    expect(article.page).to_have_url(re.compile(r"^[^#]*$"))
    item = _menu(article, "Root words.")
    expect(item).to_have_attribute("href", f"{article.service.url}/desk/daily/comments/{said['id']}")
    expect(item).to_have_attribute("rel", "noopener")
    article.page.keyboard.press("End")
    expect(item).to_be_focused()
    # It stays on in this browser, and nothing of the newsroom's is kept there but this choice.
    _at(article)
    expect(below).to_be_visible()
    kept = article.page.evaluate(
        "Object.entries(localStorage).filter(([name]) => /desk|staff/.test(name)).map(([, value]) => value)"
    )
    assert kept == ["on"]
    assert article.page.context.cookies() == []


def test_it_is_switched_off_again(article):
    article.posted("Root words.")
    _at(article, "#comments-desk=on")
    below = article.thread.get_by_role("link", name="Open in the desk")
    expect(below).to_be_visible()
    _at(article, "#comments-desk=off")
    expect(article.page).to_have_url(re.compile(r"^[^#]*$"))
    expect(below).to_have_count(0)
    expect(_menu(article, "Root words.")).to_have_count(0)


@pytest.mark.parametrize("fragment", ["#comments-desk=javascript:alert(1)", "#comments-desk=", "#comments-deskx=on"])
def test_other_fragments_switch_nothing(article, fragment):
    article.posted("Root words.")
    _at(article, fragment)
    expect(_menu(article, "Root words.")).to_have_count(0)
    assert article.page.url.endswith(fragment)
