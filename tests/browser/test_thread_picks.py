"""Reading: editors' picks on top and in their own filter, the newsroom's filter, badges."""

import pytest
from playwright.sync_api import expect

from . import staged
from .thread_page import ThreadPage


@pytest.fixture
def article(page, service):
    return ThreadPage(page, service)


def pick(desk, article, text):
    """A moderator makes the comment with these words an editors' pick."""
    comment = article.comment(text).get_attribute("id").removeprefix("comment-")
    desk.goto(f"/desk/daily/comments/{comment}")
    desk.keyboard.press("p")
    expect(desk.locator(".card .badge.featured")).to_have_count(1)


def picked(article, desk, **options):
    """A thread of three comments and an answer; the answer is an editors' pick."""
    article.open().post("Root words.")
    article.reply("Root words.", "A picked answer.")
    article.post("Other words.")
    pick(desk, article, "A picked answer.")
    article.open(**options).count(3)
    return article


def test_editors_picks_stand_on_top_with_the_way_to_their_place(article, signed_in, picture):
    picked(article, signed_in)
    section = article.thread.get_by_role("region", name="Editors’ picks")
    expect(section.get_by_text("A picked answer.")).to_be_visible()
    picture(article.page, "picks")
    link = section.get_by_role("link", name="Show in the discussion")
    link.focus()
    article.page.keyboard.press("Enter")
    expect(article.comment("A picked answer.")).to_be_focused()
    assert article.page.url.endswith("#" + article.comment("A picked answer.").get_attribute("id"))


def test_a_pick_that_begins_the_list_is_not_shown_twice(article, signed_in):
    article.open().post("Root words.")
    pick(signed_in, article, "Root words.")
    article.open()
    expect(article.thread.get_by_role("group", name="Which comments are shown")).to_be_visible()
    expect(article.comment("Root words.")).to_be_visible()
    expect(article.thread.get_by_role("region", name="Editors’ picks")).to_have_count(0)


def test_editors_picks_have_a_filter_of_their_own(article, signed_in, picture):
    picked(article, signed_in)
    group = article.thread.get_by_role("group", name="Which comments are shown")
    expect(group.get_by_role("button")).to_have_text(["All", "Editors’ picks"])
    group.get_by_role("button", name="Editors’ picks").click()
    expect(article.comment("Other words.")).to_have_count(0)
    expect(article.thread.locator(".list > .item")).to_have_count(1)
    expect(group.get_by_role("button", name="Editors’ picks")).to_have_attribute("aria-pressed", "true")
    expect(group.get_by_role("button", name="Editors’ picks")).to_be_focused()
    expect(article.thread.get_by_role("region", name="Editors’ picks")).to_have_count(0)
    picture(article.page, "picks-filter")
    # Its place is in the whole discussion: the way there leaves the filter.
    article.comment("A picked answer.").get_by_role("link", name="to Ann").click()
    expect(article.comment("Root words.")).to_be_focused()
    expect(article.comment("Other words.")).to_be_visible()
    expect(group.get_by_role("button", name="All")).to_have_attribute("aria-pressed", "true")


def test_the_newsrooms_words_have_a_filter_of_their_own(article):
    def staff(page, query):
        page["thread"]["filters"] = ["staff"]
        if query.get("filter") == ["staff"]:
            page["comments"] = [one for one in everybody if "We have mended" in str(one["body"])]
        else:
            everybody[:] = page["comments"]

    everybody = []
    article.open().post("Root words.")
    article.post("We have mended it.")
    article.serves(staff)
    article.open()
    article.thread.get_by_role("button", name="Newsroom").click()
    expect(article.comment("Root words.")).to_have_count(0)
    expect(article.comment("We have mended it.")).to_be_visible()
    expect(article.thread.locator(".sorts")).to_have_attribute("inert", "")
    article.thread.get_by_role("button", name="All").click()
    expect(article.comment("Root words.")).to_be_visible()


def test_a_filter_that_fails_leaves_the_list_as_it_was(article, signed_in):
    picked(article, signed_in)
    article.page.route("**/thread?*filter=featured*", lambda route: route.abort())
    article.thread.get_by_role("button", name="Editors’ picks").click()
    expect(article.thread.get_by_text("The comments could not be loaded.")).to_be_attached()
    expect(article.comment("Other words.")).to_be_visible()
    expect(article.thread.get_by_role("button", name="All")).to_have_attribute("aria-pressed", "true")


def test_a_thread_without_picks_has_neither_section_nor_filter(article):
    article.open().post("Root words.")
    article.open().count(1)
    expect(article.comment("Root words.")).to_be_visible()
    expect(article.thread.get_by_role("button", name="All", exact=True)).to_have_count(0)
    expect(article.thread.get_by_text("Editors’ picks")).to_have_count(0)


def test_badges_say_who_speaks_in_words(article, picture):
    article.open().post("Root words.")
    article.serves(staged.badges)
    article.open()
    badges = article.comment("Root words.").locator(".badge")
    expect(badges).to_have_text(["Author of the article", "Newsroom", "Verified reader", "New here"])
    picture(article.page, "badges")
